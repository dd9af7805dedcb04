import type { Content, EntryKey, Stamp } from './entry.ts'

/**
 * What a stranger may see of a programme: an allow-list, built field by field, never by leaving fields out.
 * Names no workspace, no person of it, no Notion link, no finding.
 */
export type PublicProgramme = {
  readonly id: string
  readonly name: string
  readonly edition: string | null
  readonly year: number | null
  readonly hosts: readonly string[]
  readonly partners: readonly string[]
  readonly targets: readonly string[]
  readonly fields: readonly string[]
  readonly support: readonly string[]
  readonly links: readonly string[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly amountsWon: readonly number[]
  readonly period: {
    readonly text: string
    readonly understood: { readonly ko: string; readonly en: string }
    readonly kind: 'date' | 'datetime' | 'open-ended' | 'relative' | 'unknown' | 'invalid'
    readonly opens: string | null
    readonly closes: string | null
  }
  readonly background: {
    readonly heading: string
    readonly facts: readonly { readonly label: string; readonly text: string }[]
  } | null
  readonly entries: readonly PublicEntry[]
  /** UTC instant at which the programme was first published; the Atom feed lists by it. */
  readonly firstSeenAt: string
}

/** One round as the page and the feed show it. */
export type PublicEntry = {
  readonly key: EntryKey
  readonly id: string
  readonly label: string
  readonly opens: string | null
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM+09:00`. */
  readonly closes: string
  readonly content: Content
  readonly stamp: Stamp
}

import { describe } from '../deadlines/index.ts'
import { hash } from '../lib/hash.ts'
import type { Derived, Programme } from '../programmes/programme.ts'
import { publicContacts } from './description.ts'
import { roundsOf } from './desired.ts'
import type { Content, Entry, EntryKey, Stamp } from './entry.ts'
import { closesOf } from './when.ts'

/**
 * What a stranger may see of a programme: an allow-list, built field by field, never by leaving fields out.
 * Names no workspace, no person of it, no Notion link, no finding.
 */
export type PublicProgramme = {
  /** Names the programme for good; made from the row's id, which itself would lead into the workspace. Hex. */
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
  /** Leads to the entry's own text in the store; names a row of the workspace, so it is never shown. */
  readonly key: EntryKey
  readonly id: string
  readonly label: string
  readonly opens: string | null
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM+09:00`. */
  readonly closes: string
  readonly content: Content
  readonly stamp: Stamp
}

/**
 * What a stranger may see of a programme, built field by field. `entries` are those that name its row; of a row that
 * cannot be understood, those it has held so far. `firstSeenAt` is the UTC instant of its first publication.
 */
export function publicProgramme(
  programme: Programme,
  entries: readonly Entry[],
  firstSeenAt: string,
): PublicProgramme {
  const { reading, text } = programme.period
  return {
    id: publicId(programme.id),
    name: programme.name,
    edition: programme.edition?.value ?? null,
    year: programme.year?.value ?? null,
    hosts: values(programme.hosts),
    partners: values(programme.partners),
    targets: values(programme.targets),
    fields: values(programme.fields),
    support: values(programme.support),
    links: values(programme.links),
    emails: publicContacts(programme.emails),
    phones: publicContacts(programme.phones),
    // A fund that the background tells of is not what an applicant gets.
    amountsWon: programme.amounts
      .filter(({ origin }) => origin.from !== 'section')
      .map(({ value }) => value.won),
    period: {
      text,
      understood: describe(reading),
      kind: reading.kind,
      opens: reading.opens,
      closes: reading.closes,
    },
    background:
      programme.background === null
        ? null
        : {
            heading: programme.background.heading,
            facts: programme.background.facts.map(({ label, text: fact }) => ({ label, text: fact })),
          },
    entries: entries.map((entry) => publicEntry(programme, entry)),
    firstSeenAt,
  }
}

/** See `PublicProgramme.id`. */
export function publicId(rowId: string): string {
  return hash('programme', rowId).slice(0, 32)
}

function publicEntry(programme: Programme, entry: Entry): PublicEntry {
  const rounds = roundsOf(programme.period.reading)
  const round = rounds[entry.slot - 1]
  return {
    key: entry.key,
    id: entry.id,
    label: rounds.length > 1 ? (round?.label ?? '') : '',
    opens: round?.opens ?? null,
    // What the entry shows, not what the row says: of a row that needs a person the two may differ.
    closes: closesOf(entry.content.when),
    content: entry.content,
    stamp: entry.stamp,
  }
}

function values(derived: readonly Derived<string>[]): readonly string[] {
  return derived.map(({ value }) => value)
}

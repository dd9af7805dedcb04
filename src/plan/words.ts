import { cut, oneLine } from '../lib/text.ts'
import type { Change, FieldChange } from './change.ts'
import { whenText } from './compare.ts'

/** A change as people and programs are told of it: plain words and values, nothing of the sink's own. */
export type ToldChange = {
  readonly action: Change['action']
  readonly title: string
  /** The time in Korea, as `whenText` writes it; empty where nothing is known of it. */
  readonly when: string
  readonly why: string
  readonly fields: readonly FieldChange[]
}

const SIGNS: Readonly<Record<Change['action'], string>> = {
  create: '＋',
  update: '~',
  restore: '＋',
  delete: '−',
}

/** Magam's own notes in an entry: counted, never shown value by value. */
const OWN = new Set(['rows', 'twin', 'stamp', 'hash'])
const WIDTH = 100

/** A change in plain words. */
export function tell(change: Change): ToldChange {
  const content = change.action === 'delete' ? change.held.content : change.entry.content
  return {
    action: change.action,
    title: content?.title ?? 'an entry whose title is not known',
    when: content === null ? '' : whenText(content.when),
    why: change.why,
    fields: change.action === 'update' ? change.fields : [],
  }
}

/**
 * The lines a person reads: what is done to which entry, below it why, and what changes from what to what.
 * Readable without colour; a printer may colour by the sign that begins the first line.
 */
export function changeLines(change: ToldChange): readonly string[] {
  const head = [SIGNS[change.action], change.when, oneLine(change.title)].filter((part) => part !== '')
  return [
    head.join(' '),
    `    ${change.why}`,
    ...change.fields.filter(({ field }) => !OWN.has(field)).flatMap(fieldLines),
  ]
}

function fieldLines({ field, from, to }: FieldChange): readonly string[] {
  const [before, after] = [from.split('\n'), to.split('\n')]
  if (before.length === 1 && after.length === 1) return [`    ${field}: ${shown(from)} → ${shown(to)}`]
  const gone = before.filter((line) => !after.includes(line) && line.trim() !== '')
  const added = after.filter((line) => !before.includes(line) && line.trim() !== '')
  return [
    `    ${field}:`,
    ...gone.map((line) => `      − ${shown(line)}`),
    ...added.map((line) => `      ＋ ${shown(line)}`),
  ]
}

function shown(text: string): string {
  return text === '' ? '(nothing)' : cut(oneLine(text), WIDTH)
}

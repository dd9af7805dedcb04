import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Moment, Reading, ReadingContext } from '../src/deadlines/index.ts'

/** The project's own labelled periods. */
export const OWN_PERIODS = join(import.meta.dirname, '..', 'tests', 'deadlines', 'periods.jsonl')

/** A labelled period: one line of a JSONL file. Moments as in a reading, or with fewer signs (`…T18:00`, no offset). */
export type Item = {
  readonly id: string
  readonly text: string
  readonly context: ReadingContext
  readonly expect: {
    readonly kind: string
    readonly kind_alt?: readonly string[]
    readonly start: Moment | null
    readonly start_alt?: readonly string[]
    readonly end: Moment | null
    readonly rounds?: readonly { readonly end: Moment | null }[]
    readonly warnings: readonly string[]
  }
  readonly tags: readonly string[]
}

export type Share = { right: number; of: number }

/** The figures over a labelled set, and what went wrong. `wrong`: an end given but another is due, or none is. */
export type Score = {
  readonly items: number
  readonly deadline: Share
  readonly kind: Share
  readonly start: Share
  readonly rounds: Share
  readonly wrong: Share
  readonly missed: number
  readonly adversarial: Share
  readonly warnings: ReadonlyMap<string, { right: number; spurious: number; missing: number }>
  readonly failures: readonly { readonly item: Item; readonly got: Reading; readonly of: readonly string[] }[]
}

export function loadItems(path: string): Item[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Item)
}

/** A day stays a day; a moment becomes its instant, so that two ways of writing it are the same. */
function canonical(moment: string | null): string {
  if (moment === null || moment.length === 10) return moment ?? 'none'
  const withOffset = /(Z|[+-]\d{2}:?\d{2})$/.test(moment) ? moment : `${moment}+09:00`
  return new Date(withOffset).toISOString()
}

const same = (a: string | null, b: string | null): boolean => canonical(a) === canonical(b)

/** What of a reading is not as labelled: `end`, `kind`, `start`, `rounds`; empty when all of it is right. */
export function faults(item: Item, got: Reading): string[] {
  const { expect } = item
  const found: string[] = []
  if (!same(got.closes, expect.end)) found.push('end')
  if (got.kind !== expect.kind && !expect.kind_alt?.includes(got.kind)) found.push('kind')
  const starts = [expect.start, ...(expect.start_alt ?? [])]
  if (!starts.some((start) => start === '*' || same(got.opens, start))) found.push('start')
  const ends = got.rounds.map((round) => round.closes)
  if (!(expect.rounds ?? []).every((round) => ends.some((end) => same(end, round.end)))) found.push('rounds')
  return found
}

export function score(items: readonly Item[], read: (item: Item) => Reading): Score {
  const share = (): Share => ({ right: 0, of: 0 })
  const tally = { deadline: share(), kind: share(), start: share(), rounds: share(), adversarial: share() }
  const warnings = new Map<string, { right: number; spurious: number; missing: number }>()
  const failures: { item: Item; got: Reading; of: string[] }[] = []
  let wrong = 0
  let missed = 0
  for (const item of items) {
    const got = read(item)
    if (item.tags.includes('adversarial')) {
      count(tally.adversarial, got.closes === null)
      if (got.closes !== null) failures.push({ item, got, of: ['adversarial'] })
      continue
    }
    const of = faults(item, got)
    count(tally.deadline, !of.includes('end'))
    count(tally.kind, !of.includes('kind'))
    count(tally.start, !of.includes('start'))
    if (item.expect.rounds !== undefined) count(tally.rounds, !of.includes('rounds'))
    if (of.includes('end')) got.closes === null ? missed++ : wrong++
    if (!sameWarnings(item, got)) of.push('warnings')
    tallyWarnings(warnings, item, got)
    if (of.length > 0) failures.push({ item, got, of })
  }
  const rightly = { right: wrong, of: tally.deadline.of }
  return { items: items.length, ...tally, wrong: rightly, missed, warnings, failures }
}

function sameWarnings(item: Item, got: Reading): boolean {
  return [...item.expect.warnings].sort().join() === [...got.warnings].sort().join()
}

function count(share: Share, right: boolean): void {
  share.of++
  if (right) share.right++
}

function tallyWarnings(
  tally: Map<string, { right: number; spurious: number; missing: number }>,
  item: Item,
  got: Reading,
): void {
  const due = new Set<string>(item.expect.warnings)
  const given = new Set<string>(got.warnings)
  for (const warning of new Set([...due, ...given])) {
    const entry = tally.get(warning) ?? { right: 0, spurious: 0, missing: 0 }
    if (due.has(warning) && given.has(warning)) entry.right++
    else if (given.has(warning)) entry.spurious++
    else entry.missing++
    tally.set(warning, entry)
  }
}

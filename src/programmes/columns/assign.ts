import type { ColumnNames } from '../options.ts'
import type { Filling } from './lines.ts'
import type { Role } from './roles.ts'
import { clear, type Guess, guesses, overridden } from './score.ts'

/** A column as recognised: `role` is null when its header says nothing we know. */
export type Column = {
  readonly index: number
  readonly header: string
  readonly role: Role | null
  readonly score: number
}

/** Two columns that could both be the one; `kept` won. */
export type Rivalry = { readonly role: Role; readonly kept: string; readonly left: string }

export type Assignment = { readonly columns: readonly Column[]; readonly rivals: readonly Rivalry[] }

/** Of these a programme has one; of the others (links, contacts, hosts …) as many as there are. */
const single: ReadonlySet<Role> = new Set([
  'name',
  'part',
  'deadline',
  'hour',
  'opens',
  'year',
  'state',
  'dday',
  'entry',
])

type Candidate = Guess & { readonly index: number; readonly header: string }

/**
 * Gives each header its role. Scores decide; between equals the column with more filled cells, then the header's own
 * letters: where a column stands never matters. A column of flags (마감: `O`) is no deadline, nor is one that may stand
 * for anything and tells lengths (지원기간: `10개월`).
 */
export function assignRoles(
  headers: readonly string[],
  { filled, isFlags, hasLengths }: Filling,
  named: ColumnNames,
): Assignment {
  const candidates = headers
    .flatMap((header, index) => guesses(header, named).map((guess) => ({ ...guess, index, header })))
    .filter(
      ({ role, score, index, header }) =>
        role !== 'deadline' || score === overridden || !isFlags(index, header),
    )
    .sort(
      (a, b) =>
        b.score - a.score ||
        filled(b.index) - filled(a.index) ||
        (a.header < b.header ? -1 : a.header > b.header ? 1 : 0),
    )
  const taken = new Map<number, Candidate>()
  const beaten = new Map<number, Rivalry>()
  for (const candidate of candidates) settle(candidate, taken, beaten)
  const roles = new Set([...taken.values()].map(({ role }) => role))
  const columns = headers.map((header, index) => {
    const won = taken.get(index)
    if (won === undefined || (won.role === 'deadline' && won.score < clear && hasLengths(index)))
      return { index, header, role: null, score: 0 }
    return { index, header, role: alone(won.role, roles), score: won.score }
  })
  return { columns, rivals: [...beaten].filter(([index]) => filled(index) > 0).map(([, rivalry]) => rivalry) }
}

/** `1차 마감` and `2차 마감`: each tells the deadline of a round. */
function areRounds(one: Candidate, other: Candidate): boolean {
  const [round, next] = [roundIn(one.header), roundIn(other.header)]
  return one.role === 'deadline' && round !== null && next !== null && round !== next
}

/** The round that a header is about, `2차`; null for none. */
export function roundIn(header: string): string | null {
  const number = /^\D{0,3}(\d)\s?차/u.exec(header)?.[1]
  return number === undefined ? null : `${number}차`
}

/** What completes another column stands for it where there is none. */
function alone(role: Role, roles: ReadonlySet<Role>): Role {
  if (role === 'part') return roles.has('name') ? role : 'name'
  return role === 'hour' && !roles.has('deadline') ? 'deadline' : role
}

/** A column whose best meaning is already held by a better column stays unnamed: its second meaning would be a guess. */
function settle(candidate: Candidate, taken: Map<number, Candidate>, beaten: Map<number, Rivalry>): void {
  if (taken.has(candidate.index) || beaten.has(candidate.index)) return
  const holder = single.has(candidate.role)
    ? [...taken.values()].find((other) => other.role === candidate.role && !areRounds(other, candidate))
    : undefined
  if (holder === undefined) taken.set(candidate.index, candidate)
  else beaten.set(candidate.index, { role: candidate.role, kept: holder.header, left: candidate.header })
}

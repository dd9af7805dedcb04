import type { ColumnNames } from '../options.ts'
import type { Role } from './roles.ts'
import { type Guess, guesses } from './score.ts'

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
  'opens',
  'year',
  'state',
  'dday',
  'entry',
])

type Candidate = Guess & { readonly index: number; readonly header: string }

/**
 * Gives each header its role. Scores decide; between equals the column with more filled cells, then the header's own
 * letters: where a column stands never matters.
 */
export function assignRoles(
  headers: readonly string[],
  filled: (index: number) => number,
  named: ColumnNames,
): Assignment {
  const candidates = headers
    .flatMap((header, index) => guesses(header, named).map((guess) => ({ ...guess, index, header })))
    .sort(
      (a, b) =>
        b.score - a.score ||
        filled(b.index) - filled(a.index) ||
        (a.header < b.header ? -1 : a.header > b.header ? 1 : 0),
    )
  const taken = new Map<number, Candidate>()
  const beaten = new Map<number, Rivalry>()
  for (const candidate of candidates) settle(candidate, taken, beaten)
  const isNamed = [...taken.values()].some(({ role }) => role === 'name')
  const columns = headers.map((header, index) => {
    const won = taken.get(index)
    const role = won?.role === 'part' && !isNamed ? 'name' : (won?.role ?? null)
    return { index, header, role, score: won?.score ?? 0 }
  })
  return { columns, rivals: [...beaten].filter(([index]) => filled(index) > 0).map(([, rivalry]) => rivalry) }
}

/** A column whose best meaning is already held by a better column stays unnamed: its second meaning would be a guess. */
function settle(candidate: Candidate, taken: Map<number, Candidate>, beaten: Map<number, Rivalry>): void {
  if (taken.has(candidate.index) || beaten.has(candidate.index)) return
  const holder = single.has(candidate.role)
    ? [...taken.values()].find((other) => other.role === candidate.role)
    : undefined
  if (holder === undefined) taken.set(candidate.index, candidate)
  else beaten.set(candidate.index, { role: candidate.role, kept: holder.header, left: candidate.header })
}

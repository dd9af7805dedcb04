import type { ColumnNames, ColumnRole } from '../options.ts'
import { borderIn } from './borders.ts'
import { headerParts, longestHeader, normaliseHeader, withBracketsFirst } from './normalise.ts'
import { headerWords, type Role } from './roles.ts'

export type Guess = { readonly role: Role; readonly score: number }

/** Below this a header is not recognised. */
const recognisedFrom = 40
/** Above the score of a word that may stand for anything (기간, 이름). */
export const clear = 65
/** The score of a name that the settings give. */
export const overridden = 1000

type Word = { readonly text: string; readonly whole: boolean; readonly weight: number }

const roles = Object.keys(headerWords) as Role[]
const words = new Map<Role, readonly Word[]>(roles.map((role) => [role, headerWords[role].map(toWord)]))

function toWord(written: string): Word {
  const text = written.replace(/^~?=?/, '')
  return { text, whole: /^~?=/.test(written), weight: written.startsWith('~') ? 0.6 : 1 }
}

/** The same few headers come in thousands of tables: what they mean is worked out once. Bounded, for cells are asked as well. */
const known = new WeakMap<ColumnNames, Map<string, readonly Guess[]>>()
const mostKnown = 2000

/** Every role a header may stand for, best first. A name given in the settings beats every word of ours. */
export function guesses(header: string, named: ColumnNames): readonly Guess[] {
  const memory = known.get(named) ?? new Map<string, readonly Guess[]>()
  const remembered = memory.get(header)
  if (remembered !== undefined) return remembered
  const found = guess(header, named)
  if (memory.size >= mostKnown) memory.clear()
  known.set(named, memory.set(header, found))
  return found
}

function guess(header: string, named: ColumnNames): readonly Guess[] {
  const whole = normaliseHeader(header)
  if (whole === '') return []
  const parts = [...headerParts(header), withBracketsFirst(header)]
  const scores = new Map(roles.map((role) => [role, scoreOf(role, whole, parts, named)]))
  return [...withBorder(header, scores)]
    .map(([role, score]) => ({ role, score }))
    .filter((guess) => guess.score >= recognisedFrom)
    .sort((a, b) => b.score - a.score)
}

/** A header that names the first or last day of a period means what the period means: the first is no deadline. */
function withBorder(header: string, scores: ReadonlyMap<Role, number>): ReadonlyMap<Role, number> {
  const border = header.length > longestHeader ? null : borderIn(header)
  if (border === null || [...scores.values()].includes(overridden)) return scores
  const whole = (role: Role) => scoreOf(role, border.of, [], {})
  const other = whole('other')
  const deadline = whole('deadline')
  const isOther = other > deadline
  const told = (role: Role) => scores.get(role) ?? 0
  return new Map([
    ...scores,
    ['other', Math.max(told('other'), other)],
    ['opens', isOther ? 0 : Math.max(told('opens'), border.end === 'first' ? deadline : 0)],
    ['deadline', isOther || border.end === 'first' ? 0 : Math.max(told('deadline'), deadline)],
  ])
}

function scoreOf(role: Role, whole: string, parts: readonly string[], named: ColumnNames): number {
  const own = isSettable(role) ? (named[role] ?? []) : []
  if (own.some((name) => normaliseHeader(name) === whole)) return overridden
  const best = (header: string) => Math.max(...(words.get(role) ?? []).map((word) => match(header, word)))
  const score = Math.max(best(whole), ...parts.map((part) => best(part) * 0.95))
  return role === 'other' ? score * 0.98 : score
}

function isSettable(role: Role): role is ColumnRole {
  return role !== 'part' && role !== 'hour' && role !== 'other'
}

function match(header: string, word: Word): number {
  if (header === word.text) return 100 * word.weight
  if (word.whole || !header.includes(word.text)) return 0
  const share = word.text.length / header.length
  if (header.endsWith(word.text)) return (60 + 30 * share) * word.weight
  return word.text.length < 3 ? 0 : (25 + 35 * share) * word.weight
}

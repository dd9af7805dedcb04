import { isJoined } from './joined-words.ts'
import { kindAt, type Part } from './part.ts'
import type { Token } from './token.ts'
import { VIEWED } from './words.ts'

/** How many parts may stand between a window and the verb that says what was done in it. */
const CLAUSE = 8

/** Whether the deed at `at` is that of the window which ends with the part `lastEnd`: directly after it; some verbs also further on. */
export function isDoneBy(parts: readonly Part[], at: number, far: boolean, lastEnd: number): boolean {
  const beside = kindAt(parts, at - 1) === 'close-paren' ? at - 2 : at - 1
  return beside === lastEnd || (far && inClause(parts, at, lastEnd))
}

/** Whether no sign parts the word at `at` from the window that ends with the part `lastEnd`. */
export function inClause(parts: readonly Part[], at: number, lastEnd: number): boolean {
  for (let back = at - 1; back > lastEnd; back--) {
    const kind = kindAt(parts, back)
    const parted = kind === 'comma' && parts[back - 1]?.to !== (parts[back + 1]?.from ?? 0) - 1
    if (parted || kind === 'open-paren' || back < at - CLAUSE) return false
  }
  return true
}

const OF = 0xc778 // 인

/** `…까지인 사람`: whether the part at `at`, written together with the window, makes a condition of it. */
export function isCondition(parts: readonly Part[], at: number): boolean {
  const part = parts[at]
  const joined = kindAt(parts, at - 1) === 'until' && isJoined(parts, at)
  return joined && part?.kind === 'text' && part.value === OF
}

/** `까지 근무`, `5/24(토) 개최`: the event directly after a date is what the date is for, but not `까지 예선 참가 접수`. */
export function isEventOf(parts: readonly Part[], at: number, bare: boolean): boolean {
  const before = kindAt(parts, at - 1)
  if (before !== 'until' && before !== 'from' && !bare) return false
  for (let next = at + 1; next < at + 4; next++) {
    const kind = kindAt(parts, next)
    if (kind === 'close-paren') return true
    if (kind === 'apply') return false
  }
  return true
}

/** Signs that may stand between the day of a notice and the office that signs it, or the count of its views. */
const AFTER_DAY: ReadonlySet<string> = new Set([
  'text',
  'noise',
  'si',
  'newline',
  'pipe',
  'slash',
  'close-paren',
  'middot',
  'bullet',
  'dot',
])

/** What may follow the office that signs, also after a name: a seal, the end. */
const AFTER_OFFICE: ReadonlySet<string> = new Set(['end', 'newline', 'close-paren', 'open-paren', 'pipe'])

/**
 * `2026. 3. 2. 중소벤처기업부장관`, `2026-03-05 | 조회 123`: whether the word at `at` tells that the bare date, which ends with
 * the part `lastEnd`, is the day of the notice. Nothing but signs and names may stand between.
 */
export function endsNotice(parts: readonly Part[], at: number, word: Token, lastEnd: number): boolean {
  for (let back = at - 1; back > lastEnd; back--)
    if (back < at - CLAUSE || !AFTER_DAY.has(kindAt(parts, back))) return false
  const next = parts[at + 1]
  if (word.value === VIEWED) return next?.kind === 'number' || next?.kind === 'colon'
  const named = next?.kind === 'text' && next.from > word.to
  return AFTER_OFFICE.has(kindAt(parts, named ? at + 2 : at + 1))
}

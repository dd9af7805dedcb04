import { kindAt, type Part } from './part.ts'

/** How many parts may stand between a window and the verb that says what was done in it. */
const CLAUSE = 8

/** Whether the deed at `at` is that of the window which ends with the part `lastEnd`: directly after it; some verbs also further on. */
export function isDoneBy(parts: readonly Part[], at: number, far: boolean, lastEnd: number): boolean {
  const beside = kindAt(parts, at - 1) === 'close-paren' ? at - 2 : at - 1
  return beside === lastEnd || (far && inClause(parts, at, lastEnd))
}

/** No sign parts the word from the window. */
function inClause(parts: readonly Part[], at: number, lastEnd: number): boolean {
  for (let back = at - 1; back > lastEnd; back--) {
    const kind = kindAt(parts, back)
    if (kind === 'comma' || kind === 'open-paren' || back < at - CLAUSE) return false
  }
  return true
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

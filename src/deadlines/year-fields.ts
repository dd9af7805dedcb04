import { kindAt, type Tokens, tokenAt } from './forms/form.ts'
import { hasWeekday, isSeparator } from './month-day.ts'
import type { Token } from './token.ts'

/** One year inside 1900–2200, so that midnights, time zones and turns of the year stay within. */
export const EARLIEST = 1901
export const LATEST = 2199

export const isLongYear = (token: Token): boolean =>
  token.kind === 'number' && token.width === 4 && token.value >= EARLIEST && token.value <= LATEST

/** `26` is 2026; years from 70 on are of the last century. */
export const century = (value: number): number => (value >= 70 ? 1900 + value : 2000 + value)

/** The year at `at` with whatever joins it to a month: `2026.`, `2026년`, `'26.`, `26년`. */
export function readYear(tokens: Tokens, at: number): { year: number; next: number; unit: boolean } | null {
  const quoted = kindAt(tokens, at) === 'quote'
  const first = quoted ? at + 1 : at
  const number = tokenAt(tokens, first)
  if (number.kind !== 'number' || (quoted && number.width !== 2)) return null
  const year = isLongYear(number) ? number.value : number.width === 2 ? century(number.value) : null
  if (year === null) return null
  const joint = tokenAt(tokens, first + 1)
  if (joint.kind === 'year') {
    // 2026년도, and stray commas or dots: `2026년, 3월`.
    const extra = kindAt(tokens, first + 2)
    return { year, next: extra === 'comma' || extra === 'dot' ? first + 3 : first + 2, unit: true }
  }
  if (!quoted && number.width === 2 && joint.kind === 'quote' && !joint.spaced) {
    // 26' 4. 13., 26'.4.13.: the sign has come after the figures.
    const next = kindAt(tokens, first + 2) === 'dot' ? first + 3 : first + 2
    const dotted = kindAt(tokens, next) === 'number' && kindAt(tokens, next + 1) === 'dot'
    return dotted ? { year, next, unit: false } : null
  }
  if (isSeparator(joint) && (number.width === 4 || quoted)) return { year, next: first + 2, unit: false }
  if (joint.kind === 'comma' && number.width === 4 && kindAt(tokens, first + 3) === 'comma') {
    return { year, next: first + 2, unit: false }
  }
  const dotless = number.width === 4 && kindAt(tokens, first + 2) === 'dot' && lacksDot(tokens, at)
  if ((quoted || dotless) && joint.kind === 'number' && joint.spaced)
    return { year, next: first + 1, unit: false }
  return null
}

/** `~ 2026 4. 24.`, `2026 4. 24.(금)`: the dot after the year at `at` was forgotten. */
function lacksDot(tokens: Tokens, at: number): boolean {
  if (kindAt(tokens, at - 1) === 'tilde') return true
  if (kindAt(tokens, at + 3) !== 'number') return false
  const end = kindAt(tokens, at + 4) === 'dot' ? at + 5 : at + 4
  return hasWeekday(tokens, end) || kindAt(tokens, end) === 'until'
}

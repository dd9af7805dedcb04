import { isDigit, type Normalised } from './normalise.ts'

const LETTER_O = 0x6f
const COLON = 0x3a

/** Letters that a scanner of printed pages gives for digits: O, l, I. Normalising has made small letters of them. */
const isLikeOne = (code: number): boolean => code === 0x6c || code === 0x69
const isLikeDigit = (code: number): boolean => code === LETTER_O || isLikeOne(code)

/** What may stand before such a number, and directly after it: `2O26.`, `l0.(금)`, `18:OO`, `l1월`. */
const BEFORE: ReadonlySet<number> = new Set([0, ...codesOf(" .-/:~('\n|,월년")])
const AFTER: ReadonlySet<number> = new Set(codesOf('.:(/년월일시분'))

/** No number of a date is longer. */
const LONGEST = 4

function codesOf(signs: string): number[] {
  return [...signs].map((sign) => sign.charCodeAt(0))
}

/** Puts digits where letters were misread for them inside numbers of dates and times, in place. Linear in the text. */
export function mendDigits({ codes, length }: Normalised): void {
  // Only from such a letter does anything need a look: most texts have none.
  for (let at = 0; at < length; at++) {
    const code = codes[at] ?? 0
    if (code > LETTER_O || !isLikeDigit(code)) continue
    const from = numberStart(codes, at)
    const to = numberEnd(codes, at, length)
    if (isMisread(codes, from, to)) mend(codes, from, to)
    at = to
  }
}

/** The beginning of the digits before the letter at `at`; no further back than a number of a date is long. */
function numberStart(codes: Uint16Array, at: number): number {
  let from = at
  while (from > 0 && at - from <= LONGEST && isDigit(codes[from - 1] ?? 0)) from--
  return from
}

/** The end of the digits, and letters like them, that begin at `at`. */
function numberEnd(codes: Uint16Array, at: number, length: number): number {
  let to = at
  while (to < length && (isDigit(codes[to] ?? 0) || isLikeDigit(codes[to] ?? 0))) to++
  return to
}

/** Digits and letters mixed, or the OO of `18:OO`, with the signs of a date or time around. */
function isMisread(codes: Uint16Array, from: number, to: number): boolean {
  if (to - from < 2 || to - from > LONGEST) return false
  const before = from === 0 ? 0 : (codes[from - 1] ?? 0)
  if (!BEFORE.has(before)) return false
  const after = codes[to] ?? 0
  const minutes = before === COLON && isDigit(codes[from - 2] ?? 0) && to - from === 2
  if (minutes) return !isLatin(after)
  return AFTER.has(after) && isMixed(codes, from, to)
}

function isMixed(codes: Uint16Array, from: number, to: number): boolean {
  let digits = 0
  for (let at = from; at < to; at++) if (isDigit(codes[at] ?? 0)) digits++
  return digits > 0 && digits < to - from
}

const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a

function mend(codes: Uint16Array, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const code = codes[at] ?? 0
    if (code === LETTER_O) codes[at] = 0x30
    else if (isLikeOne(code)) codes[at] = 0x31
  }
}

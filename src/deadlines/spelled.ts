import { isDigit, isHangul, type Normalised } from './normalise.ts'

/** Numerals as they are said; 유월 and 시월 are months only. */
const VALUES: ReadonlyMap<number, number> = new Map(
  [...'일이삼사오육칠팔구십'].map((letter, at) => [letter.charCodeAt(0), at + 1] as const),
)
const MONTHS_ONLY: ReadonlyMap<number, number> = new Map([
  [0xc720, 6], // 유
  [0xc2dc, 10], // 시
])

const [YEAR, MONTH, DAY] = [0xb144, 0xc6d4, 0xc77c] // 년 월 일
const [TEN, TWO, THOUSAND] = [0xc2ed, 0xc774, 0xcc9c] // 십 이 천
const SPACE = 0x20

/** The longest numeral read: 이천이십육 is five letters. */
const LONGEST = 6

/** After 일 only the end of the word or one of these may follow: 까지, 부터, 이, 에, 은, 자, 마감, 오후, 정오. */
const AFTER_DAY: ReadonlySet<number> = new Set(
  [...'까부이에은는자마오정'].map((letter) => letter.charCodeAt(0)),
)

type Numeral = { readonly from: number; readonly to: number; readonly value: number }

/** A text in which dates spelt out (`이천이십육년 시월 이십삼일`) have their figures; any other text as it is. */
export function spellFigures(normalised: Normalised): Normalised {
  const found: Numeral[] = []
  for (let at = 1; at < normalised.length; at++)
    if (normalised.codes[at] === MONTH && !isDigitAndDigit(normalised, at))
      found.push(...aroundMonth(normalised, at))
  return found.length === 0 ? normalised : withFigures(normalised, found)
}

/** `3월 17일` needs no help: most texts are left at once. */
function isDigitAndDigit({ codes }: Normalised, at: number): boolean {
  const next = codes[at + 1] === SPACE ? codes[at + 2] : codes[at + 1]
  return isDigit(codes[at - 1] ?? 0) && !VALUES.has(next ?? 0)
}

/** The numerals of the date whose 월 stands at `at`; none unless both month and day are told. */
function aroundMonth(text: Normalised, at: number): Numeral[] {
  const month = isDigit(text.codes[at - 1] ?? 0) ? null : numeralBefore(text.codes, at)
  if (month === null && !isDigit(text.codes[at - 1] ?? 0)) return []
  if (month !== null && (month.value < 1 || month.value > 12)) return []
  const first = text.codes[at + 1] === SPACE ? at + 2 : at + 1
  const day = isDigit(text.codes[first] ?? 0) ? null : dayAt(text.codes, first)
  if (day === null && !isFigureDay(text.codes, first)) return []
  const year = month === null ? null : yearBefore(text.codes, month.from)
  return [year, month, day].filter((numeral) => numeral !== null)
}

/** `23일`, beside a month that is spelt out. */
function isFigureDay(codes: Uint16Array, at: number): boolean {
  return (
    isDigit(codes[at] ?? 0) &&
    (codes[at + 1] === DAY || (isDigit(codes[at + 1] ?? 0) && codes[at + 2] === DAY))
  )
}

/** The letters before `to` as a month, if they are a word of their own. */
function numeralBefore(codes: Uint16Array, to: number): Numeral | null {
  let from = to
  while (from > 0 && to - from < LONGEST && isHangul(codes[from - 1] ?? 0)) from--
  if (from === to || isHangul(codes[from - 1] ?? 0)) return null
  const value =
    to - from === 1
      ? (MONTHS_ONLY.get(codes[from] ?? 0) ?? figureOf(codes, from, to))
      : figureOf(codes, from, to)
  return value === null ? null : { from, to, value }
}

function yearBefore(codes: Uint16Array, monthFrom: number): Numeral | null {
  const to = codes[monthFrom - 1] === SPACE ? monthFrom - 2 : monthFrom - 1
  if (codes[to] !== YEAR) return null
  const year = numeralBefore(codes, to)
  return year !== null && year.value > 2000 ? year : null
}

/** The numeral before the 일 that ends the word at `from`: 이십삼일 is the 23rd, 이십일일 the 21st. */
function dayAt(codes: Uint16Array, from: number): Numeral | null {
  let to = from
  while (to - from < LONGEST && VALUES.has(codes[to] ?? 0)) to++
  // 십일이라 … : the particle 이 is no numeral.
  while (to > from && codes[to - 1] !== DAY) to--
  const after = codes[to] ?? 0
  if (to - from < 2 || (isHangul(after) && !AFTER_DAY.has(after))) return null
  const value = figureOf(codes, from, to - 1)
  return value === null || value > 31 ? null : { from, to: to - 1, value }
}

/** `이십육`, `십`, `이천이십육`; null for anything else. */
function figureOf(codes: Uint16Array, from: number, to: number): number | null {
  if (codes[from] === TWO && codes[from + 1] === THOUSAND && to > from + 2) {
    const rest = figureOf(codes, from + 2, to)
    return rest === null ? null : 2000 + rest
  }
  let ten = from
  while (ten < to && codes[ten] !== TEN) ten++
  if (ten === to) return to - from === 1 ? (VALUES.get(codes[from] ?? 0) ?? null) : null
  if (ten > from + 1 || to > ten + 2) return null
  const tens = ten === from ? 1 : (VALUES.get(codes[from] ?? 0) ?? null)
  const ones = to === ten + 1 ? 0 : (VALUES.get(codes[ten + 1] ?? 0) ?? null)
  return tens === null || ones === null || ones === 10 ? null : tens * 10 + ones
}

/** Every figure stands where its numeral began. The text may grow: 십 becomes 10. */
function withFigures(text: Normalised, found: readonly Numeral[]): Normalised {
  const size = text.length + found.length * 2
  const codes = new Uint16Array(size + 16)
  const offsets = new Int32Array(size + 1)
  const struck = text.struck === null ? null : new Uint8Array(size)
  let length = 0
  const put = (code: number, at: number): void => {
    codes[length] = code
    offsets[length] = text.offsets[at] ?? 0
    if (struck !== null) struck[length] = text.struck?.[at] ?? 0
    length++
  }
  let at = 0
  for (const { from, to, value } of found) {
    for (; at < from; at++) put(text.codes[at] ?? 0, at)
    for (const figure of String(value)) put(figure.charCodeAt(0), from)
    at = to
  }
  for (; at < text.length; at++) put(text.codes[at] ?? 0, at)
  offsets[length] = text.offsets[text.length] ?? 0
  return { codes, offsets, length, struck }
}

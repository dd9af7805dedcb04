import { isJoined } from './joined-words.ts'
import { type Clock, day, kindAt, type Part, type Point } from './part.ts'
import { BREAKS } from './period.ts'
import type { Token } from './token.ts'

/** The end of a window: a date, or a number of days from its start. */
export type End = {
  readonly point: Point | null
  readonly days: number | null
  readonly next: number
  readonly to: number
}

/** Whether the end of a window may stand at `at`; a dash before anything else is a bullet. */
export function mayEnd(parts: readonly Part[], at: number): boolean {
  const kind = kindAt(parts, at)
  if (kind === 'point' || kind === 'number' || kind === 'open-phrase' || kind === 'clock') return true
  return kind === 'text' && kindAt(parts, at + 1) === 'open-phrase'
}

/** Past a second sign and the end of the line: `A ~~ B`. A line that begins with words is another matter. */
export function afterSign(parts: readonly Part[], at: number): number {
  let next = at
  while (next < at + 2 && kindAt(parts, next) === 'tilde') next++
  return kindAt(parts, next) === 'newline' && mayEnd(parts, next + 1) ? next + 1 : next
}

const LIMIT = 0xd55c // 한

/** `까지`, `마감`, `한`, also after words for applying: `18시 접수 마감`. `headed`: a heading waits for its date. */
export function closesAt(parts: readonly Part[], at: number, headed: boolean): boolean {
  const part = parts[at]
  switch (part?.kind) {
    case 'until':
      return true
    case 'reference':
      return kindAt(parts, at + 1) === 'until'
    case 'close':
      return !headsNext(parts, at + 1, headed)
    case 'apply':
      return kindAt(parts, at + 1) === 'close' && !headsNext(parts, at + 2, headed)
    case 'text':
      return (
        part.width === 1 && (part.value === LIMIT || isLastDay(parts, at + 1) || isClosed(parts, at, part))
      )
    default:
      return false
  }
}

/** `오늘이 접수 마지막 날`, after the particle. */
function isLastDay(parts: readonly Part[], at: number): boolean {
  return kindAt(parts, kindAt(parts, at) === 'apply' ? at + 1 : at) === 'last-day'
}

const AT = 0xc5d0 // 에

/** `5월 4일 오후 3시에 종료됩니다`. */
function isClosed(parts: readonly Part[], at: number, particle: Token): boolean {
  return particle.value === AT && kindAt(parts, at + 1) === 'close' && parts[at + 1]?.from === particle.to + 1
}

/** `공고 3. 2. 마감 3. 20.`: the word is the heading of the next date, not the end of this one. */
function headsNext(parts: readonly Part[], at: number, headed: boolean): boolean {
  const kind = kindAt(parts, at)
  return kind === 'colon' || (kind === 'point' && headed)
}

/** The first of the hours that stand with the end: `~ 4. 20. 10:00~18:00`. */
export function dailyStart(parts: readonly Part[], at: number): Clock | null {
  const part = parts[at]
  return part?.kind === 'point' && part.until !== null ? part.clock : null
}

/** The end that stands at `at`: a date, a day of the same month, an hour of the same day, a number of days. */
export function endAt(parts: readonly Part[], opens: Point | null, at: number): End | null {
  const part = parts[at]
  if (part?.kind === 'point') {
    const point = part.until === null ? part : { ...part, clock: part.until }
    return { point, days: null, next: at + 1, to: part.to }
  }
  if (opens === null) return null
  if (part?.kind === 'duration') return { point: null, days: part.days, next: at + 1, to: part.to }
  if (part?.kind === 'clock') {
    const dated = parts[at + 1]
    if (dated?.kind === 'point' && dated.clock === null && part.until === null)
      return { point: { ...dated, clock: part.clock }, days: null, next: at + 2, to: dated.to }
    const { from, to } = part
    const point: Point = { ...opens, clock: part.until ?? part.clock, until: null, from, to }
    return { point, days: null, next: at + 1, to }
  }
  return bareDay(parts, at)
}

/** What makes a number after a range sign something other than a day. */
const NO_DAY: ReadonlySet<string> = new Set(['dot', 'dash', 'slash', 'count', 'colon', 'symbol'])

/** `2026. 3. 2. ~ 17`, `March 9 – 27, 2026`: only a number is repeated. */
function bareDay(parts: readonly Part[], at: number): End | null {
  const number = parts[at]
  if (number?.kind !== 'number' || number.width > 2 || number.value < 1 || number.value > 31) return null
  let next = at + 1
  if (kindAt(parts, next) === 'dot' && kindAt(parts, next + 1) !== 'number') next++
  const after = parts[next]
  if (
    (NO_DAY.has(kindAt(parts, next)) && !isBreak(parts, next)) ||
    (after?.kind === 'text' && after.from === number.to)
  )
    return null
  const year = after?.kind === 'comma' ? parts[next + 1] : undefined
  if (year?.kind === 'year-name') next += 2
  const clock = parts[next]
  const timed = clock?.kind === 'clock' ? clock : null
  const { from } = number
  const to = timed?.to ?? number.to
  const told = day({
    day: number.value,
    year: year?.kind === 'year-name' ? year.year : null,
    strong: false,
    from,
    to: number.to,
  })
  const time = timed === null ? null : (timed.until ?? timed.clock)
  const point: Point = { kind: 'point', day: told, clock: time, until: null, from, to }
  return { point, days: null, next: timed === null ? next : next + 1, to }
}

/** A slash with a space on either side ends an item. */
function isBreak(parts: readonly Part[], at: number): boolean {
  return kindAt(parts, at) === 'slash' && !isJoined(parts, at) && !isJoined(parts, at + 1)
}

/** How far 부터 looks for its 까지, in parts. */
const REACH = 24

/** `3월 2일부터 … 3월 17일까지` with words between; not beyond a break or another event. */
export function laterEnd(
  parts: readonly Part[],
  at: number,
  headed: boolean,
): { point: Point; next: number } | null {
  for (let next = at; next < at + REACH; next++) {
    const part = parts[next]
    if (part === undefined || BREAKS.has(part.kind) || part.kind === 'event') return null
    if (part.kind === 'point')
      return closesAt(parts, next + 1, headed) ? { point: part, next: next + 1 } : null
  }
  return null
}

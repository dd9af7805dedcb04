import { beginsWith, isIsoT, kindAt, type Tokens, tokenAt } from './forms/form.ts'
import type { Day } from './part.ts'
import type { Token } from './token.ts'

const MAL = 0xb9d0 // 말
const CHO = 0xcd08 // 초
const JUNG = 0xc911 // 중

/** 첫째, 둘째, 셋째, 넷째, 다섯째, 마지막. */
const ORDINALS = [...'첫둘셋넷다마'].map((letter) => letter.charCodeAt(0))

export const isSeparator = (token: Token): boolean =>
  token.kind === 'dot' || token.kind === 'slash' || token.kind === 'dash' || token.kind === 'middot'

type Rest = {
  month: number
  day: number | null
  precision: Day['precision']
  strong: boolean
  next: number
}

/** `3월 17일`, `3.17.`, `3/17`, `3월`, `3월 말`. `dated`: a year stands before it, so that less is asked of it. */
export function readMonthDay(tokens: Tokens, at: number, dated: boolean): Rest | null {
  const month = tokenAt(tokens, at)
  if (month.kind === 'year-end')
    return { month: 12, day: null, precision: 'month', strong: true, next: at + 1 }
  if (month.kind !== 'number' || month.width > 2) return null
  const joint = tokenAt(tokens, at + 1)
  if (joint.kind === 'month') return afterMonthUnit(tokens, at + 2, month.value, dated)
  if (dated && endsMonth(tokens, at, joint)) {
    return { month: month.value, day: null, precision: 'month', strong: true, next: at + 1 }
  }
  if (dated && lacksJoint(tokens, at)) {
    return { month: month.value, day: joint.value, precision: 'day', strong: true, next: at + 2 }
  }
  if (!isSeparator(joint) && !(dated && joint.kind === 'comma')) return null
  return numericMonthDay(tokens, at, month.value, joint, dated)
}

/** `2026.7 3(금)`: the dot after the month at `at` was forgotten; the weekday says that the other number is a day. */
function lacksJoint(tokens: Tokens, at: number): boolean {
  const [month, date] = [tokenAt(tokens, at), tokenAt(tokens, at + 1)]
  if (month.value < 1 || month.value > 12) return false
  if (date.kind !== 'number' || !date.spaced || date.width > 2 || date.value < 1) return false
  return hasWeekday(tokens, kindAt(tokens, at + 2) === 'dot' ? at + 3 : at + 2)
}

function afterMonthUnit(tokens: Tokens, at: number, month: number, dated: boolean): Rest | null {
  if (month < 1 || (month > 12 && !dated)) return null
  const first = isSeparator(tokenAt(tokens, at)) && kindAt(tokens, at) !== 'dash' ? at + 1 : at
  const number = tokenAt(tokens, first)
  if (number.kind === 'number' && number.width <= 2) {
    const unit = tokenAt(tokens, first + 1)
    if (unit.kind === 'day')
      return { month, day: number.value, precision: 'day', strong: true, next: first + 2 }
    if (endsDay(unit, true))
      return { month, day: number.value, precision: 'day', strong: true, next: first + 1 }
  }
  return monthOnly(tokens, at, month)
}

/** A month without a day: its last day when it closes, its first when it opens, or no day at all (`3월 중`). */
function monthOnly(tokens: Tokens, at: number, month: number): Rest | null {
  if (month > 12) return null
  const short = tokenAt(tokens, at).width <= 2
  if (kindAt(tokens, at) === 'number' && kindAt(tokens, at + 1) === 'count' && isWeek(tokens, at + 1))
    return { month, day: null, precision: 'vague', strong: true, next: at + 2 }
  if (kindAt(tokens, at) === 'last-day')
    return { month, day: null, precision: 'last-day', strong: true, next: at + 1 }
  if (kindAt(tokens, at) === 'vague')
    return { month, day: null, precision: 'vague', strong: true, next: at + 1 }
  if (ORDINALS.some((letter) => beginsWith(tokens, at, letter)) && kindAt(tokens, at + 1) === 'weekday')
    return { month, day: null, precision: 'vague', strong: true, next: at + 2 }
  if (short && beginsWith(tokens, at, MAL))
    return { month, day: null, precision: 'month', strong: true, next: at + 1 }
  if (short && (beginsWith(tokens, at, CHO) || beginsWith(tokens, at, JUNG)))
    return { month, day: null, precision: 'vague', strong: true, next: at + 1 }
  return { month, day: null, precision: 'month', strong: false, next: at }
}

/** `2026.09 ~ 2026.10`: a month of a year, where a range says that it is one. */
function endsMonth(tokens: Tokens, at: number, joint: Token): boolean {
  const month = tokenAt(tokens, at)
  if (month.value < 1 || month.value > 12 || month.width !== 2) return false
  if (joint.kind === 'tilde' || joint.kind === 'from' || joint.kind === 'until') return true
  return (joint.kind === 'end' || joint.kind === 'open-paren') && kindAt(tokens, at - 3) === 'tilde'
}

/** `3월 2주`, `3월 2주차`. */
function isWeek(tokens: Tokens, at: number): boolean {
  return tokens.codes[tokenAt(tokens, at).from] === 0xc8fc
}

function numericMonthDay(
  tokens: Tokens,
  at: number,
  month: number,
  joint: Token,
  dated: boolean,
): Rest | null {
  const number = tokenAt(tokens, at + 2)
  const isDay =
    number.kind === 'number' &&
    number.width <= 2 &&
    !(number.spaced && joint.kind !== 'dot' && joint.kind !== 'comma' && !joint.spaced)
  if (isDay && ((month >= 1 && month <= 12) || dated)) {
    const end = tokenAt(tokens, at + 3)
    if (end.kind === 'day') return { month, day: number.value, precision: 'day', strong: true, next: at + 4 }
    // `3-17` alone is a page, a lot or a score; two digits each or a weekday make a date of it.
    const padded = tokenAt(tokens, at).width === 2 && number.width === 2
    if (!dated && joint.kind === 'dash' && !padded && !hasWeekday(tokens, at + 3)) return null
    const plausible = dated || (number.value >= 1 && number.value <= 31)
    // 4/13~4/30 팀 등록: after a range sign a count further on is another matter.
    const ranged = end.kind === 'count' && end.spaced && kindAt(tokens, at - 1) === 'tilde'
    if (plausible && (ranged || endsNumericDay(tokens, at + 3, joint, dated))) {
      const dot = end.kind === 'dot' && !end.spaced
      return { month, day: number.value, precision: 'day', strong: dated, next: dot ? at + 4 : at + 3 }
    }
  }
  if (!dated || month < 1 || month > 12 || joint.kind !== 'dot') return null
  // `2026. 02. ~`: a month of a year.
  return (number.kind === 'number' && !number.spaced) || isUnreadDay(tokens, at + 2)
    ? null
    : { month, day: null, precision: 'month', strong: true, next: at + 2 }
}

/** `2026. 5. ○○.(금)`, `2026. 5. XX일`: where the day should stand are signs for one that is not told, or was not read. */
function isUnreadDay(tokens: Tokens, at: number): boolean {
  let next = at
  while (next < at + 4 && isStandIn(tokens, next)) next++
  if (next === at) return false
  const kind = kindAt(tokens, next)
  return (
    kind === 'dot' ||
    kind === 'day' ||
    kind === 'until' ||
    hasWeekday(tokens, next) ||
    isDayUnit(tokens, next)
  )
}

function isStandIn(tokens: Tokens, at: number): boolean {
  const { kind, from, to } = tokenAt(tokens, at)
  if (kind === 'bullet' || kind === 'symbol' || kind === 'note') return true
  return kind === 'number'
    ? isStandIn(tokens, at - 1)
    : kind === 'text' && to - from <= 2 && (tokens.codes[from] ?? 0) < 0x80
}

/** 일 on its own, read as Sunday where no number stands before it. */
const isDayUnit = (tokens: Tokens, at: number): boolean =>
  kindAt(tokens, at) === 'letter-day' && tokenAt(tokens, at).value === 0

/** `(금)`, `금요일`, `(Fri)`: a weekday that makes a date of the number before it. */
export function hasWeekday(tokens: Tokens, at: number): boolean {
  const inside = kindAt(tokens, at) === 'open-paren' ? at + 1 : at
  const kind = kindAt(tokens, inside)
  return kind === 'weekday' || (kind === 'letter-day' && inside > at)
}

/** Whether the number before `end` may be a day: nothing after it makes it a time, a count or part of a longer number. */
export function endsDay(end: Token, hangul: boolean): boolean {
  switch (end.kind) {
    case 'number':
      return end.spaced
    case 'colon':
      return end.spaced
    case 'hour':
    case 'minute':
    case 'month':
    case 'year':
    case 'count':
    case 'round':
      return false
    case 'text':
      return end.spaced
    case 'symbol':
      return end.spaced || hangul
    default:
      return true
  }
}

/** 3.27이며, 3.27이고, 3.27입니다: the sentence goes on after the day. */
function isCopula(tokens: Tokens, { from }: Token): boolean {
  const [first, second] = [tokens.codes[from] ?? 0, tokens.codes[from + 1] ?? 0]
  return first === 0xc785 ? second === 0xb2c8 : first === 0xc774 && GOING_ON.has(second)
}

const GOING_ON = new Set([...'며고나므'].map((letter) => letter.charCodeAt(0)))

/** The same for `3.17`, where a further dot or slash may make a version or an address of it. */
function endsNumericDay(tokens: Tokens, at: number, joint: Token, dated: boolean): boolean {
  const end = tokenAt(tokens, at)
  if (end.kind === 'colon' && end.spaced && kindAt(tokens, at + 1) === 'number') return false
  if (isIsoT(tokens, at)) return dated
  if (!endsDay(end, false) && !isCopula(tokens, end)) return false
  if (!isSeparator(end) || end.spaced) return true
  const after = tokenAt(tokens, at + 1)
  if (after.kind !== 'number' || after.spaced) return true
  // `3.17.18:00` and `2026.3.17.18시`: a time follows.
  const clock = kindAt(tokens, at + 2) === 'colon' || kindAt(tokens, at + 2) === 'hour'
  if (end.kind === 'dot') return clock
  // `3.2-3.17`: a range written tightly.
  return end.kind === 'dash' && joint.kind !== 'dash' && (dated || kindAt(tokens, at + 2) === joint.kind)
}

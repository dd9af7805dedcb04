import type { Clock, Found } from '../part.ts'
import type { Form, Tokens } from './form.ts'
import { beginsWith, kindAt, tokenAt } from './form.ts'

type Half = 'am' | 'pm' | 'night' | 'dawn'

const BAN = 0xbc18 // 반
const JEON = 0xc804 // 전
const HALVES: ReadonlySet<string> = new Set(['am', 'pm', 'night', 'dawn'])

const halfAt = (tokens: Tokens, at: number): Half | null => {
  const kind = kindAt(tokens, at)
  return HALVES.has(kind) ? (kind as Half) : null
}

/** Minutes after midnight; 밤 12시 is the midnight to come, 오후 18시 is taken as 18시. Null for no such time. */
function minutesOf(hour: number, minute: number, half: Half | null): number | null {
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null
  if (half === 'am') return hour === 12 ? minute : hour > 12 ? null : hour * 60 + minute
  if (half === 'pm') return (hour < 12 ? hour + 12 : hour) * 60 + minute
  if (half === 'dawn') return (hour === 12 ? 0 : hour) * 60 + minute
  if (half === 'night') {
    if (hour === 12) return 1440 + minute
    return (hour >= 5 && hour < 12 ? hour + 12 : hour) * 60 + minute
  }
  return hour * 60 + minute
}

/** The clock time that begins at `at` (`18:00`, `오후 6시 30분`, `6 PM`, `정오`, `자정`), or null. */
export function readClock(tokens: Tokens, at: number): { clock: Clock; next: number } | null {
  const first = kindAt(tokens, at)
  if (first === 'noon' || first === 'midnight') return named(tokens, at, first === 'noon' ? 720 : 1440)
  let next = at
  let half = halfAt(tokens, next)
  if (half !== null) {
    next++
    if (kindAt(tokens, next) === 'noon') return named(tokens, next, 720)
    if (kindAt(tokens, next) === 'midnight') return named(tokens, next, 1440)
  }
  const read = readDigits(tokens, next) ?? (half === null ? null : readSpoken(tokens, next))
  if (read === null) return null
  next = read.next
  const after = half === null ? halfAt(tokens, next) : null
  if (after === 'am' || after === 'pm') {
    half = after
    next++
  }
  if (!read.complete && after === null && !(isEnglish(tokens, at) && CLOSES.has(kindAt(tokens, next))))
    return null
  const minutes = minutesOf(read.hour, read.minute, half)
  if (minutes === null) return null
  return finish(tokens, at, next, minutes, read.seconds, false)
}

/** PM and AM written before the hour, as in `PM 3`. */
const isEnglish = (tokens: Tokens, at: number): boolean =>
  HALVES.has(kindAt(tokens, at)) && (tokens.codes[tokenAt(tokens, at).from] ?? 0) < 0x80

const CLOSES: ReadonlySet<string> = new Set(['until', 'close', 'end'])

function named(tokens: Tokens, at: number, minutes: number): { clock: Clock; next: number } {
  let next = at + 1
  if (beginsWith(tokens, next, JEON) && tokenAt(tokens, next).width === 1) {
    // 자정 전 23:59
    const told = readDigits(tokens, next + 1)
    const before = told?.complete ? minutesOf(told.hour, told.minute, null) : null
    if (told !== null && before !== null) return finish(tokens, at, told.next, before, told.seconds, false)
  }
  // 자정(24:00), 정오(12시): the brackets say the same again, and settle what 자정 means.
  let midnight = minutes === 1440
  if (kindAt(tokens, next) === 'open-paren') {
    const inner = readDigits(tokens, next + 1)
    if (inner?.complete && kindAt(tokens, inner.next) === 'close-paren') {
      if (inner.hour === 24 || inner.hour === 23) midnight = false
      next = inner.next + 1
    }
  }
  return finish(tokens, at, next, minutes, 0, midnight)
}

type Digits = { hour: number; minute: number; seconds: number; complete: boolean; next: number }

/** `18:00(:00)`, `18시 30분`, `18시 반`, and the bare hour of `6 PM` (`complete` false). */
function readDigits(tokens: Tokens, at: number): Digits | null {
  const hour = tokenAt(tokens, at)
  if (hour.kind !== 'number' || hour.width > 2) return null
  if (kindAt(tokens, at + 1) === 'hour') return hourAndMinute(tokens, at + 2, hour.value)
  const minute = tokenAt(tokens, at + 2)
  if (!isColon(tokens, at + 1) || minute.kind !== 'number' || minute.width !== 2) {
    return { hour: hour.value, minute: 0, seconds: 0, complete: false, next: at + 1 }
  }
  const second = tokenAt(tokens, at + 4)
  const more = kindAt(tokens, at + 3) === 'colon' && !tokenAt(tokens, at + 3).spaced && !second.spaced
  if (more && second.kind === 'number') {
    if (second.width !== 2 || second.value > 59) return null
    return withFraction(tokens, {
      hour: hour.value,
      minute: minute.value,
      seconds: second.value,
      complete: true,
      next: at + 5,
    })
  }
  // 16:00시
  const next = kindAt(tokens, at + 3) === 'hour' ? at + 4 : at + 3
  return { hour: hour.value, minute: minute.value, seconds: 0, complete: true, next }
}

const HOURS = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열', '열한', '열두']

/** `다섯 시 반`, as it is said; read only after 오전, 오후 and their like. */
function readSpoken(tokens: Tokens, at: number): Digits | null {
  const { kind, from, to, width } = tokenAt(tokens, at)
  if (kind !== 'text' || width > 2 || kindAt(tokens, at + 1) !== 'si') return null
  const hour = HOURS.indexOf(String.fromCharCode(...tokens.codes.subarray(from, to))) + 1
  return hour === 0 ? null : hourAndMinute(tokens, at + 2, hour)
}

const SEMICOLON = 0x3b

/** `18:00`, and `18;00` where a finger slipped. */
function isColon(tokens: Tokens, at: number): boolean {
  const sign = tokenAt(tokens, at)
  if (sign.kind === 'colon') return true
  return (
    sign.kind === 'newline' && sign.value === SEMICOLON && !sign.spaced && !tokenAt(tokens, at + 1).spaced
  )
}

/** `.000` after the seconds, as ISO date-times have it. */
function withFraction(tokens: Tokens, read: Digits): Digits {
  const fraction = tokenAt(tokens, read.next + 1)
  const follows = kindAt(tokens, read.next) === 'dot' && fraction.kind === 'number' && !fraction.spaced
  return follows ? { ...read, next: read.next + 2 } : read
}

function hourAndMinute(tokens: Tokens, at: number, hour: number): Digits {
  const minute = tokenAt(tokens, at)
  const plain = { hour, minute: 0, seconds: 0, complete: true, next: at }
  if (beginsWith(tokens, at, BAN) && minute.width === 1) return { ...plain, minute: 30, next: at + 1 }
  if (minute.kind !== 'number' || minute.width > 2) return plain
  if (kindAt(tokens, at + 1) === 'minute') {
    const second = tokenAt(tokens, at + 2)
    if (second.kind === 'number' && kindAt(tokens, at + 3) === 'second') {
      return { hour, minute: minute.value, seconds: second.value, complete: true, next: at + 4 }
    }
    return { ...plain, minute: minute.value, next: at + 2 }
  }
  return plain
}

/** Takes up the words that only confirm a time (정각, KST, +09:00). */
function finish(
  tokens: Tokens,
  at: number,
  end: number,
  minutes: number,
  seconds: number,
  midnight: boolean,
): { clock: Clock; next: number } {
  const zone = readZone(tokens, end)
  const next = zone?.next ?? end
  const from = tokenAt(tokens, at).from
  const to = tokenAt(tokens, next - 1).to
  return { clock: { minutes, seconds, midnight, zone: zone?.minutes ?? null, from, to }, next }
}

/** A time zone after a clock: KST, (KST), UTC+9, Z, +09:00. */
function readZone(tokens: Tokens, at: number): { minutes: number; next: number } | null {
  const bracket = kindAt(tokens, at) === 'open-paren' ? 1 : 0
  const first = at + bracket
  const token = tokenAt(tokens, first)
  let zone: { minutes: number; next: number } | null = null
  if (token.kind === 'zone') {
    zone = { minutes: token.value, next: first + 1 }
    const offset = token.value === 0 ? readOffset(tokens, first + 1) : null
    if (offset !== null) zone = offset
  } else if (
    token.kind === 'text' &&
    token.width === 1 &&
    tokens.codes[token.from] === 0x7a &&
    !token.spaced
  ) {
    zone = { minutes: 0, next: first + 1 }
  } else if (!token.spaced || bracket === 1) zone = readOffset(tokens, first)
  if (zone === null || bracket === 0) return zone
  return kindAt(tokens, zone.next) === 'close-paren' ? { ...zone, next: zone.next + 1 } : null
}

/** `+9`, `+09:00`, `+0900`, `-05:00`. A minus needs the colon: a dash is more often a range sign. */
function readOffset(tokens: Tokens, at: number): { minutes: number; next: number } | null {
  const sign = kindAt(tokens, at)
  const hours = tokenAt(tokens, at + 1)
  if ((sign !== 'plus' && sign !== 'dash') || hours.kind !== 'number' || hours.spaced) return null
  const minutes = tokenAt(tokens, at + 3)
  const turn = sign === 'plus' ? 1 : -1
  if (kindAt(tokens, at + 2) === 'colon' && minutes.kind === 'number' && minutes.width === 2) {
    if (hours.value > 14 || minutes.value > 59) return null
    return { minutes: turn * (hours.value * 60 + minutes.value), next: at + 4 }
  }
  if (sign === 'dash') return null
  if (hours.width === 4)
    return { minutes: Math.floor(hours.value / 100) * 60 + (hours.value % 100), next: at + 2 }
  return hours.value <= 14 ? { minutes: hours.value * 60, next: at + 2 } : null
}

/** A second clock after a range sign: `10:00~18:00`, `9시부터 18시`. Null when what follows is a date. */
export function readClockRange(
  tokens: Tokens,
  at: number,
): { clock: Clock; until: Clock | null; next: number } | null {
  const first = readClock(tokens, at)
  if (first === null) return null
  let next = first.next
  const sign = kindAt(tokens, next)
  if (sign === 'from') next += kindAt(tokens, next + 1) === 'tilde' ? 2 : 1
  else if (sign === 'tilde' || sign === 'dash') next++
  else return { ...first, until: null }
  const second = readClock(tokens, next)
  if (second === null) return { ...first, until: null }
  return { clock: first.clock, until: second.clock, next: second.next }
}

export const clock: Form = {
  name: 'clock',
  title: { ko: '시각', en: 'Time of day' },
  starts: ['number', 'am', 'pm', 'night', 'dawn', 'noon', 'midnight'],
  read: (tokens, at): Found | null => {
    const range = readClockRange(tokens, at)
    if (range === null) return null
    const from = range.clock.from
    const to = (range.until ?? range.clock).to
    return { part: { kind: 'clock', clock: range.clock, until: range.until, from, to }, next: range.next }
  },
  examples: [
    {
      text: '2026. 4. 17.(금) 18:00까지',
      reads: { kind: 'datetime', closes: '2026-04-17T18:00+09:00' },
    },
    {
      text: '2026년 4월 17일 오후 6시 30분까지',
      reads: { kind: 'datetime', closes: '2026-04-17T18:30+09:00' },
    },
    { text: '2026. 4. 17. 오후 다섯 시까지', reads: { kind: 'datetime', closes: '2026-04-17T17:00+09:00' } },
    { text: '2026. 4. 17. 낮 12시', reads: { kind: 'datetime', closes: '2026-04-17T12:00+09:00' } },
    { text: '2026. 4. 17. 24시까지', reads: { kind: 'datetime', closes: '2026-04-18T00:00+09:00' } },
    {
      text: '2026. 4. 17. 자정까지',
      reads: { kind: 'datetime', closes: '2026-04-18T00:00+09:00', warnings: ['midnight-ambiguous'] },
    },
    { text: '2026. 4. 17.(금) 1800', reads: { kind: 'datetime', closes: '2026-04-17T18:00+09:00' } },
    {
      text: 'Applications close July 15, 2026, 11:59 PM PT',
      reads: { kind: 'datetime', closes: '2026-07-16T15:59+09:00' },
    },
    {
      text: '2026. 1. 15.(목) 18:00 EST',
      reads: { kind: 'datetime', closes: '2026-01-16T08:00+09:00' },
    },
    { text: '접수 마감 시간 18:00', reads: { kind: 'unknown' } },
  ],
}

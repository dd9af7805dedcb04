import { kindAt, type Part } from './part.ts'
import { BREAKS } from './period.ts'
import type { Token } from './token.ts'

/** How far apart a window and its hour may stand, in parts. */
const REACH = 14

/** What may stand between a window and an hour of its own: signs, lengths, and words that repeat the window. */
const BETWEEN: ReadonlySet<string> = new Set([
  ...BREAKS,
  'open-paren',
  'close-paren',
  'duration',
  'comma',
  'colon',
  'slash',
  'dash',
  'symbol',
  'label',
  'daily',
  'apply',
  'close',
  'until',
  'last-day',
  'event-day',
  'number',
  'count',
  'day-word',
  'except',
])

/** After an hour that closes the window above only these stand before the end of the item. */
const AFTER: ReadonlySet<string> = new Set(['until', 'close', 'apply', 'si', 'within', 'label', 'hour'])

const ENDS: ReadonlySet<string> = new Set([
  ...BREAKS,
  'close-paren',
  'open-paren',
  'end',
  'comma',
  'slash',
  'dot',
])

const codes = (letters: string): ReadonlySet<number> =>
  new Set([...letters].map((letter) => letter.charCodeAt(0)))

/** A particle after the words between, 중 (… 중 평일 18시까지) and 단 (단, …). */
const PARTICLES = codes('은는에의중단')
/** 도착분, 내, 한, 방문, 현장: how what is sent must arrive; 합니다, 받습니다: the end of the sentence. */
const ARRIVALS = codes('도내한방엄현직합받에')
/** 방문, 현장, 직접, 대면, 순회, 창구: where one must come to apply. */
const COMING = codes('방현직대순창')

/**
 * Whether the hour at `at` belongs to the window that ends with the part `lastEnd`, though a line, a cell, a note or an
 * icon parts them: `… ~ 5. 22.(금) ※ 마지막 날은 16:00까지`. An hour of something else has its own words around it.
 */
export function closesWindow(parts: readonly Part[], at: number, lastEnd: number): boolean {
  return (onLastDay(parts, at) || standsBy(parts, at, lastEnd)) && endsItem(parts, at + 1)
}

/** `마지막 날은 18시까지`, wherever it stands, and `마지막 날입니다. 18시까지`. */
function onLastDay(parts: readonly Part[], at: number): boolean {
  let named = at - 1
  while (named > at - 3 && (kindAt(parts, named) === 'text' || kindAt(parts, named) === 'dot')) named--
  return kindAt(parts, named) === 'last-day'
}

/** Only words that repeat the window stand between it and the part at `at`. */
export function standsBy(parts: readonly Part[], at: number, lastEnd: number): boolean {
  for (let back = at - 1; back > at - REACH; back--) {
    if (back === lastEnd) return true
    const part = parts[back]
    if (part === undefined) return false
    if (part.kind === 'text' ? !mayStandBetween(part) : !BETWEEN.has(part.kind)) return false
  }
  return false
}

function endsItem(parts: readonly Part[], at: number): boolean {
  for (let next = at; next < at + 5; next++) {
    if (ENDS.has(kindAt(parts, next))) return true
    const part = parts[next]
    if (part === undefined) return true
    // 18시 이전 도착, but not 18시 이후.
    if (part.kind === 'reference' && part.value === 0) continue
    if (part.kind === 'text' ? !ARRIVALS.has(part.value) : !AFTER.has(part.kind)) return false
  }
  return false
}

function mayStandBetween(part: Token): boolean {
  return isShort(part, PARTICLES) || (part.width === 2 && COMING.has(part.value))
}

function isShort(part: Part, letters: ReadonlySet<number>): boolean {
  return part.kind === 'text' && part.width === 1 && letters.has(part.value)
}

const POST = '우'.charCodeAt(0) // 우편

/** `우편은 마감일 18:00 도착분까지` speaks of what comes by post. */
export function speaksOfPost(parts: readonly Part[], at: number): boolean {
  for (let back = at - 1; back > at - 6 && back >= 0; back--) {
    const part = parts[back]
    if (part === undefined || BREAKS.has(part.kind) || part.kind === 'point') return false
    if (part.kind === 'text' && part.value === POST && part.width > 1) return true
  }
  return false
}

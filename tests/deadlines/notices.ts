import { fromEpoch, isoDay, isoMoment, toEpoch, weekdayOf } from '../../src/deadlines/civil.ts'
import type { Moment, ReadingContext, Warning } from '../../src/deadlines/index.ts'

/** A notice made from what it means, by other means than the grammar: a second opinion on it. */
export type Notice = {
  readonly text: string
  readonly context: ReadingContext
  readonly opens: Moment | null
  readonly closes: Moment
  readonly inferred: boolean
  readonly warnings: readonly Warning[]
}

/** A small seeded generator (mulberry32), so that a failing notice can be made again. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Dice = {
  pick: <T>(from: readonly T[]) => T
  upTo: (limit: number) => number
  chance: (share: number) => boolean
}

function diceOf(random: () => number): Dice {
  const upTo = (limit: number): number => Math.floor(random() * limit)
  return { pick: (from) => from[upTo(from.length)] as never, upTo, chance: (share) => random() < share }
}

const LETTERS = '일월화수목금토'
const HANJA = '日月火水木金土'
const ENGLISH = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

type Style = { readonly sep: string; readonly pad: boolean; readonly end: string }

const STYLES: readonly Style[] = [
  { sep: '.', pad: true, end: '' },
  { sep: '.', pad: true, end: '.' },
  { sep: '.', pad: false, end: '' },
  { sep: '. ', pad: false, end: '.' },
  { sep: '. ', pad: false, end: '' },
  { sep: '. ', pad: true, end: '.' },
  { sep: '-', pad: true, end: '' },
  { sep: '/', pad: true, end: '' },
  { sep: '/', pad: false, end: '' },
  { sep: 'ko', pad: false, end: '' },
  { sep: 'ko ', pad: false, end: '' },
  { sep: 'ko ', pad: true, end: '' },
]

function sayDay(epoch: number, style: Style, years: 'full' | 'short' | 'none'): string {
  const { year, month, day } = fromEpoch(epoch)
  const two = (value: number): string => (style.pad ? String(value).padStart(2, '0') : String(value))
  const short = `'${String(year % 100).padStart(2, '0')}`
  if (style.sep.startsWith('ko')) {
    const space = style.sep.slice(2)
    const head = years === 'none' ? '' : `${years === 'full' ? year : short}년${space}`
    return `${head}${two(month)}월${space}${two(day)}일`
  }
  const head = years === 'none' ? '' : `${years === 'full' ? year : short}${style.sep}`
  return `${head}${two(month)}${style.sep}${two(day)}${style.end}`
}

function sayWeekday(epoch: number, dice: Dice, form: number): string {
  const weekday = weekdayOf(epoch)
  const letter = LETTERS[weekday] ?? ''
  return (
    [
      `(${letter})`,
      ` (${letter})`,
      `(${letter}요일)`,
      ` ${letter}요일`,
      `(${HANJA[weekday]})`,
      `(${ENGLISH[weekday]})`,
    ][form] ?? dice.pick([''])
  )
}

/** A time in one of its writings, and the minutes it stands for. */
function sayClock(dice: Dice, closing: boolean): { text: string; minutes: number } {
  const hour = closing ? dice.pick([10, 11, 13, 14, 15, 16, 17, 18, 20, 23]) : dice.pick([0, 9, 10, 13])
  const minute = dice.pick([0, 0, 0, 30, 59])
  const minutes = hour * 60 + minute
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const half = hour < 12 ? '오전' : '오후'
  const of12 = hour % 12 === 0 ? 12 : hour % 12
  const spoken = minute === 0 ? `${hour}시` : `${hour}시 ${minute}분`
  const spokenHalf = minute === 0 ? `${half} ${of12}시` : `${half} ${of12}시 ${minute}분`
  const forms = [
    clock,
    clock,
    spoken,
    spokenHalf,
    spokenHalf.replace(' ', ''),
    `${half} ${of12}:${clock.slice(3)}`,
  ]
  return { text: dice.pick(forms), minutes }
}

const HEADS = [
  '',
  '',
  '접수기간 : ',
  '신청기간: ',
  '모집기간 ',
  '- 접수 기간 : ',
  '○ 신청·접수 : ',
  '공모기간 | ',
  '[접수] ',
  '1. 신청기간 : ',
  '원서접수: ',
  '접 수 기 간 : ',
  '□ 모집 기간 : ',
  '신청기간\n',
]
const END_HEADS = [
  '',
  '접수마감 : ',
  '제출기한: ',
  '신청 마감 ',
  '~ ',
  '~',
  '마감일시: ',
  '(접수마감) ',
  '공고일 ~ ',
  '신청 기한 | ',
  '모집 마감일: ',
]
const SIGNS = [' ~ ', '~', ' ∼ ', '～', ' - ', ' – ', '부터 ', ' 부터 ', '~ ', ' ~']
const NOISE = [
  '',
  '',
  '',
  ' (시간 엄수)',
  ' ※ 마감 시간 이후 접수 불가',
  ' / 문의 02-123-4567',
  ' (당일 소인 유효)',
  ' 15개사 내외',
  ' ☎ 031-888-1234',
  ' | 온라인 접수 |',
  ' (기한 내 제출)',
  '\n접수방법: 홈페이지(https://example.kr/2025/01/02)',
]

/** One notice of a call; `seed` makes it again. Dates are of 2024–2027. */
export function noticeOf(seed: number): Notice {
  const dice = diceOf(randomOf(seed))
  const opens = toEpoch(2024, 1, 1) + dice.upTo(1200)
  const closes = opens + 3 + dice.upTo(60)
  const style = dice.pick(STYLES)
  const years = dice.chance(0.25) ? 'none' : dice.chance(0.25) ? 'short' : 'full'
  return dice.chance(0.65)
    ? windowNotice(dice, opens, closes, style, years)
    : endNotice(dice, closes, style, years)
}

function contextOf(dice: Dice, years: 'full' | 'short' | 'none', epoch: number): ReadingContext {
  if (years !== 'none') return { title: '참가기업 모집 공고', posted: null }
  if (dice.chance(0.5)) return { title: `${fromEpoch(epoch).year}년 참가기업 모집 공고`, posted: null }
  return { title: '참가기업 모집 공고', posted: isoDay(epoch - 1 - dice.upTo(25)) }
}

function endNotice(dice: Dice, closes: number, style: Style, years: 'full' | 'short' | 'none'): Notice {
  const weekday = dice.chance(0.7) ? sayWeekday(closes, dice, dice.upTo(6)) : ''
  const clock = dice.chance(0.6) ? sayClock(dice, true) : null
  const head = dice.pick(END_HEADS)
  const until = dice.pick(head === '' ? ['까지', ' 까지', ' 마감', '까지 제출'] : ['', '까지', ' 까지'])
  const time = clock === null ? '' : `${dice.pick([' ', ' ', ', '])}${clock.text}`
  return {
    text: head + sayDay(closes, style, years) + weekday + time + until + dice.pick(NOISE),
    context: contextOf(dice, years, closes),
    opens: null,
    closes: clock === null ? isoDay(closes) : isoMoment(closes, clock.minutes),
    inferred: years === 'none',
    warnings: [],
  }
}

function windowNotice(
  dice: Dice,
  opens: number,
  closes: number,
  style: Style,
  years: 'full' | 'short' | 'none',
): Notice {
  const form = dice.upTo(7)
  const told = form < 6
  const sign = dice.pick(SIGNS)
  const from = fromEpoch(opens)
  const to = fromEpoch(closes)
  const again = years !== 'none' && dice.chance(0.5)
  const crosses = from.year !== to.year
  const clocks = dice.chance(0.6)
    ? [dice.chance(0.5) ? sayClock(dice, false) : null, sayClock(dice, true)]
    : [null, null]
  const [start, end] = clocks
  const sayTime = (clock: { text: string } | null | undefined): string =>
    clock == null ? '' : ` ${clock.text}`
  const dayOnly = !again && from.month === to.month && !crosses && dice.chance(0.3) && told
  const last = dayOnly
    ? `${to.day}${style.sep.startsWith('ko') ? '일' : style.end}`
    : sayDay(closes, style, again ? years : 'none')
  const until = sign.includes('부터') ? '까지' : dice.pick(['', '까지', ' 까지'])
  const text =
    dice.pick(HEADS) +
    sayDay(opens, style, years) +
    (told ? sayWeekday(opens, dice, form) : '') +
    sayTime(start) +
    sign +
    last +
    (told ? sayWeekday(closes, dice, form) : '') +
    sayTime(end) +
    until +
    dice.pick(NOISE)
  return {
    text,
    context: contextOf(dice, years, closes),
    opens: start == null ? isoDay(opens) : isoMoment(opens, start.minutes),
    closes: end == null ? isoDay(closes) : isoMoment(closes, end.minutes),
    inferred: years === 'none',
    warnings: crosses && !again ? ['year-rollover'] : [],
  }
}

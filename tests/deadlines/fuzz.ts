import { FORMS } from '../../src/deadlines/forms/index.ts'
import { parse, type Reading } from '../../src/deadlines/index.ts'
import { RULES } from '../../src/deadlines/rules.ts'
import { noticeOf, randomOf } from './notices.ts'

const EXAMPLES = [...FORMS, ...RULES].flatMap((form) => form.examples.map((example) => example.text))

/** Pieces that change what stands beside them. */
const PIECES = [
  ...'0123456789.~-/:()|,·\n \'"월일년시분초금토까부터한차기회明日①※→~~＊３\u0301\u200b\u202e\ud83d',
  '까지',
  '부터',
  '24:00',
  '자정',
  '소진 시까지',
  '접수',
  '심사',
  '다음 달',
  '9999',
  '2월 29일',
  'Dec 31',
  'D-999',
  '&nbsp;',
  '<br>',
  '<del>',
  'T23:59:60Z',
  '+14:00',
  '-12:00',
]

/** One hostile text: an example or a notice with pieces cut, doubled, swapped and put in, or pieces alone. */
export function hostileText(seed: number): string {
  const random = randomOf(seed)
  const upTo = (limit: number): number => Math.floor(random() * limit)
  let text = startOf(seed, upTo)
  for (let edits = upTo(6); edits > 0; edits--) {
    const at = upTo(text.length + 1)
    const to = Math.min(text.length, at + upTo(6))
    const piece = PIECES[upTo(PIECES.length)] ?? ''
    const kind = upTo(4)
    if (kind === 0) text = text.slice(0, at) + text.slice(to)
    else if (kind === 1) text = text.slice(0, at) + piece + text.slice(at)
    else if (kind === 2) text = text.slice(0, at) + piece + text.slice(to)
    else text = text.slice(0, to) + text.slice(at)
  }
  return text
}

function startOf(seed: number, upTo: (limit: number) => number): string {
  const kind = upTo(10)
  if (kind < 5) return EXAMPLES[upTo(EXAMPLES.length)] ?? ''
  if (kind < 8) return noticeOf(seed).text
  const length = upTo(60)
  if (kind === 8) return Array.from({ length }, () => PIECES[upTo(PIECES.length)]).join('')
  return String.fromCharCode(...Array.from({ length }, () => upTo(0x10000)))
}

const POSTED = [null, '2026-04-10', '2024-02-29', '1999-12-31', '9999-12-31', '0001-01-01', 'soon']
const TITLES = ['', '2026년 모집', '2027학년도', '9999년', '2,026']

const MOMENT = /^(\d{4})-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?\+09:00)?$/

/** Reads one hostile text; gives what is wrong with the reading, or null. */
export function hostileFault(seed: number): string | null {
  const text = hostileText(seed)
  const posted = POSTED[seed % POSTED.length] ?? null
  const title = TITLES[seed % TITLES.length] ?? ''
  try {
    const fault = faultOf(parse(text, { title, posted }), text)
    return fault === null ? null : `${fault}: ${JSON.stringify(text)}`
  } catch (error) {
    return `${String(error)}: ${JSON.stringify(text)}`
  }
}

function faultOf(reading: Reading, text: string): string | null {
  const rounds = reading.rounds.flatMap((round) => [round.opens, round.closes])
  for (const moment of [reading.opens, reading.closes, ...rounds]) {
    if (moment === null) continue
    const year = Number(MOMENT.exec(moment)?.[1])
    if (!(year >= 1900 && year <= 2200)) return `a moment out of reach, ${moment}`
    if (Number.isNaN(Date.parse(moment))) return `no such moment, ${moment}`
  }
  const { kind, closes, obstacle } = reading
  const refused = kind === 'unknown' || kind === 'invalid'
  if (refused !== (obstacle !== null)) return `kind ${kind} with obstacle ${obstacle}`
  if ((kind === 'date' && closes?.length !== 10) || (kind === 'datetime' && (closes?.length ?? 0) < 22))
    return `kind ${kind} with end ${closes}`
  if ((refused || kind === 'open-ended') && closes !== null) return `kind ${kind} with end ${closes}`
  if (
    reading.opens !== null &&
    closes !== null &&
    reading.opens.slice(0, 10) > closes.slice(0, 10) &&
    reading.rounds.length < 2
  )
    return `opens ${reading.opens} after ${closes}`
  const outside = reading.why.find(({ from, to }) => from < 0 || from > to || to > text.length)
  return outside === undefined ? null : `a reason outside the text, ${JSON.stringify(outside)}`
}

import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { encodedUrl, eventText, headerText } from '../../../src/sinks/public-feed/ical-text.ts'
import { byteLint } from './byte-lint.ts'
import { entryOf } from './entries.ts'

const HEADER = {
  name: '오픈이노베이션 마감',
  description: '',
  page: 'https://magam.example/',
  source: 'https://magam.example/calendar.ics',
  color: 'tomato',
} as const

function calendarOf(event: string, header: Partial<typeof HEADER> | Record<string, string> = {}): Buffer {
  return Buffer.from(`${headerText({ ...HEADER, ...header })}${event}END:VCALENDAR\r\n`)
}

function drawn(
  parts: Parameters<typeof entryOf>[2] = {},
  when: Parameters<typeof entryOf>[1] = { kind: 'day', date: '2023-03-30' },
) {
  const entry = entryOf('a1', when, parts)
  return eventText('a1@magam', entry.content, entry.stamp, 'confirmed', ['1d', '3h'])
}

function parsed(bytes: Buffer) {
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')))
  const event = calendar.getFirstSubcomponent('vevent')
  if (event === null) throw new Error('no event')
  return { calendar, event }
}

const unfolded = (text: string) => text.replaceAll('\r\n ', '')

describe('the whole text', () => {
  test('an event of each kind, passes the byte lint', () => {
    expect(byteLint(calendarOf(drawn()))).toEqual([])
    const timed = drawn({}, { kind: 'time', start: '2023-03-30T14:29:00Z', end: '2023-03-30T14:59:00Z' })
    expect(byteLint(calendarOf(timed))).toEqual([])
  })

  test('long Korean text and emoji, folds at 75 octets and never inside a character', () => {
    const description = '가나다라마바사아자차카타파하👩‍💻'.repeat(40)
    const bytes = calendarOf(drawn({ description, title: `[마감] ${'한글'.repeat(60)}` }))
    expect(byteLint(bytes)).toEqual([])
    expect(parsed(bytes).event.getFirstPropertyValue('description')).toBe(description)
  })

  test('a calendar, has no METHOD, no VTIMEZONE and no TIMEZONE-ID', () => {
    expect(calendarOf(drawn()).toString()).not.toMatch(/METHOD|VTIMEZONE|TIMEZONE-ID/)
  })
})

describe('trap 1 and 2: time zones', () => {
  test('a timed entry, is written in UTC', () => {
    const text = drawn({}, { kind: 'time', start: '2023-03-30T14:29:00Z', end: '2023-03-30T14:59:00Z' })
    expect(text).toContain('\r\nDTSTART:20230330T142900Z\r\nDTEND:20230330T145900Z\r\n')
    expect(text).toMatch(
      /DTSTAMP:20230302T030405Z[\s\S]*CREATED:20230301T000000Z[\s\S]*LAST-MODIFIED:20230302T030405Z/,
    )
  })

  test('an all-day entry, is that day and ends the next, exclusively', () => {
    expect(drawn()).toContain('\r\nDTSTART;VALUE=DATE:20230330\r\nDTEND;VALUE=DATE:20230331\r\n')
    const newYear = drawn({}, { kind: 'day', date: '2023-12-31' })
    expect(newYear).toContain('DTSTART;VALUE=DATE:20231231\r\nDTEND;VALUE=DATE:20240101\r\n')
  })
})

test('trap 3: the end, the calendar ends in CRLF', () => {
  expect(calendarOf(drawn()).subarray(-15).toString()).toBe('END:VCALENDAR\r\n')
})

test('trap 4: calendar properties, are escaped and cannot add a line', () => {
  const bytes = calendarOf(drawn(), { name: 'a,b;c\\d\r\nMETHOD:REQUEST', description: 'x\nX-EVIL:1' })
  const { calendar } = parsed(bytes)
  expect(byteLint(bytes)).toEqual([])
  expect(bytes.toString()).toContain(
    '\r\nNAME:a\\,b\\;c\\\\d METHOD:REQUEST\r\nX-WR-CALNAME:a\\,b\\;c\\\\d METHOD:REQUEST\r\n',
  )
  expect(calendar.getFirstPropertyValue('method')).toBeNull()
  expect(calendar.getFirstPropertyValue('x-evil')).toBeNull()
})

test('trap 5: a link, keeps its meaning without a backslash', () => {
  const url = 'https://example.kr/한글?a=1,2;b&c=\\d#x'
  const text = unfolded(drawn({ url }))
  expect(text).toContain('URL;VALUE=URI:https://example.kr/%ED%95%9C%EA%B8%80?a=1%2C2%3Bb&c=%5Cd#x\r\n')
  expect(encodedUrl('javascript:alert(1)')).toBeNull()
  expect(encodedUrl('no link')).toBeNull()
  expect(encodedUrl('mailto:seoul@s2bridge.com')).toBe('mailto:seoul@s2bridge.com')
})

test('trap 6: control characters and lone surrogates, never reach the feed', () => {
  const bytes = calendarOf(
    drawn({ title: 'a\u0000b\u0007c\ud800d', description: '\u202e뒤집기\u2028줄\u0085바꿈' }),
  )
  const { event } = parsed(bytes)
  expect(event.getFirstPropertyValue('summary')).toBe('abc�d')
  expect(event.getFirstPropertyValue('description')).toBe('뒤집기\n줄\n바꿈')
})

test('trap 7: the order, properties of the calendar and of an event stand before what they contain', () => {
  const bytes = calendarOf(drawn())
  expect(byteLint(bytes)).toEqual([])
  expect(parsed(bytes).event.getAllSubcomponents('valarm')).toHaveLength(1)
})

describe('trap 8: alarms', () => {
  const triggers = (text: string) => [...text.matchAll(/TRIGGER:(\S+)/g)].map(([, trigger]) => trigger)

  test('a timed entry, rings before its start', () => {
    const text = drawn({}, { kind: 'time', start: '2023-03-30T14:29:00Z', end: '2023-03-30T14:59:00Z' })
    expect(triggers(text)).toEqual(['-P1D', '-PT3H'])
    expect(text.match(/ACTION:DISPLAY/g)).toHaveLength(2)
  })

  test('an all-day entry, rings at nine in the morning of the day before, and hours do not apply', () => {
    expect(triggers(drawn())).toEqual(['-PT15H'])
  })
})

test('categories, have no comma inside an item, no repeats, and are twelve at most', () => {
  const names = [
    'AI, 빅데이터',
    'AI;빅데이터',
    'AI, 빅데이터',
    ...Array.from({ length: 20 }, (_, n) => `분야${n}`),
  ]
  const line = /CATEGORIES:(.*)/.exec(unfolded(drawn({ categories: names })))?.[1] ?? ''
  expect(line.split(',')).toEqual(['AI·빅데이터', ...Array.from({ length: 11 }, (_, n) => `분야${n}`)])
})

test('a cell of 100 kB, is cut at a character and says so', () => {
  const bytes = calendarOf(drawn({ description: '가'.repeat(100_000), title: '나'.repeat(5_000) }))
  expect(bytes.length).toBeLessThan(16_000)
  expect(parsed(bytes).event.getFirstPropertyValue('summary')).toMatch(/^나{299}…$/)
})

test('decomposed Hangul, is written composed', () => {
  expect(unfolded(drawn({ title: '한글'.normalize('NFD') }))).toContain('SUMMARY:한글\r\n')
})

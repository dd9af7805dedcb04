import ICAL from 'ical.js'
import { ICalCalendar } from 'ical-generator'
import { createTask } from 'node-cron'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from '../../src/deadlines/index.ts'
import { closesOf, whenOf } from '../../src/plan/when.ts'
import { eventTimes, whenOfEvent } from '../../src/sinks/google-calendar/event-times.ts'
import { event } from '../../src/sinks/google-calendar/schema.ts'
import { eventText } from '../../src/sinks/public-feed/ical-text.ts'
import { stage } from '../run/stage.ts'
import { asked } from '../serve/asking.ts'
import { baseOf, programmeOf, publishedOf } from '../serve/sample.ts'
import { daysOfChange, PLACES } from './clock-changes.ts'

let host: string | undefined
beforeEach(() => {
  host = process.env.TZ
})
afterEach(() => {
  process.env.TZ = host
})

const CHANGES = new Map(PLACES.map((place) => [place, daysOfChange(place)]))
/** Every day around a change anywhere. */
const DAYS = [...new Set([...CHANGES.values()].flat())].sort()
/** The day that Samoa did not have. */
const LEFT_OUT = '2011-12-30'
const CLOCKS = ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '12:00', '23:59', '24:00']
const STAMP = { sequence: 0, createdAt: '2023-03-01T00:00:00Z', changedAt: '2023-03-01T00:00:00Z' }

/** A deadline in Korea as a number of minutes in UTC, by nothing but arithmetic on numbers. */
function utcMinutes(day: string, clock: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return Date.UTC(year, month - 1, date) / 60_000 + (hours - 9) * 60 + minutes
}

const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const minutesOf = (instant: string) => Date.parse(instant) / 60_000

function closing(text: string): string {
  const { closes } = parse(text, { title: '', posted: null })
  if (closes === null) throw new Error(`no end: ${text}`)
  return closes
}

const eventOf = (times: object) => event.parse({ id: 'a', ...times })

/** What another parser finds in the feed: the day itself, or minutes in UTC. */
function inFeed(closes: string): { start: string | number; end: string | number } {
  const content = { title: 't', when: whenOf(closes, 30), description: '', url: null, categories: [] }
  const feed = `BEGIN:VCALENDAR\r\n${eventText('a@magam', content, STAMP, 'confirmed', [])}END:VCALENDAR\r\n`
  const [event] = new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent')
  const { startDate, endDate } = new ICAL.Event(event)
  const shown = (time: ICAL.Time) => (time.isDate ? time.toString() : time.toUnixTime() / 60)
  return { start: shown(startDate), end: shown(endDate) }
}

test('24 places, have days on which their clocks change, also one that was left out', () => {
  expect(PLACES).toHaveLength(24)
  expect(PLACES.filter((place) => (CHANGES.get(place) ?? []).length === 0)).toEqual([])
  expect(DAYS).toContain(LEFT_OUT)
  expect(DAYS.length).toBeGreaterThan(80)
})

describe.each(PLACES)('a host in %s', (place) => {
  beforeEach(() => {
    process.env.TZ = place
    // The zone is really taken over: else all this would prove nothing.
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(place)
  })

  test('a day around any change of clocks, is that day at Google and in the feed', () => {
    for (const day of DAYS) {
      const closes = closing(`${day.replaceAll('-', '.')}까지`)
      expect(closes).toBe(day)
      const { start, end } = eventTimes(whenOf(closes, 30))
      expect({ start, end }).toEqual({ start: { date: day }, end: { date: nextDay(day) } })
      expect(whenOfEvent(eventOf({ start: { date: day }, end: { date: nextDay(day) } }))).toEqual(
        whenOf(day, 30),
      )
      expect(inFeed(closes)).toEqual({ start: day, end: nextDay(day) })
    }
  })

  test('a moment around any change of clocks, is that moment at Google and in the feed', () => {
    for (const day of CHANGES.get(place) ?? []) {
      for (const clock of CLOCKS) {
        const closes = closing(`${day.replaceAll('-', '.')} ${clock}까지`)
        const wanted = utcMinutes(day, clock)
        const when = whenOf(closes, 30)
        const { start, end } = eventTimes(when) as Record<
          'start' | 'end',
          { dateTime: string; timeZone: string }
        >
        expect([minutesOf(start.dateTime), minutesOf(end.dateTime)], `${day} ${clock}`).toEqual([
          wanted - 30,
          wanted,
        ])
        expect(end.timeZone).toBe('Asia/Seoul')
        expect(whenOfEvent(eventOf({ start, end }))).toEqual(when)
        expect(inFeed(closes)).toEqual({ start: wanted - 30, end: wanted })
        expect(minutesOf(closesOf(when))).toBe(wanted)
      }
    }
  })

  test('page and JSON, show the same days and moments as anywhere', async () => {
    const days = (CHANGES.get(place) ?? []).filter((day) => day > '2023')
    const moments = days.flatMap((day) => [
      day,
      `${day}T00:00+09:00`,
      `${day}T02:30+09:00`,
      `${day}T24:00+09:00`,
    ])
    const programmes = moments.map((closes) => programmeOf({ name: closes, closes: normal(closes) }))
    const here = asked(publishedOf(await baseOf(programmes)))
    const html = await (await here.get('/?lang=en')).text()
    const json = (await (await here.get('/programmes.json')).json()) as {
      calendars: { programmes: Shown[] }[]
    }
    for (const { name, deadlines } of json.calendars[0]?.programmes ?? []) {
      expect(deadlines.map(({ closes }) => closes)).toEqual([normal(name)])
      expect(rowOf(html, name)).toContain(`datetime="${normal(name)}"`)
      expect(rowOf(html, name)).toContain(wordsOf(name))
    }
    expect(json.calendars[0]?.programmes).toHaveLength(moments.length)
  })

  test('the schedule of a settings file that names this zone, fires once a day at its own nine o’clock', () => {
    const task = createTask('0 9 * * *', () => undefined, { timezone: place })
    const wall = new Intl.DateTimeFormat('sv', { timeZone: place, dateStyle: 'short', timeStyle: 'short' })
    for (const day of CHANGES.get(place) ?? []) {
      const noon = Date.parse(`${day}T12:00:00Z`)
      const quarters = Array.from({ length: 4 * 72 }, (_, n) => new Date(noon + (n - 4 * 36) * 900_000))
      const fired = quarters.filter((at) => task.match(at)).map((at) => wall.format(at))
      const onTheDay = fired.filter((at) => at.startsWith(day))
      expect(onTheDay).toEqual(day === LEFT_OUT && place === 'Pacific/Apia' ? [] : [`${day} 09:00`])
      expect(new Set(fired).size).toBe(fired.length)
    }
  })
})

type Shown = { readonly name: string; readonly deadlines: readonly { readonly closes: string }[] }

/** The form in which moments travel: midnight at the end of a day is the first moment of the next. */
function normal(closes: string): string {
  return closes.includes('T24:00') ? `${nextDay(closes.slice(0, 10))}T00:00+09:00` : closes
}

function rowOf(html: string, name: string): string {
  // The last of them: what closes next stands above the list as well.
  const at = html.lastIndexOf(`<span class="name" lang="ko">${name}</span>`)
  return html.slice(html.lastIndexOf('<li ', at), html.indexOf('</summary>', at))
}

/** The day in words as the page has it: midnight ends the day before. */
function wordsOf(name: string): string {
  const midnight = name.includes('T00:00')
  const shown = new Date(Date.parse(`${name.slice(0, 10)}T00:00:00Z`) - (midnight ? 86_400_000 : 0))
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][shown.getUTCDay()]
  return `${weekday} ${shown.getUTCDate()} `
}

test('a day made from Korean midnight as a moment, would land on the day before: only days go into the feed', () => {
  const day = '2023-04-02'
  const trap = new ICalCalendar()
  trap.createEvent({ start: new Date(`${day}T00:00:00+09:00`), allDay: true, summary: 't' })
  expect(trap.toString()).toContain('DTSTART;VALUE=DATE:20230401')
  expect(inFeed(day)).toEqual({ start: '2023-04-02', end: '2023-04-03' })
  expect(inFeed('2023-04-02T00:00+09:00').end).toBe(utcMinutes(day, '00:00'))
})

test('the time zone of the settings, is the schedule’s alone: the calendar is the same', async () => {
  const calendars: (readonly string[])[] = []
  for (const timezone of ['Asia/Seoul', 'America/New_York', 'Pacific/Apia']) {
    const here = await stage('2023-03-20T09:00:00+09:00', { settings: { timezone } })
    await here.sync()
    calendars.push(here.events())
    await here.close()
  }
  expect(calendars[0]).toHaveLength(8)
  expect(calendars).toEqual(calendars.map(() => calendars[0]))
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, When } from '../../../src/plan/entry.ts'
import { toBody } from '../../../src/sinks/google-calendar/event-body.ts'
import { isSame, toHeld } from '../../../src/sinks/google-calendar/held-event.ts'
import { readerMark } from '../../../src/sinks/google-calendar/look.ts'
import { type CalendarOptions, calendarOptions } from '../../../src/sinks/google-calendar/options.ts'
import { type Event, toEvent } from '../../../src/sinks/google-calendar/schema.ts'
import { content, entry, held, KNOWLEDGE_BASE } from '../../plan/examples.ts'

const READER = readerMark({ kind: 'person', email: null })
const OPTIONS = calendarOptions.parse({ id: 'x@group', reminders: ['1d'], colour: 'tomato' })

/** The event that Google would hold after `wanted` was written. */
function written(wanted: Entry, from: Event | null = null, options: CalendarOptions = OPTIONS): Event {
  const body = toBody(wanted, 0, from, options, KNOWLEDGE_BASE, READER)
  const event = toEvent(JSON.parse(JSON.stringify({ ...body, id: wanted.id, etag: '"1"' })))
  if (event === null) throw new Error('no event')
  return event
}
const heldOf = (event: Event, options: CalendarOptions = OPTIONS) =>
  toHeld(event, options, KNOWLEDGE_BASE, READER)
const R1 = entry('R1')

describe('toBody', () => {
  test('a new entry, is said in full', () => {
    expect(toBody(R1, 0, null, OPTIONS, KNOWLEDGE_BASE, READER)).toEqual({
      summary: '[마감] 2023 INNOX 오픈이노베이션 2기',
      description:
        '접수 기간: 2023.03.17.(금)까지\n링크: https://openbridge.kr/innox/\n\nNotion: https://www.notion.so/page1',
      start: { date: '2023-03-17' },
      end: { date: '2023-03-18' },
      status: 'confirmed',
      colorId: '11',
      transparency: 'transparent',
      reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 1440 }] },
      source: { url: 'https://www.notion.so/page1', title: 'Notion' },
      extendedProperties: {
        shared: {},
        private: {
          magam: expect.stringMatching(/^[0-9a-f]{32}$/),
          magamEntry0: expect.stringMatching(/^\{"key":"R1#1"/),
        },
      },
    })
  })

  test('the last day of a month and of a year, end on the next', () => {
    const ends = ['2024-02-28', '2024-02-29', '2023-12-31', '2023-03-26'].map((date) => {
      const wanted = entry('R1', { content: content({ when: { kind: 'day', date } }) })
      return toBody(wanted, 0, null, OPTIONS, KNOWLEDGE_BASE, READER).end
    })
    expect(ends).toEqual([
      { date: '2024-02-29' },
      { date: '2024-03-01' },
      { date: '2024-01-01' },
      { date: '2023-03-27' },
    ])
  })

  test('what the calendar says about itself, is not sent back', () => {
    const event: Event = {
      ...written(R1),
      htmlLink: 'x',
      creator: { email: 'x' },
      organizer: { email: 'x' },
      sequence: 3,
      iCalUID: 'x',
      recurrence: ['RRULE:FREQ=DAILY'],
      hangoutLink: 'x',
      eventType: 'default',
      location: '판교',
    }
    const body = toBody(R1, 0, event, OPTIONS, KNOWLEDGE_BASE, READER)
    expect(Object.keys(body).sort()).toEqual([
      'colorId',
      'description',
      'end',
      'eventType',
      'extendedProperties',
      'location',
      'reminders',
      'source',
      'start',
      'status',
      'summary',
      'transparency',
    ])
  })
})

describe('toHeld', () => {
  test('what was written, is held', () => {
    expect(heldOf(written(R1))).toEqual(held(R1))
  })

  const words = fc
    .array(fc.constantFrom('가', '<b>', '&amp;', '👩‍💻', ' ', '\n', 'Notion: ', '마감', '<', '&'), {
      maxLength: 40,
    })
    .map((parts) => parts.join(''))
  const instant = fc
    .integer({ min: 1_600_000_000, max: 2_000_000_000 })
    .map((seconds) => new Date(seconds * 1000).toISOString().replace('.000', ''))
  const when: fc.Arbitrary<When> = fc.oneof(
    instant.map((time): When => ({ kind: 'day', date: time.slice(0, 10) })),
    fc.tuple(instant, instant).map(([a, b]): When => {
      const [start = a, end = b] = [a, b].sort()
      return { kind: 'time', start, end }
    }),
  )

  test('any entry, is held as it was written, and needs no second write', () => {
    fc.assert(
      fc.property(
        words,
        words,
        when,
        fc.option(fc.webUrl()),
        fc.array(words, { maxLength: 10 }),
        fc.boolean(),
        (title, description, at, url, categories, link) => {
          const options = { ...OPTIONS, notionLink: link }
          const wanted = entry('R1', {
            content: { title, description, when: at, url, categories },
            rows: Array.from({ length: 60 }, (_, nth) => `row-${nth}-of-many`),
          })
          const event = written(wanted, null, options)
          expect(heldOf(event, options)).toEqual(held(wanted, link ? {} : { sourceUrl: '' }))
          expect(isSame(wanted, heldOf(event, options) ?? held(wanted))).toBe(true)
          // Written over itself it is the same event again.
          expect(written(wanted, event, options)).toEqual(event)
          for (const value of Object.values(event.extendedProperties?.private ?? {})) {
            expect(value.length).toBeLessThanOrEqual(1_024)
          }
        },
      ),
      { seed: 3, numRuns: 300 },
    )
  })

  test('the same moment in another zone, is the same', () => {
    const wanted = entry('R1', {
      content: content({
        when: { kind: 'time', start: '2023-04-02T14:00:00Z', end: '2023-04-02T14:30:00Z' },
      }),
    })
    const event = {
      ...written(wanted),
      start: { dateTime: '2023-04-02T23:00:00+09:00' },
      end: { dateTime: '2023-04-02T10:30:00-04:00' },
    }
    expect(heldOf(event)?.content).toEqual(wanted.content)
  })

  test('defaults that Google leaves out and reminders in another order, are the same', () => {
    const options = calendarOptions.parse({ id: 'x', reminders: ['1d', '2d'], transparency: 'busy' })
    const { transparency: _, ...event } = written(R1, null, options)
    const reordered = {
      ...event,
      reminders: { useDefault: false, overrides: [...(event.reminders?.overrides ?? [])].reverse() },
    }
    expect(heldOf(reordered, options)).toEqual(held(R1))
  })

  test('another knowledge base’s, an unmarked and a copied event, are not ours', () => {
    const event = written(R1)
    expect(toHeld(event, OPTIONS, 'another', READER)).toBeNull()
    expect(heldOf({ ...event, id: 'copy' })).toBeNull()
    expect(heldOf({ ...event, extendedProperties: { private: {}, shared: {} } })).toBeNull()
    for (const broken of ['', '{', '[]', '{"key":1}']) {
      const marks = { ...event.extendedProperties?.private, magamEntry0: broken }
      expect(heldOf({ ...event, extendedProperties: { private: marks, shared: {} } })).toBeNull()
    }
  })

  test('fields in a form nobody knows, do not hide an event', () => {
    const strange = {
      ...written(R1),
      reminders: { overrides: [{ method: 1 }] },
      attachments: 'x',
      colorId: 7,
      recurrence: {},
      transparency: null,
      attendees: 'x',
      status: null,
    }
    const event = toEvent(strange)
    expect(event && heldOf(event)?.content).toEqual(R1.content)
    expect(toEvent({ status: 'confirmed' })).toBeNull()
    expect(toEvent('half an answ')).toBeNull()
    expect(toEvent(null)).toBeNull()
  })

  test('a tombstone without details, tells no content', () => {
    const { start: _start, end: _end, ...bare } = written(R1)
    expect(heldOf({ ...bare, status: 'cancelled' })).toMatchObject({ content: null, state: 'cancelled' })
  })
})

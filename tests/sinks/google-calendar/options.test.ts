import { describe, expect, test } from 'vitest'
import { calendarOptions } from '../../../src/sinks/google-calendar/options.ts'

const parse = (options: object) =>
  calendarOptions.safeParse({ id: 'x@group.calendar.google.com', ...options })
const problems = (options: object) =>
  parse(options).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('calendarOptions', () => {
  test('an id alone, has defaults for the rest', () => {
    expect(parse({}).data).toEqual({
      id: 'x@group.calendar.google.com',
      reminders: [],
      colour: null,
      transparency: 'free',
      minutesBefore: 30,
      keepPast: true,
      notionLink: true,
      requestsPerMinute: 600,
    })
  })

  const ID = 'c_1a@group.calendar.google.com'
  test.each([
    ['its id', ID],
    ['its id with white space', ` ${ID} `],
    ['its id as it stands in an address', encodeURIComponent(ID)],
    [
      'the address to embed it',
      `https://calendar.google.com/calendar/embed?src=${encodeURIComponent(ID)}&ctz=Asia%2FSeoul`,
    ],
    [
      'the link to share it',
      `https://calendar.google.com/calendar/u/0?cid=${Buffer.from(ID).toString('base64url')}`,
    ],
    ['our own link to it', `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(ID)}`],
    [
      'its public iCal address',
      `https://calendar.google.com/calendar/ical/${encodeURIComponent(ID)}/public/basic.ics`,
    ],
  ])('a calendar given as %s, becomes its id', (_what, id) => {
    expect(parse({ id }).data?.id).toBe(ID)
  })
  test.each(['primary', 'me@example.org', '마감', '100%'])('the id `%s`, stays as it is', (id) => {
    expect(parse({ id }).data?.id).toBe(id)
  })

  test('reminders, become minutes without doubles, the earliest first', () => {
    expect(parse({ reminders: ['1d', '7d', 30, '30m', '24h', '1w', '2 h'] }).data?.reminders).toEqual([
      10_080, 1_440, 120, 30,
    ])
  })

  test('a colour by name, becomes Google’s number', () => {
    expect(parse({ colour: 'tomato' }).data?.colour).toBe('11')
  })

  test.each([
    [{ reminders: ['5w'] }, 'reminders: a reminder can be at most four weeks (4w)'],
    [{ reminders: [1, 2, 3, 4, 5, 6] }, 'reminders: Google keeps at most five reminders'],
    [{ id: ' ' }, 'id: the calendar’s id, as its settings page shows it'],
    [
      { id: 'https://calendar.google.com/calendar/u/0/r/settings/calendar/Y19' },
      'id: a link that names no calendar; the id stands under “Integrate calendar” in its settings',
    ],
  ])('%j, says what is wrong', (options, problem) => {
    expect(problems(options)).toEqual([problem])
  })

  test.each(['soon', '-5m', -5, '7 days', ''])('the reminder `%s`, is refused', (reminder) => {
    expect(parse({ reminders: [reminder] }).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'reminders.0',
    ])
  })

  test('an unknown key, is a mistake', () => {
    expect(parse({ color: 'tomato' }).success).toBe(false)
  })
})

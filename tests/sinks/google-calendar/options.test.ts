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

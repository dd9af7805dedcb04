import { expect, test } from 'vitest'
import { feedOptions } from '../../../src/sinks/public-feed/options.ts'

const sharedCalendar = (text: string) => {
  const read = feedOptions.safeParse({ slug: 'kb', title: '마감', sharedCalendar: text })
  return read.success ? read.data.sharedCalendar : read.error.issues.map(({ message }) => message).join()
}

test('the calendar that strangers may follow, is an id: the page makes the link', () => {
  const id = 'c_1a@group.calendar.google.com'
  expect([sharedCalendar(id), sharedCalendar(` ${id} `), sharedCalendar('club@example.org')]).toEqual([
    id,
    id,
    'club@example.org',
  ])
  for (const link of [
    `https://calendar.google.com/calendar/embed?src=${id}`,
    'https://calendar.google.com/calendar/u/0?cid=Y18xYUBncm91cA',
    '',
  ]) {
    expect(sharedCalendar(link)).toMatch(/^Give the id itself/)
  }
})

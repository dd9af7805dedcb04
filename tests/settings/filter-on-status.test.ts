import { expect, test } from 'vitest'
import { readConfig } from '../../src/settings/read.ts'

const GOOD = `knowledgeBases:
  - name: kb
    notion: { database: 0123456789abcdef0123456789abcdef, filter: { property: status, FILTER } }
    calendar: { id: a@group.calendar.google.com }
`
const problems = (text: string) => readConfig(text, 'magam.yaml').problems
const filtered = (filter: string, ...lines: string[]) =>
  problems([GOOD.replace('FILTER', filter), ...lines.map((line) => `    ${line}\n`)].join(''))
test.each([
  ['equals: completed', 'expired'],
  ['doesNotEqual: expired', 'expired'],
  ['isEmpty: true', 'completed'],
])('a filter that Magam would move pages out of (%s), is refused', (filter, lost) => {
  expect(filtered(filter)).toEqual([
    {
      what: `3:67: looks at \`status\`, which Magam changes itself: a page that it sets to \`${lost}\` would no longer be read, and its entries would be deleted`,
      hint: 'filter by another property, or write `status: null` and keep the statuses by hand',
    },
  ])
})
test.each([
  ['equals: published'],
  ['doesNotEqual: draft'],
  ['isEmpty: false'],
  ['equals: completed', 'status: null'],
  ['equals: completed', 'status: { property: 상태 }'],
])('a filter in which pages stay (%s %s), is taken', (filter, ...lines) => {
  expect(filtered(filter, ...lines)).toEqual([])
})

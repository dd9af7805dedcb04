import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { columnSettings, notionSettings, statusSettings } from '../../../src/sources/notion/options.ts'

const ID = '1edc05f6-2702-81b5-8408-0123456789ab'
const BARE = ID.replaceAll('-', '')

describe('the notion part of the settings', () => {
  test.each([
    ['a dashed id', ID],
    ['a bare id in capitals', BARE.toUpperCase()],
    ['a link to the database', `https://www.notion.so/team/${BARE}?v=00000000000000000000000000000001`],
    [
      'a link that was copied while a page stood open beside it',
      `https://www.notion.so/team/${BARE}?v=00000000000000000000000000000001&p=00000000000000000000000000000002&pm=s`,
    ],
    ['a link with a dashed id', `https://www.notion.so/team/${ID}/?v=00000000000000000000000000000001`],
    ['a link with its id in the query alone', `https://www.notion.so/team?p=${BARE}`],
    ['a link of the newer form', `https://app.notion.com/p/Knowledge-base-${BARE}?pvs=4`],
    ['an id with white space around it', `  ${ID} `],
  ])('database given as %s, becomes its dashed id', (_, database) => {
    expect(notionSettings.parse({ database }).database).toBe(ID)
  })

  test('nothing but the database, takes the defaults', () => {
    expect(notionSettings.parse({ database: ID })).toEqual({
      database: ID,
      comments: true,
      writeBack: true,
      requestsPerMinute: 180,
      listEveryMinutes: 60,
      fullEveryHours: 24,
    })
  })

  test.each([
    ['no id', { database: 'my database' }, ['database']],
    ['an unknown key', { database: ID, databse: ID }, []],
    [
      'a filter of two conditions',
      { database: ID, filter: { property: 'Tags', contains: 'a', equals: 'b' } },
      ['filter'],
    ],
    ['a filter without a condition', { database: ID, filter: { property: 'Tags' } }, ['filter']],
    ['no data source among none', { database: ID, dataSources: [] }, ['dataSources']],
  ])('%s, is refused at its place', (_, given, path) => {
    const result = notionSettings.safeParse(given)
    expect(result.error?.issues[0]?.path).toEqual(path)
  })

  test('all parts, can be given as JSON Schema for editors', () => {
    for (const part of [notionSettings, columnSettings, statusSettings]) {
      expect(z.toJSONSchema(part, { io: 'input' })).toHaveProperty('type', 'object')
    }
  })
})

test('columns, one word or several, become lists; an unknown role is refused', () => {
  expect(columnSettings.parse({ deadline: '지원 접수 기간', name: ['사업명', '공고'] })).toEqual({
    deadline: ['지원 접수 기간'],
    name: ['사업명', '공고'],
  })
  expect(columnSettings.safeParse({ dedline: ['x'] }).success).toBe(false)
})

test('status, says what it manages where the settings do not', () => {
  expect(statusSettings.parse({})).toEqual({
    property: 'status',
    active: 'completed',
    expired: 'expired',
    review: null,
    manages: ['completed', 'expired'],
  })
  expect(statusSettings.parse({ review: '확인 필요' }).manages).toEqual(['completed', 'expired', '확인 필요'])
  expect(statusSettings.parse({ manages: ['expired'] }).manages).toEqual(['expired'])
})

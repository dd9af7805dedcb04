import { describe, expect, test } from 'vitest'
import { asked } from './asking.ts'
import { baseOf, programmeOf, publishedOf } from './sample.ts'

const HOSTILE = '<a href="x">&amp; "따옴표" \u0000\u202e]]></title>'

test('the JSON, holds what is public of a programme and nothing that leads into the workspace', async () => {
  const programme = programmeOf({
    name: '공고',
    closes: '2023-03-30T17:00+09:00',
    hosts: ['기관'],
    fields: ['AI'],
  })
  const { get } = asked(publishedOf(await baseOf([programme])))
  expect(await (await get('/programmes.json')).json()).toEqual({
    changedAt: '2023-03-20T00:00:00Z',
    calendars: [
      {
        slug: 'open-innovation',
        title: '오픈이노베이션 마감',
        programmes: [
          {
            name: '공고',
            edition: null,
            year: 2023,
            hosts: ['기관'],
            partners: [],
            targets: [],
            fields: ['AI'],
            support: [],
            links: ['https://example.kr/notice'],
            emails: [],
            phones: [],
            amountsWon: [],
            period: programme.period,
            background: null,
            firstSeenAt: '2023-03-10T00:00:00Z',
            deadlines: [
              {
                id: programme.entries[0]?.id,
                label: '',
                opens: null,
                closes: '2023-03-30T17:00+09:00',
                changedAt: '2023-03-10T00:00:00Z',
              },
            ],
          },
        ],
      },
    ],
  })
})

describe('the Atom feed', () => {
  test('new programmes, come newest first with ids that stay', async () => {
    const base = await baseOf([
      programmeOf({ name: '먼저', firstSeenAt: '2023-03-01T00:00:00Z' }),
      programmeOf({ name: '나중', firstSeenAt: '2023-03-02T00:00:00Z' }),
    ])
    const text = await (await asked(publishedOf(base)).get('/feed.atom?lang=en')).text()
    expect([...text.matchAll(/<title>(.*)<\/title>/g)].map(([, title]) => title)).toEqual([
      '오픈이노베이션 마감 · New calls',
      '나중',
      '먼저',
    ])
    expect(text).toContain('<updated>2023-03-02T00:00:00Z</updated>\n<generator>')
    const again = await (await asked(publishedOf(base)).get('/feed.atom?lang=en')).text()
    expect(again).toBe(text)
  })

  test('in English, has the English title', async () => {
    const base = await baseOf([programmeOf({ name: '공고' })], { titleEn: 'Open innovation' })
    const title = async (language: string) => {
      const text = await (await asked(publishedOf(base)).get(`/feed.atom?lang=${language}`)).text()
      return /<title>(.*)<\/title>/.exec(text)?.[1]
    }
    expect([await title('en'), await title('ko')]).toEqual([
      'Open innovation · New calls',
      '오픈이노베이션 마감 · 새 공고',
    ])
  })

  test('markup in a name, is text', async () => {
    const base = await baseOf([
      programmeOf({ name: HOSTILE, hosts: [HOSTILE], links: ['javascript:alert(1)'] }),
    ])
    const text = await (await asked(publishedOf(base)).get('/feed.atom')).text()
    expect(text).toContain(
      '<title>&lt;a href=&quot;x&quot;&gt;&amp;amp; &quot;따옴표&quot; ]]&gt;&lt;/title&gt;</title>',
    )
    expect(text).not.toMatch(/javascript:|\u0000|\u202e/)
  })
})

test('five hundred rows with canaries in what is not public, show none anywhere', async () => {
  const programmes = Array.from({ length: 500 }, (_, n) => {
    const programme = programmeOf({ id: `canary-row-${n}`, name: `공고 ${n}` })
    return { ...programme, secret: `canary-${n}`, place: { documentUrl: `https://notion.so/canary-${n}` } }
  })
  const finding = {
    code: 'cut-text',
    place: { documentTitle: 'canary', documentUrl: 'https://notion.so/canary', tableTitle: 'canary', row: 1 },
    column: 'canary',
    text: 'canary',
    needsPerson: true,
    problem: { ko: 'canary', en: 'canary' },
    mend: { ko: 'canary', en: 'canary' },
  }
  const { get } = asked(publishedOf(await baseOf(programmes, {}, { findings: [finding] })))
  const id = programmes[0]?.entries[0]?.id
  const paths = [
    '/',
    '/?lang=en',
    '/calendar.ics',
    '/history.ics',
    '/programmes.json',
    '/feed.atom',
    `/entries/${id}.ics`,
  ]
  for (const path of [...paths, '/metrics', '/readyz', '/healthz', '/nothing', '/owner']) {
    const answer = await get(path, { accept: 'text/html' })
    const all = `${JSON.stringify([...answer.headers])}${await answer.text()}`
    expect({ path, found: all.includes('canary') }).toEqual({ path, found: false })
  }
})

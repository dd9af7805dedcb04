import { describe, expect, test } from 'vitest'
import type { PublicProgramme } from '../../src/plan/publication.ts'
import { asked } from './asking.ts'
import { baseOf, CALLS, programmeOf, publishedOf } from './sample.ts'

const filterFor = (slug: string, field: string) => ({
  slug,
  title: field,
  field: [field],
  target: [],
  host: [],
})

/** The page of the given programmes, as the server answers it on Monday 2023-03-20. */
async function pageOf(
  programmes: readonly PublicProgramme[],
  path = '/?lang=ko',
  options: Parameters<typeof baseOf>[1] = {},
): Promise<string> {
  const { get } = asked(publishedOf(await baseOf(programmes, options)))
  return (await get(path)).text()
}

/** What a reader is told in elements of a class, one text each. */
function told(html: string, className: string): string[] {
  const found = html.matchAll(new RegExp(`<(\\w+)[^>]* class="${className}"[^>]*>(.*?)</\\1>`, 'gs'))
  return [...found].map(([, , inner = '']) =>
    inner
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

const endless = (name: string, opens: string | null = null) => {
  const programme = programmeOf({ name, closes: null })
  return { ...programme, period: { ...programme.period, opens } }
}

describe('the opening', () => {
  test('calls without an end, count as open', async () => {
    const html = await pageOf([endless('상시 상담')])
    expect(told(html, 'lead')).toEqual(['지금 접수 중인 공고 1건'])
    expect(told(html, 'next none')).toEqual(['앞으로 남은 마감이 없습니다.'])
  })

  test('a call of two rounds, is one call', async () => {
    const [first, second] = [programmeOf({ name: 'a', closes: '2023-03-22' }), programmeOf({ name: 'b' })]
    const both = { ...first, entries: [...first.entries, ...second.entries] }
    expect(told(await pageOf([both]), 'lead')).toEqual(['지금 접수 중인 공고 1건, 7일 안에 닫히는 공고 1건'])
  })

  test('calls that open later, are none that is open, and yet the next deadline is told', async () => {
    const html = await pageOf([
      programmeOf({ name: '지난 공고', closes: '2023-03-17' }),
      programmeOf({ name: '나중', opens: '2023-04-01', closes: '2023-04-20' }),
      programmeOf({ name: '먼저', opens: '2023-03-28', closes: '2023-04-10' }),
      endless('4월부터', '2023-04-01'),
    ])
    expect(told(html, 'lead')).toEqual(['지금 접수 중인 공고가 없습니다.'])
    expect(told(html, 'next upcoming')).toEqual(['가장 가까운 마감 D-21 먼저 4월 10일 (월)'])
  })
})

describe('calls without an end', () => {
  const CALLS_WITHOUT = [
    endless('4월부터', '2023-04-01'),
    endless('언제나'),
    endless('오늘부터', '2023-03-20'),
  ]

  test('those that open later, stand last and say so', async () => {
    const html = await pageOf(CALLS_WITHOUT)
    const list = html.slice(html.indexOf('id="undated-title"'))
    expect(told(list, 'name')).toEqual(['언제나', '오늘부터', '4월부터'])
    expect([told(list, 'badge endless'), told(list, 'badge upcoming')]).toEqual([
      ['상시', '상시'],
      ['접수 전'],
    ])
  })

  test('of those that can be applied for now, only these are left', async () => {
    const html = await pageOf(CALLS_WITHOUT, '/?lang=ko&open=1')
    expect(told(html.slice(html.indexOf('id="undated-title"')), 'name')).toEqual(['언제나', '오늘부터'])
  })

  test('at the moment they open, the page is drawn anew', async () => {
    const shown = asked(publishedOf(await baseOf([endless('열 시부터', '2023-03-20T10:00+09:00')])))
    const badges = async () => {
      const html = await (await shown.get('/?lang=ko')).text()
      return [told(html, 'badge upcoming'), told(html, 'badge endless')]
    }
    expect(await badges()).toEqual([['접수 전'], []])
    shown.setNow(Date.parse('2023-03-20T10:00:00+09:00'))
    expect(await badges()).toEqual([[], ['상시']])
  })

  test('a filter that only they pass, does not say that nothing passes', async () => {
    const calls = [programmeOf({ name: '마감 있음', fields: ['AI'] }), endless('언제나')]
    const html = await pageOf(calls, `/?lang=ko&q=${encodeURIComponent('언제나')}`)
    expect(told(html, 'none')[0]).toBe('조건에 맞는 마감은 없습니다. 마감일이 없는 공고는 아래에 있습니다.')
    expect(told(await pageOf(calls, '/?lang=ko&q=x'), 'none')[0]).toBe('조건에 맞는 공고가 없습니다.')
  })
})

describe('more than a page shows', () => {
  const many = (count: number, closes: string) =>
    Array.from({ length: count }, (_, n) => programmeOf({ name: `공고 ${n}`, closes }))

  test('of the periods the first are drawn, and that is said', async () => {
    const hint = async (count: number) => {
      const html = await pageOf(many(count, '2023-03-30'))
      return [html.match(/<li class="open" data-marks/g)?.length, told(html, 'hint')[0]]
    }
    const words = '막대의 끝이 마감입니다. 시작일이 적혀 있지 않은 공고는 왼쪽이 흐려집니다.'
    expect(await hint(24)).toEqual([24, words])
    expect(await hint(25)).toEqual([24, `${words} 먼저 닫히는 24건만 그렸습니다.`])
  })

  test('of the deadlines ahead a thousand are listed, and the server is asked for others', async () => {
    const listed = async (count: number) => {
      const html = await pageOf(many(count, '2023-03-30'))
      const list = html.slice(html.indexOf('id="list"'), html.indexOf('<aside'))
      return {
        rows: list.match(/<li class="row/g)?.length,
        whole: /data-whole="(.)"/.exec(html)?.[1],
        rest: told(list, 'hint'),
      }
    }
    expect(await listed(1_000)).toEqual({ rows: 1_000, whole: '1', rest: [] })
    expect(await listed(1_002)).toEqual({
      rows: 1_000,
      whole: '0',
      rest: ['더 늦게 닫히는 2건은 검색하거나 조건을 고르면 나옵니다.'],
    })
  })

  test('of many knowledge bases, the page of all lists each and a page of one leads there', async () => {
    const bases = async (count: number) => {
      const one = (n: number) =>
        baseOf([programmeOf({ name: `${n}` })], { slug: `kb-${n}`, title: `마감 ${n}` })
      const { get } = asked(
        publishedOf(...(await Promise.all(Array.from({ length: count }, (_, n) => one(n))))),
      )
      const links = async (path: string) => {
        const nav = /<nav class="bases">.*?<\/nav>/s.exec(await (await get(path)).text())?.[0] ?? ''
        return [...nav.matchAll(/<summary>(.*?)<\/summary>|<a[^>]*>(.*?)<\/a>/g)].map(
          ([, fold, link]) => fold ?? link,
        )
      }
      return [await links('/?lang=ko'), await links('/calendars/kb-3?lang=ko')]
    }
    const names = (count: number) => Array.from({ length: count }, (_, n) => `마감 ${n}`)
    expect(await bases(12)).toEqual([
      ['전체', ...names(12)],
      ['전체', ...names(12)],
    ])
    expect(await bases(13)).toEqual([
      ['캘린더 13개', ...names(13)],
      ['전체', '마감 3'],
    ])
  })

  test('past deadlines, are all counted, the page says where the others are, and the server is asked for them', async () => {
    const past = async (count: number) => {
      const html = await pageOf(many(count, '2023-03-10'))
      const list = html.slice(html.indexOf('<details class="past"'), html.indexOf('<aside'))
      return [
        list.match(/<li class="row closed"/g)?.length,
        /<h3>.*?<\/h3>/.exec(list)?.[0],
        /data-whole="(.)"/.exec(html)?.[1],
        told(list, 'hint'),
      ]
    }
    expect(await past(200)).toEqual([200, '<h3>지난 마감 <span>200건</span></h3>', '1', []])
    expect(await past(201)).toEqual([
      200,
      '<h3>지난 마감 <span>201건</span></h3>',
      '0',
      ['그 밖의 1건은 ‘지난 마감까지 모두’ 받는 캘린더와 데이터(JSON)에 있습니다.'],
    ])
  })

  test('a line of hosts, is cut where the details tell all of them', async () => {
    const hosts = Array.from({ length: 30 }, (_, n) => `기관 ${n}`)
    const html = await pageOf([programmeOf({ name: 'a', hosts })])
    expect(/<span lang="ko">(.*?)<\/span>/.exec(html)?.[1]).toMatch(/^기관 0, .{50,73}…$/)
    expect(told(html, 'inline')).toEqual([hosts.join(' ')])
  })
})

describe('words of time', () => {
  test('six days ahead in the next week, is not called this week', async () => {
    const shown = asked(publishedOf(await baseOf([programmeOf({ name: 'a', closes: '2023-03-30' })])))
    shown.setNow(Date.parse('2023-03-24T09:00:00+09:00'))
    expect(told(await (await shown.get('/?lang=ko')).text(), 'badge soon')).toEqual(['D-6 7일 안'])
  })

  test('days of another year, are told with their year in the list and to those who hear it', async () => {
    const calls = [
      programmeOf({ name: '올해', closes: '2023-12-28' }),
      programmeOf({ name: '내년', closes: '2024-01-05T18:00+09:00' }),
      programmeOf({ name: '지난해', closes: '2022-03-30' }),
    ]
    const told = (html: string) =>
      [...html.matchAll(/<h3>(.*?)<\/h3>|<time class="date"[^>]*>(.*?)<\/time>/g)].map(([, week, day]) =>
        (week ?? day ?? '')
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
    expect(told(await pageOf(calls))).toEqual([
      '12월 25일~31일',
      '28 12월 목 12월 28일 (목)',
      '2024년 1월 1일~7일',
      '5 2024년 1월 2024년 1월 5일 (금)',
      '지난 마감 1건',
      '30 2022년 3월 2022년 3월 30일 (수)',
    ])
    expect(told(await pageOf(calls, '/?lang=en'))).toEqual([
      '25 – 31 Dec',
      '28 Thu Dec Thu 28 Dec',
      '1 – 7 Jan 2024',
      '5 Jan 2024 Fri 5 Jan 2024',
      'Past deadlines 1',
      '30 Mar 2022 Wed 30 Mar 2022',
    ])
  })

  test('in both languages, it is said whose days and times these are', async () => {
    const calls = [
      programmeOf({ name: 'a', closes: '2023-03-30' }),
      programmeOf({ name: 'b', closes: '2023-03-31T18:00+09:00' }),
    ]
    expect(await pageOf(calls)).toContain('<p>날짜와 시각은 모두 한국 시각(KST)입니다.</p>')
    const html = await pageOf(calls, '/?lang=en')
    expect(html).toContain('<p>All days and times are those of Korea (KST).</p>')
    expect([told(html, 'updated'), told(html, 'by')]).toEqual([
      ['Updated 2023.03.20 09:00 KST'],
      ['by the end of the day (KST)', 'until 18:00 KST'],
    ])
  })
})

describe('ways to subscribe', () => {
  const filters = [filterFor('ai', 'AI'), filterFor('ocean', '해양')]
  const linked = (html: string) =>
    new Set([...html.matchAll(/href="([^"?]*\.ics)["?]/g)].map(([, href]) => href))

  test('a feed that holds nothing, is not linked to', async () => {
    const html = await pageOf(CALLS, '/calendars/open-innovation?lang=ko', { filters })
    expect([...linked(html)].filter((href) => href?.includes('open-innovation/'))).toEqual([
      'webcal://magam.example/calendars/open-innovation/ai.ics',
      'https://magam.example/calendars/open-innovation/ai.ics',
      'webcal://magam.example/calendars/open-innovation/history.ics',
      'https://magam.example/calendars/open-innovation/history.ics',
    ])
    expect(linked(await pageOf([endless('언제나')], '/?lang=ko'))).toEqual(new Set())
  })

  test('a part of the feed, is followed by each kind of calendar as the whole is', async () => {
    const html = await pageOf(CALLS, `/?lang=ko&open=1&field=${encodeURIComponent('바이오')}&host=SBA`)
    const choice = /<li data-filtered-feed="">(.*?)<\/li>/s.exec(html)?.[1] ?? ''
    const hrefs = [...choice.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'))
    const question = '?field=%EB%B0%94%EC%9D%B4%EC%98%A4&host=SBA'
    const whole = encodeURIComponent(`magam.example/calendar.ics${question}`)
    expect(hrefs).toEqual([
      `https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F${whole}`,
      `webcal://magam.example/calendar.ics${question}`,
      `https://outlook.live.com/calendar/0/addfromweb?name=${encodeURIComponent('오픈이노베이션 마감')}&url=https%3A%2F%2F${whole}`,
      `https://magam.example/calendar.ics${question}`,
    ])
  })

  test('the feed of a question that nothing answers, is not offered', async () => {
    const offered = (html: string) => /<li data-filtered-feed=""( hidden="")?>/.exec(html)?.[1] === undefined
    expect(offered(await pageOf(CALLS, '/?lang=ko&field=AI'))).toBe(true)
    expect(offered(await pageOf(CALLS, '/?lang=ko&field=AI&open=1'))).toBe(true)
    expect(offered(await pageOf(CALLS, '/?lang=ko&q=nothing'))).toBe(false)
    expect(offered(await pageOf(CALLS, '/?lang=ko'))).toBe(false)
  })

  test('Outlook, has an address for each kind of account, without a plus for a space', async () => {
    const html = /<ul class="ways">.*?<\/ul>/s.exec(await pageOf(CALLS))?.[0] ?? ''
    const query = `name=${encodeURIComponent('오픈이노베이션 마감')}&amp;url=${encodeURIComponent('https://magam.example/calendar.ics')}`
    expect([...html.matchAll(/href="(https:\/\/outlook[^"]*)"/g)].map(([, href]) => href)).toEqual([
      `https://outlook.live.com/calendar/0/addfromweb?${query}`,
      `https://outlook.office.com/calendar/0/addfromweb?${query}`,
    ])
  })

  test('one entry for Google, keeps the link to its call whatever must be cut, once', async () => {
    const details = async (programme: PublicProgramme) => {
      const html = await pageOf([programme])
      const link = /href="(https:\/\/calendar\.google\.com\/calendar\/render[^"]*)"/.exec(html)?.[1] ?? ''
      return new URL(link.replaceAll('&amp;', '&')).searchParams.get('details')
    }
    const long = await details(programmeOf({ name: 'a', targets: ['긴 글'.repeat(200)] }))
    expect(long).toMatch(/^기간: 2023-03-30까지\n대상: .*…\n\nhttps:\/\/example\.kr\/notice$/s)
    expect(await details(programmeOf({ name: 'a' }))).toBe(
      '기간: 2023-03-30까지\n대상: \n분야: \n링크: https://example.kr/notice',
    )
  })
})

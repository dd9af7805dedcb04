import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ADMIN, asked } from './asking.ts'
import { baseOf, CALLS, NOW, programmeOf, publishedOf } from './sample.ts'

const SAMPLE = publishedOf(await baseOf(CALLS))
const plain = () => asked(SAMPLE)

describe('every address', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/?lang=en', 'text/html; charset=utf-8'],
    ['/calendars/open-innovation', 'text/html; charset=utf-8'],
    ['/calendar.ics', 'text/calendar; charset=utf-8'],
    ['/history.ics', 'text/calendar; charset=utf-8'],
    ['/calendars/open-innovation.ics', 'text/calendar; charset=utf-8'],
    ['/calendars/open-innovation/history.ics', 'text/calendar; charset=utf-8'],
    ['/programmes.json', 'application/json; charset=utf-8'],
    ['/feed.atom', 'application/atom+xml; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
    ['/favicon.svg', 'image/svg+xml'],
    ['/healthz', 'text/plain; charset=utf-8'],
    ['/readyz', 'text/plain; charset=utf-8'],
    ['/metrics', 'text/plain; version=0.0.4; charset=utf-8'],
  ])(
    '%s, answers 200 with its type and the security headers, and HEAD the same without a body',
    async (path, type) => {
      const { app } = plain()
      const [got, head] = [await app.request(path), await app.request(path, { method: 'HEAD' })]
      expect([got.status, head.status]).toEqual([200, 200])
      expect(got.headers.get('content-type')).toBe(type)
      expect(Object.fromEntries(got.headers)).toMatchObject({
        'content-security-policy': expect.stringContaining(
          "default-src 'none'; script-src 'self'; style-src 'self'",
        ),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
      })
      expect(got.headers.get('set-cookie')).toBeNull()
      expect([head.headers.get('content-type'), head.headers.get('etag')]).toEqual([
        type,
        got.headers.get('etag'),
      ])
      expect(await head.text()).toBe('')
    },
  )

  test.each([
    '/nothing',
    '/calendars/none',
    '/calendars/none.ics',
    '/calendars/open-innovation/none.ics',
    '/entries/none.ics',
    '/entries/..%2f.ics',
    '/assets/none.css',
    '/assets/pretendard-1.3.9/..%2f..%2fpackage.json',
    '/calendars/%2e%2e/x.ics',
    '/wp-login.php',
  ])('%s, is 404 and no calendar', async (path) => {
    const answer = await plain().get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('VCALENDAR')
  })

  test('a browser that is lost, gets a page with a way home in its language', async () => {
    const answer = await plain().get('/nothing', { accept: 'text/html', 'accept-language': 'en' })
    expect(answer.status).toBe(404)
    const html = await answer.text()
    expect(html).toContain('<html lang="en"')
    expect(html).toContain('There is no such page')
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s of a document, is 405', async (method) => {
    const answer = await plain().app.request('/calendar.ics', { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('a fault while drawing, is 500 without its words, and is told to the owner', async () => {
    const broken = publishedOf({
      ...(await baseOf(CALLS)),
      programmes: [{ ...CALLS[0], targets: null } as never],
    })
    const { get, problems } = asked(broken)
    const answer = await get('/')
    expect([answer.status, await answer.text()]).toEqual([
      500,
      'Something went wrong here. It has been written down.\n',
    ])
    expect(problems).toEqual(['answering / failed'])
  })
})

describe('below a path of the public address', () => {
  const below = (publicUrl: string) => asked(SAMPLE, { server: { publicUrl } })
  const PATHS = ['', 'calendar.ics', 'calendars/open-innovation', 'calendars/open-innovation.ics', 'healthz']

  test.each([
    ['/deadlines/', 'https://club.kr/deadlines'],
    ['/a/%EB%A7%88%EA%B0%90/', 'https://club.kr/a/마감/'],
    ['/calendars/', 'https://club.kr/calendars/'],
  ])('%s, a proxy that takes it off and one that leaves it are answered alike', async (place, publicUrl) => {
    const { get } = below(publicUrl)
    for (const path of PATHS) {
      const [off, left] = [await get(`/${path}`), await get(`${place}${path}`)]
      expect([path, off.status, left.status]).toEqual([path, 200, 200])
      expect(await left.text()).toBe(await off.text())
    }
    expect((await get(place.slice(0, -1))).status).toBe(200)
    expect((await get(`${place}nothing`)).status).toBe(404)
  })

  test('every link of the page, begins with it', async () => {
    const html = await (await below('https://club.kr/deadlines').get('/?lang=ko')).text()
    const links = [...html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, link]) => link)
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((link) => !link?.startsWith('/deadlines/'))).toEqual([])
  })
})

test('a page asked for as static files have it, with a slash at its end, is the same page', async () => {
  const { get } = plain()
  const [bare, slash] = [await get('/calendars/open-innovation'), await get('/calendars/open-innovation/')]
  expect([bare.status, slash.status]).toEqual([200, 200])
  expect(await slash.text()).toBe(await bare.text())
  expect((await get('/calendars/none/')).status).toBe(404)
})

describe('conditional requests', () => {
  const PAIRS = [
    ['/calendar.ics', {}],
    ['/calendar.ics', { 'accept-encoding': 'gzip' }],
    ['/', { 'accept-encoding': 'gzip, br' }],
  ] as const

  test.each(PAIRS)(
    '%s asked with %o, answers 304 to its own tag, also under no-cache',
    async (path, headers) => {
      const { get } = plain()
      const etag = (await get(path, headers)).headers.get('etag') ?? ''
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await get(path, { ...headers, 'if-none-match': tag, 'cache-control': 'no-cache' })
        expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
        expect(again.headers.get('cache-control')).toMatch(/^public, max-age=/)
        expect(again.headers.get('vary')).toContain('accept-encoding')
        expect(again.headers.get('content-length')).toBeNull()
      }
      expect((await get(path, { ...headers, 'if-none-match': '"other"' })).status).toBe(200)
    },
  )

  test('tags of one state, differ by encoding', async () => {
    const { get } = plain()
    const tags = await Promise.all(
      ['', 'gzip', 'br'].map(async (encoding) =>
        (await get('/', { 'accept-encoding': encoding })).headers.get('etag'),
      ),
    )
    expect(new Set(tags).size).toBe(3)
  })

  test('If-Modified-Since, is used when there is no tag, and ignored when it cannot be read', async () => {
    const { get } = plain()
    const modified = (await get('/calendar.ics')).headers.get('last-modified') ?? ''
    expect((await get('/calendar.ics', { 'if-modified-since': modified })).status).toBe(304)
    const before = new Date(Date.parse(modified) - 1000).toUTCString()
    expect((await get('/calendar.ics', { 'if-modified-since': before })).status).toBe(200)
    expect((await get('/calendar.ics', { 'if-modified-since': 'yesterday' })).status).toBe(200)
    expect(
      (await get('/calendar.ics', { 'if-modified-since': modified, 'if-none-match': '"x"' })).status,
    ).toBe(200)
  })

  test('feeds, are sent as gzip when asked and never as Brotli', async () => {
    const { get } = plain()
    const bytes = Buffer.from(await (await get('/calendar.ics')).arrayBuffer())
    const zipped = await get('/calendar.ics', { 'accept-encoding': 'br, gzip;q=0.5' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const raw = Buffer.from(await zipped.arrayBuffer())
    expect(zipped.headers.get('content-length')).toBe(String(raw.length))
    expect(gunzipSync(raw)).toEqual(bytes)
    for (const encoding of ['br', 'gzip;q=0', 'identity', 'x-gzip-x']) {
      expect(
        (await get('/calendar.ics', { 'accept-encoding': encoding })).headers.get('content-encoding'),
      ).toBeNull()
    }
  })
})

describe('Last-Modified', () => {
  const changed = async () => publishedOf(await baseOf(CALLS.slice(1)))

  test('the same state after a restart, keeps its stamp and bytes', async () => {
    const first = plain()
    const before = await first.get('/calendar.ics')
    const stamps = new Map<string, { hash: string; at: string }>()
    const kept = {
      read: async (address: string) => stamps.get(address) ?? null,
      write: async (address: string, hash: string, at: string) => void stamps.set(address, { hash, at }),
    }
    const one = await asked(SAMPLE, { stamps: kept }).get('/calendar.ics')
    const restarted = asked(SAMPLE, { stamps: kept })
    restarted.setNow(NOW + 3_600_000)
    const two = await restarted.get('/calendar.ics')
    expect(two.headers.get('last-modified')).toBe(one.headers.get('last-modified'))
    expect([await one.text(), await two.text()]).toEqual([await before.clone().text(), await before.text()])
  })

  test('a change of bytes in the same second, still rises by one', async () => {
    const shown = plain()
    const first = (await shown.get('/calendar.ics')).headers.get('last-modified') ?? ''
    shown.show(await changed())
    const second = (await shown.get('/calendar.ics')).headers.get('last-modified') ?? ''
    expect(Date.parse(second) - Date.parse(first)).toBe(1000)
  })

  test('an entry that leaves the window, changes bytes and stamp at midnight in Korea', async () => {
    const old = programmeOf({ name: '지난 공고', closes: '2022-12-20' })
    const shown = asked(publishedOf(await baseOf([...CALLS, old])))
    const before = await shown.get('/calendar.ics')
    shown.setNow(Date.parse('2023-03-20T14:59:59Z'))
    expect((await shown.get('/calendar.ics')).headers.get('etag')).toBe(before.headers.get('etag'))
    shown.setNow(Date.parse('2023-03-20T15:00:00Z'))
    const after = await shown.get('/calendar.ics')
    expect(after.headers.get('last-modified')).toBe('Mon, 20 Mar 2023 15:00:00 GMT')
    expect([(await before.text()).includes('지난 공고'), (await after.text()).includes('지난 공고')]).toEqual(
      [true, false],
    )
  })

  test('a store that cannot keep stamps, is told of and the feed is served all the same', async () => {
    const stamps = {
      read: async () => {
        throw new Error('the store is down')
      },
      write: async () => {},
    }
    const { get, problems } = asked(SAMPLE, { stamps })
    expect((await get('/calendar.ics')).status).toBe(200)
    expect(problems).toEqual(['the time of the last change of an address could not be kept'])
  })
})

test('a store that never answers for one address, keeps no other waiting', async () => {
  const stamps = {
    read: (address: string) =>
      address.startsWith('feed') ? new Promise<never>(() => {}) : Promise.resolve(null),
    write: async () => {},
  }
  const { get } = asked(SAMPLE, { stamps })
  void get('/calendar.ics')
  expect([(await get('/')).status, (await get('/programmes.json')).status]).toEqual([200, 200])
})

describe('before there is anything', () => {
  test('a feed without entries, is 503 with Retry-After, and the page says so', async () => {
    const { get } = asked(publishedOf(await baseOf([])))
    for (const path of ['/calendar.ics', '/calendars/open-innovation.ics', '/calendar.ics?field=AI']) {
      const answer = await get(path)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3600'])
      expect(await answer.text()).not.toContain('VCALENDAR')
    }
    expect(await (await get('/?lang=ko')).text()).toContain('첫 마감이 들어오면 구독할 수 있습니다.')
  })

  test('no knowledge base at all, still has a page', async () => {
    const { get } = asked(publishedOf())
    expect((await get('/')).status).toBe(200)
    expect((await get('/calendar.ics')).status).toBe(503)
  })
})

describe('filtered feeds', () => {
  const titles = async (answer: Response) =>
    [...(await answer.text()).replaceAll('\r\n ', '').matchAll(/SUMMARY:(.*)\r/g)].map(([, title]) => title)

  test('a field, keeps the programmes that name it as a word', async () => {
    const found = await titles(await plain().get('/calendar.ics?field=AI'))
    expect(found).toEqual([
      '[마감] 한솔 V 프론티어스(FRONTIERS) 4기',
      '[마감] 2023 INNOX 오픈이노베이션 2기',
      '[마감] 서울 AI 허브 입주기업 모집',
      '[마감] 2023 Weconomy Startup Challenge 참여 스타트업 모집',
    ])
  })

  test('field and host, must both fit, and several of one are either', async () => {
    const found = await titles(
      await plain().get('/calendars/open-innovation.ics?field=AI&field=바이오&host=창업진흥원'),
    )
    expect(found).toEqual(['[마감] 초기창업패키지 창업기업 모집'])
  })

  test('a question, stands behind the name that a calendar shows', async () => {
    const { get } = plain()
    const name = async (path: string) => /\r\nX-WR-CALNAME:(.*)\r/.exec(await (await get(path)).text())?.[1]
    expect([
      await name('/calendar.ics'),
      await name('/calendar.ics?field=AI&host=SBA'),
      await name('/calendars/open-innovation.ics?q=PoC&field=바이오'),
      await name('/history.ics?field=AI'),
    ]).toEqual([
      '오픈이노베이션 마감',
      '오픈이노베이션 마감 · AI\\, SBA',
      '오픈이노베이션 마감 · 바이오\\, PoC',
      '오픈이노베이션 마감 · AI',
    ])
  })

  test('the same question in another order, is the same answer', async () => {
    const { get } = plain()
    const [a, b] = [
      await get('/calendar.ics?field=바이오&field=AI'),
      await get('/calendar.ics?host=&field=AI&field=바이오&field=AI'),
    ]
    expect(a.headers.get('etag')).toBe(b.headers.get('etag'))
  })

  test('a named filter of the settings, has its own address and name', async () => {
    const base = await baseOf(CALLS, {
      filters: [{ slug: 'ai', title: 'AI', field: ['AI'], target: [], host: [] }],
    })
    const { get } = asked(publishedOf(base))
    const text = await (await get('/calendars/open-innovation/ai.ics')).text()
    expect(text).toContain('NAME:오픈이노베이션 마감 · AI\r\n')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(4)
  })
})

describe('one entry', () => {
  test('its address, gives that event alone with the UID of the feed', async () => {
    const { get } = plain()
    const id = CALLS[1]?.entries[0]?.id ?? ''
    const answer = await get(`/entries/${id}.ics`)
    const text = await answer.text()
    expect(text.match(/UID:.*/g)).toEqual([`UID:${id}@magam\r`.trim()])
    const feed = await (await get('/calendar.ics')).text()
    const event = feed.match(/BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/g)?.find((one) => one.includes(id))
    // A name, a colour or a time to refresh would make Outlook open it as a calendar of its own.
    expect(text).toBe(
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Magam//Magam//KO\r\nCALSCALE:GREGORIAN\r\n${event}END:VCALENDAR\r\n`,
    )
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="${id}.ics"; filename*=UTF-8''${id}.ics`,
    )
  })
})

describe('private feeds', async () => {
  const { newFeedToken } = await import('../../src/serve/secrets.ts')
  const [first, second] = [newFeedToken(), newFeedToken()]
  const hidden = (tokens: string[]) =>
    baseOf(CALLS, { slug: 'inside', title: '내부', access: 'private', tokens })

  test('the right token, opens the feed for this client only and the feed does not hold it', async () => {
    const { get } = asked(publishedOf(await hidden([first.sha256])))
    const answer = await get(`/private/${first.token}/inside.ics`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=900'])
    expect(await answer.text()).not.toContain(first.token)
    expect((await get(`/private/${first.token}/inside/history.ics`)).status).toBe(200)
  })

  test('a wrong token, a public slug and no slug, are the same 404', async () => {
    const { get } = asked(publishedOf(await hidden([first.sha256]), await baseOf(CALLS)))
    const answers = await Promise.all(
      [
        '/private/x/inside.ics',
        `/private/${second.token}/inside.ics`,
        `/private/${first.token}/none.ics`,
        `/private/${first.token}/open-innovation.ics`,
        '/calendars/inside.ics',
        '/calendars/inside',
      ].map((path) => get(path)),
    )
    const bodies = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))
    expect(bodies).toEqual(bodies.map(() => [404, 'There is nothing here.\n']))
  })

  test('ten thousand guesses, are all the same 404', async () => {
    const { get } = asked(publishedOf(await hidden([first.sha256])))
    const answers = new Set<string>()
    for (let n = 0; n < 10_000; n += 1) {
      const guess = n < 5_000 ? newFeedToken().token : first.token.slice(0, n % 43)
      const answer = await get(`/private/${encodeURIComponent(guess || ' ')}/inside.ics`)
      answers.add(JSON.stringify([answer.status, [...answer.headers], await answer.text()]))
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toContain('404')
  })

  test('a rotated token, is 404 at once and both work in between', async () => {
    const shown = asked(publishedOf(await hidden([first.sha256, second.sha256])))
    const status = async (token: string) => (await shown.get(`/private/${token}/inside.ics`)).status
    expect([await status(first.token), await status(second.token)]).toEqual([200, 200])
    shown.show(publishedOf(await hidden([second.sha256])))
    expect([await status(first.token), await status(second.token)]).toEqual([404, 200])
  })

  test('a private knowledge base, is named nowhere', async () => {
    const canary = programmeOf({ name: '비밀 공고 canary' })
    const secret = await baseOf(
      [canary],
      { slug: 'canary', title: 'canary', access: 'private', tokens: [first.sha256] },
      { lastGoodRun: null },
    )
    const { get } = asked(publishedOf(await baseOf(CALLS), secret))
    for (const path of [
      '/',
      '/?q=canary',
      '/calendar.ics',
      '/history.ics',
      '/programmes.json',
      '/feed.atom',
      '/metrics',
      '/readyz',
      '/nothing',
    ]) {
      const answer = await get(path, { accept: 'text/html' })
      const text = (await answer.text()).replaceAll('value="canary"', '').replaceAll('q=canary', '')
      expect({ path, found: /canary/.exec(text)?.[0] }).toEqual({ path, found: undefined })
    }
  })
})

describe('the owner', () => {
  const finding = {
    code: 'not-understood',
    column: '지원 접수 기간',
    text: '<b>추후 공지</b>',
    needsPerson: true,
    place: {
      documentTitle: '오픈이노베이션',
      documentUrl: 'https://app.notion.com/p/secret-page',
      tableTitle: '진행 사업',
      row: 3,
    },
    problem: { ko: '날짜를 찾지 못했습니다.', en: 'No date was found.' },
    mend: { ko: '2023.03.30(목) 23:59까지', en: '2023.03.30(목) 23:59까지' },
  }

  test('findings, are shown to the admin token and to no one else', async () => {
    const { get } = asked(publishedOf(await baseOf(CALLS, {}, { findings: [finding] })))
    for (const path of ['/', '/programmes.json', '/metrics', '/calendar.ics']) {
      expect(await (await get(path)).text()).not.toMatch(/secret-page|추후 공지/)
    }
    expect((await get('/owner')).status).toBe(401)
    expect((await get('/owner', { authorization: 'Bearer wrong' })).status).toBe(401)
    const basic = `Basic ${Buffer.from(`owner:${ADMIN}`).toString('base64')}`
    for (const authorization of [basic, `Bearer ${ADMIN}`]) {
      const answer = await get('/owner', { authorization })
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
      const html = await answer.text()
      expect(html).toContain('&lt;b&gt;추후 공지&lt;/b&gt;')
      expect(html).toContain('secret-page')
    }
  })

  test('a sync, is asked for with the bearer token only', async () => {
    const { app, synced } = plain()
    const post = async (path: string, authorization: string) =>
      (await app.request(path, { method: 'POST', headers: { authorization } })).status
    const basic = `Basic ${Buffer.from(`owner:${ADMIN}`).toString('base64')}`
    expect([
      await post('/api/sync', ''),
      await post('/api/sync', basic),
      await post('/api/sync', `Bearer ${ADMIN}x`),
    ]).toEqual([401, 401, 401])
    expect([
      await post('/api/sync', `Bearer ${ADMIN}`),
      await post('/api/sync?calendar=open-innovation', `Bearer ${ADMIN}`),
    ]).toEqual([202, 202])
    expect(synced).toEqual([null, 'open-innovation'])
    const headers = { authorization: `Bearer ${ADMIN}` }
    const lost = await app.request('/api/sync?calendar=unknown', { method: 'POST', headers })
    expect([lost.status, await lost.text()]).toEqual([
      404,
      'There is no calendar of that name; nothing was asked for.\n',
    ])
    expect(synced).toHaveLength(2)
  })

  test('without an admin token, there is no owner page and no sync', async () => {
    const { get, app } = asked(SAMPLE, { adminToken: null })
    expect((await get('/owner', { authorization: 'Bearer ' })).status).toBe(401)
    expect((await app.request('/api/sync', { method: 'POST' })).status).toBe(404)
  })
})

describe('health', () => {
  test('a good run of long ago, is alive and not ready', async () => {
    const { get, setNow } = plain()
    setNow(NOW + 181 * 60_000)
    expect((await get('/healthz')).status).toBe(200)
    const answer = await get('/readyz')
    expect([answer.status, await answer.text()]).toEqual([
      503,
      'open-innovation: the last good run was at 2023-03-20T00:00:00Z, more than 180 minutes ago\n',
    ])
  })

  test('metrics, count by route and status and can be kept for the owner', async () => {
    const { get } = plain()
    await get('/calendars/open-innovation.ics')
    await get('/calendars/none.ics')
    const text = await (await get('/metrics')).text()
    expect(text).toContain('magam_http_requests_total{route="/calendars/:file",status="200"} 1')
    expect(text).toContain('magam_http_requests_total{route="/calendars/:file",status="404"} 1')
    expect(text).toContain('magam_published_entries{calendar="open-innovation"} 10')
    const kept = asked(SAMPLE, { server: { metrics: 'admin' } })
    expect((await kept.get('/metrics')).status).toBe(401)
    expect((await kept.get('/metrics', { authorization: `Bearer ${ADMIN}` })).status).toBe(200)
  })
})

test('a client that asks too often, is told to wait, and another is not', async () => {
  const { app } = asked(SAMPLE, { server: { requestsPerMinute: 3, trustProxy: 1 } })
  const ask = async (address: string) =>
    app.request('/healthz', { headers: { 'x-forwarded-for': `1.1.1.1, ${address}` } })
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) statuses.push((await ask('2.2.2.2')).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
  expect((await ask('2.2.2.2')).headers.get('retry-after')).toBe('60')
  expect((await ask('3.3.3.3')).status).toBe(200)
})

test('files of the page that never change, are given to any number behind one address, and count for none', async () => {
  const { get } = asked(SAMPLE, { server: { requestsPerMinute: 2 } })
  const html = await (await get('/')).text()
  const [style] = html.match(/\/assets\/page\.[^"]*\.css/) ?? []
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) statuses.push((await get(style ?? '')).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200])
  expect([(await get('/')).status, (await get('/')).status]).toEqual([200, 429])
})

test('a private token that is asked too often, is told to wait from wherever it is asked; a wrong one never', async () => {
  const { newFeedToken } = await import('../../src/serve/secrets.ts')
  const { token, sha256 } = newFeedToken()
  const base = await baseOf(CALLS, { slug: 'inside', access: 'private', tokens: [sha256] })
  const { app } = asked(publishedOf(base), { server: { requestsPerMinute: 3, trustProxy: 1 } })
  const statuses = async (path: string, from: string) => {
    const found: number[] = []
    for (let n = 0; n < 5; n += 1) {
      const headers = { 'x-forwarded-for': `${from}.${n}` }
      found.push((await app.request(path, { headers })).status)
    }
    return found
  }
  expect(await statuses(`/private/${token}/inside.ics`, '1.1.1')).toEqual([200, 200, 200, 429, 429])
  expect(await statuses('/private/made-up/inside.ics', '2.2.2')).toEqual([404, 404, 404, 404, 404])
})

describe('made-up questions', () => {
  test('values that nobody has beside one that is had, are the answer to that one', async () => {
    const { get } = plain()
    const tag = async (path: string) => (await get(path)).headers.get('etag')
    expect(await tag('/?field=AI&field=made-up&host=x&host=LG전자')).toBe(await tag('/?field=AI&host=LG전자'))
    expect(await tag('/calendar.ics?field=made-up&field=AI')).toBe(await tag('/calendar.ics?field=AI'))
    expect(await (await get('/?field=made-up&lang=ko')).text()).toContain('조건에 맞는 공고가 없습니다.')
    expect((await get('/calendar.ics?field=made-up&field=another')).status).toBe(503)
  })

  test('months that nothing could lie in, are the present one', async () => {
    const { get } = plain()
    const present = (await get('/')).headers.get('etag')
    for (const month of ['0001-01', '9999-12', '2021-02', '2025-04', '2023-13', 'x']) {
      expect((await get(`/?month=${month}`)).headers.get('etag')).toBe(present)
    }
    expect((await get('/?month=2025-03')).headers.get('etag')).not.toBe(present)
  })

  test('a question that is being drawn, keeps no fixed address waiting', async () => {
    const { get } = plain()
    const order: string[] = []
    const asking = Array.from({ length: 20 }, async (_, n) => {
      await get(`/?q=${n}`, { 'accept-encoding': 'br' })
      order.push('question')
    })
    await get('/healthz')
    order.push('health')
    await Promise.all(asking)
    expect([order[0], order.length]).toEqual(['health', 21])
  })
})

test('the page, speaks the language of the question, else of the browser, else of the settings', async () => {
  const { get } = plain()
  const language = async (path: string, accept?: string) => {
    const answer = await get(path, accept === undefined ? {} : { 'accept-language': accept })
    return /<html lang="(..)"/.exec(await answer.text())?.[1]
  }
  expect(await language('/?lang=en', 'ko')).toBe('en')
  expect(await language('/', 'fr, en-GB;q=0.8, ko;q=0.5')).toBe('en')
  expect(await language('/', 'ko-KR,en;q=0.9')).toBe('ko')
  expect(await language('/', 'fr')).toBe('ko')
  expect(await language('/?lang=xx')).toBe('ko')
})

import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type RunningServer, serveApp } from '../../src/serve/server.ts'
import { asked } from './asking.ts'
import { baseOf, CALLS, publishedOf } from './sample.ts'

const SAMPLE = publishedOf(await baseOf(CALLS))
const running: RunningServer[] = []

async function served(options: Parameters<typeof asked>[1] = {}): Promise<RunningServer> {
  const server = await serveApp(asked(SAMPLE, options).app, { port: 0, host: '127.0.0.1' })
  running.push(server)
  return server
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop(0)
})

/** What comes back for raw bytes: a request line that no client library would send. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
      if (!text.includes('Connection: close')) socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

test('over a socket, a feed is its bytes with their length and HEAD has the same headers', async () => {
  const { port } = await served()
  const got = await raw(port, 'GET /calendar.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const head = await raw(port, 'HEAD /calendar.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const [headers = '', body = ''] = got.split('\r\n\r\n')
  expect(Number(/content-length: (\d+)/i.exec(headers)?.[1])).toBe(Buffer.byteLength(body))
  const named = (text: string) =>
    text
      .split('\r\n')
      .map((line) => line.toLowerCase())
      .filter((line) => !line.startsWith('date:'))
      .sort()
  expect(named(head.replace(/\r\n\r\n$/, ''))).toEqual(named(headers))
})

test('hostile request lines and headers, are answered 4xx and the server goes on', async () => {
  const { port } = await served()
  const bad = [
    'GET /calendar.ics HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /entries/%0d%0aSet-Cookie:a.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    'GET /calendars/%EC%98%A4%ED%94%88.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'BREW / HTTP/1.1\r\nHost: x\r\n\r\n',
  ]
  for (const text of bad) {
    const answer = await raw(port, text)
    expect({ text: text.slice(0, 60), status: /^HTTP\/1\.1 (4\d\d)/.exec(answer)?.[1] }).toMatchObject({
      status: expect.stringMatching(/^4/),
    })
    expect(answer.toLowerCase()).not.toContain('set-cookie')
  }
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})

test('two hundred hostile questions, make no error and no extra header', async () => {
  const { app, problems } = asked(SAMPLE)
  const bits = [
    '\r\nX: 1',
    '한글',
    '"',
    "'",
    '<script>',
    '%00',
    '\u202e',
    ';',
    ',',
    '../',
    '\\',
    '{{7*7}}',
    'a'.repeat(500),
    '\ud800',
  ]
  for (let n = 0; n < 200; n += 1) {
    const payload = `${bits[n % bits.length]}${bits[(n * 7 + 3) % bits.length]}${n}`
    const value = encodeURIComponent(payload.toWellFormed())
    for (const path of [
      `/?q=${value}&field=${value}`,
      `/calendar.ics?host=${value}`,
      `/calendars/${value}.ics`,
      `/entries/${value}.ics`,
    ]) {
      const answer = await app.request(path)
      expect([200, 404, 503]).toContain(answer.status)
      expect(answer.headers.get('x')).toBeNull()
    }
  }
  expect(problems).toEqual([])
})

test('the port of another, is said with what to do', async () => {
  const { port } = await served()
  await expect(serveApp(asked(SAMPLE).app, { port, host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'server-cannot-listen',
    hint: 'Another program listens there: stop it, or choose another port with `--port` or `server.port`.',
  })
})

test('a stop, lets the answer under way finish and takes no new connection', async () => {
  let finish = (_known: boolean) => {}
  const waiting = new Promise<boolean>((resolve) => {
    finish = resolve
  })
  const server = await served({ requestSync: () => waiting })
  const answer = new Promise<number>((resolve, reject) => {
    const headers = { authorization: 'Bearer the-admin-token' }
    const asking = request(
      { port: server.port, host: '127.0.0.1', path: '/api/sync', method: 'POST', headers },
      (answered) => resolve(answered.statusCode ?? 0),
    )
    asking.on('error', reject)
    asking.end()
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const stopping = server.stop()
  await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow()
  finish(true)
  expect(await answer).toBe(202)
  await stopping
})

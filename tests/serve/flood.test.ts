import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type RunningServer, serveApp } from '../../src/serve/server.ts'
import { shelf } from '../../src/serve/shelf.ts'
import { stampsInMemory } from '../../src/serve/view.ts'
import { asked } from './asking.ts'
import { baseOf, CALLS, publishedOf } from './sample.ts'

const SAMPLE = publishedOf(await baseOf(CALLS))
let server: RunningServer | null = null
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await server?.stop(0)
  server = null
})

const serve = async (patienceMs?: number) => {
  server = await serveApp(
    asked(SAMPLE, { webhook: NO_WEBHOOK }).app,
    { port: 0, host: '127.0.0.1' },
    patienceMs,
  )
  return server.port
}
const NO_WEBHOOK = {
  takesToken: false,
  token: async () => 'token',
  keepToken: async () => false,
  firstTime: async () => true,
  onEvent: () => {},
}

/** Status of one request; null when the server cut it off. */
function ask(port: number, path: string, agent?: Agent): Promise<number | null> {
  return new Promise((resolve) => {
    const asking = request({ port, path, host: '127.0.0.1', ...(agent && { agent }) }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? null))
    })
    asking.on('error', () => resolve(null)).end()
  })
}

/** Sends the head of a POST and then `chunk` again and again until the server answers or cuts; gives what came back. */
function pour(
  port: number,
  path: string,
  chunk: Buffer,
  most: number,
): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    let answer = ''
    let sent = 0
    const more = () => {
      while (sent < most && answer === '' && !socket.destroyed) {
        socket.write(`${chunk.length.toString(16)}\r\n`)
        sent += chunk.length
        socket.write(chunk)
        if (!socket.write('\r\n')) return
      }
    }
    socket.on('drain', more).on('error', () => {})
    socket.on('data', (data) => {
      answer += String(data)
      socket.end()
    })
    socket.on('close', () => resolve({ answer, sent }))
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`)
    more()
  })
}

test('two thousand requests, 64 at once, are all answered, and so is health among them', async () => {
  const port = await serve()
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const paths = [
    '/',
    '/calendar.ics',
    '/programmes.json',
    '/feed.atom',
    '/nothing',
    '/calendars/open-innovation.ics',
  ]
  const flood = Array.from({ length: 2_000 }, (_, at) => ask(port, paths[at % paths.length] ?? '/', agent))
  const health = await Promise.all(Array.from({ length: 20 }, () => ask(port, '/healthz')))
  const statuses = new Map<number | null, number>()
  for (const status of await Promise.all(flood)) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  agent.destroy()
  expect(health).toEqual(Array(20).fill(200))
  expect(statuses).toEqual(
    new Map([
      [200, 1_667],
      [404, 333],
    ]),
  )
})

test('two hundred clients that never end their request, keep no other waiting and are cut off', async () => {
  const port = await serve(400)
  let cut = 0
  for (let nth = 0; nth < 200; nth += 1) {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n'))
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 100)
    socket.resume().on('error', () => {})
    socket.on('close', () => {
      clearInterval(drip)
      cut += 1
    })
    sockets.push(socket)
  }
  expect(await Promise.all([ask(port, '/healthz'), ask(port, '/'), ask(port, '/calendar.ics')])).toEqual([
    200, 200, 200,
  ])
  await expect.poll(() => cut, { timeout: 10_000 }).toBe(200)
  expect(await ask(port, '/healthz')).toBe(200)
})

test('a body without an end, is refused after little of it', async () => {
  const port = await serve()
  const chunk = Buffer.alloc(16_384, 97)
  const webhook = await pour(port, '/webhooks/notion', chunk, 200_000_000)
  expect(webhook.answer).toMatch(/^HTTP\/1\.1 413/)
  const elsewhere = await pour(port, '/calendar.ics', chunk, 200_000_000)
  expect(elsewhere.answer).toMatch(/^HTTP\/1\.1 405/)
  // What the sockets of both sides hold on top of the limit; far from the whole.
  expect(webhook.sent + elsewhere.sent).toBeLessThan(40_000_000)
  expect(await ask(port, '/healthz')).toBe(200)
})

test('addresses made up by a stranger, are forgotten again', async () => {
  const bodies = shelf(stampsInMemory(), () => 0)
  for (let nth = 0; nth < 70_000; nth += 1) await bodies.make(`page ko ${nth}`, 'stamped', () => null)
  expect(bodies.get('page ko 0')).toBeUndefined()
  expect(bodies.get('page ko 69999')).toBeNull()
})

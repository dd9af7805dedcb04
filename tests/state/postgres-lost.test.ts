import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openStore } from '../../src/state/open.ts'

let server: Server | null = null
afterEach(() => server?.close())

/** What a PostgreSQL server sends to say that it lets one in and waits: AuthenticationOk, ReadyForQuery. */
const WELCOME = Buffer.from('5200000008000000005a0000000549', 'hex')

/** A server that lets everybody in and breaks off at the first question. */
async function breakingOff(): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const talk = (socket: Socket) => {
    let isIn = false
    socket.on('error', () => {})
    socket.on('data', () => {
      if (isIn) {
        asked += 1
        socket.resetAndDestroy()
      } else socket.write(WELCOME)
      isIn = true
    })
  }
  server = createServer(talk)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `postgres://magam@127.0.0.1:${port}/magam`, asked: () => asked }
}

test('a connection that breaks off while it is asked, is trouble with the state and does not end the process', async () => {
  const unheard: unknown[] = []
  const keep = (error: unknown) => void unheard.push(error)
  process.on('uncaughtException', keep)
  const { url, asked } = await breakingOff()
  const opened = openStore(url)
  await expect(opened).rejects.toMatchObject({ code: 'state-unreachable' })
  await sleep(50)
  process.off('uncaughtException', keep)
  expect([unheard, asked()]).toEqual([[], 1])
})

import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'

// Clients in a process of their own, so that what they take is not taken from who is measured: each message is a thing to
// do, answered with what came of it.

export type Flood = {
  readonly kind: 'flood'
  readonly port: number
  /** Asked in turn; `#` becomes the number of the request. */
  readonly paths: readonly string[]
  readonly count: number
  readonly atOnce: number
}
export type Slow = { readonly kind: 'slow'; readonly port: number; readonly clients: number }
export type Release = { readonly kind: 'release' }
export type Flooded = {
  /** Of all answers, in ms. */
  readonly p99: number
  readonly max: number
  readonly ms: number
  readonly statuses: Readonly<Record<string, number>>
}

/** Each request comes from an address of its own, as a flood from many machines through a proxy does. */
async function flood({ port, paths, count, atOnce }: Flood): Promise<Flooded> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const times: number[] = []
  const statuses: Record<string, number> = {}
  let next = 0
  const start = performance.now()
  const client = async () => {
    while (next < count) {
      const number = next++
      const path = paths[number % paths.length]?.replaceAll('#', `${process.hrtime.bigint()}`) ?? '/'
      const asked = performance.now()
      const status = await ask(agent, port, path, number)
      times.push(performance.now() - asked)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  agent.destroy()
  const sorted = times.sort((a, b) => a - b)
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
  return { p99, max: sorted.at(-1) ?? 0, ms: performance.now() - start, statuses }
}

function ask(agent: Agent, port: number, path: string, number: number): Promise<number> {
  const headers = {
    'accept-encoding': ['gzip, br', 'gzip', 'identity'][number % 3],
    accept: 'text/html,*/*',
    'x-forwarded-for': `198.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
  }
  return new Promise((resolve, reject) => {
    get({ agent, port, path, host: '127.0.0.1', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    }).on('error', reject)
  })
}

const slow = new Set<Socket>()

/** Clients that send a header line a second and never end their request, and come again when they are cut off. */
function openSlow(port: number, clients: number): Promise<unknown> {
  const open = () =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('GET / HTTP/1.1\r\nHost: x\r\n')
        resolve()
      })
      const drip = setInterval(() => socket.write('X-A: b\r\n'), 1_000)
      slow.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          clearInterval(drip)
          if (slow.delete(socket)) void open()
        })
    })
  return Promise.all(Array.from({ length: clients }, open))
}

function release(): void {
  const sockets = [...slow]
  slow.clear()
  for (const socket of sockets) socket.destroy()
}

process.on('message', async (order: Flood | Slow | Release) => {
  if (order.kind === 'flood') process.send?.(await flood(order))
  else {
    if (order.kind === 'slow') await openSlow(order.port, order.clients)
    else release()
    process.send?.(null)
  }
})

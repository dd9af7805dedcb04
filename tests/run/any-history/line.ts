import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is told of each request that goes through a line; what it waits for, the request waits for. */
export type Toll = (side: 'before' | 'after') => Promise<void>

/** The way of one process to one service: every request passes a toll before it is sent and before its answer is given. */
export type Line = { readonly url: string; close(): Promise<void> }

/** Opens a line to the server at `target`. A toll that never lets pass is a process that will never hear its answer. */
export async function line(target: string, toll: Toll): Promise<Line> {
  const agent = new Agent({ keepAlive: true })
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await wholeBody(incoming)
    await toll('before')
    const { method = 'GET', headers, url = '/' } = incoming
    const onward = send(new URL(url, target), { method, headers, agent }, (answer) => {
      wholeBody(answer)
        .then(async (bytes) => {
          await toll('after')
          const { 'transfer-encoding': _chunked, ...given } = answer.headers
          outgoing.writeHead(answer.statusCode ?? 502, given).end(bytes)
        })
        .catch(() => outgoing.socket?.resetAndDestroy())
    })
    onward.on('error', () => outgoing.socket?.resetAndDestroy())
    onward.end(body)
  }
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.socket?.resetAndDestroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function wholeBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

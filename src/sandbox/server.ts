import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Fault, type Faults, faultScript } from './faults.ts'

/** A request as a sandbox handler sees it. `path` is decoded per segment by the handler; `body` is raw. */
export type SandboxRequest = {
  readonly number: number
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** `body` of an object is sent as JSON; a string as it is; null as no body. */
export type SandboxAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: object | string | null
}

/** One line of the request log, kept for tests and for people. */
export type LoggedRequest = {
  readonly number: number
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly status: number
  readonly fault: Fault['kind'] | null
}

export type SandboxServer = {
  readonly url: string
  readonly faults: Faults
  readonly requests: readonly LoggedRequest[]
  forgetRequests(): void
  close(): Promise<void>
}

type Handler = (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>

const MAX_BODY = 5_000_000

/**
 * A loopback HTTP server around one handler: numbers and logs requests and plays the scripted faults.
 * `failure` words a status fault the way the imitated service words it; `made` is the answer that gets lost (null: nothing was done). `limit`, when given, may answer (429) before anything else.
 * Rejects when the port is taken.
 */
export async function startSandboxServer(options: {
  handle: Handler
  failure: (
    fault: Extract<Fault, { kind: 'status' }>,
    request: SandboxRequest,
    made: SandboxAnswer | null,
  ) => SandboxAnswer
  limit?: (request: SandboxRequest) => SandboxAnswer | null
  port?: number
}): Promise<SandboxServer> {
  const faults = faultScript()
  let requests: LoggedRequest[] = []
  let count = 0
  const server = createServer((incoming, outgoing) => {
    serveOne(incoming, outgoing).catch((error: unknown) => {
      // A throw here is a bug of the sandbox itself: show it loudly rather than imitate a service failure.
      outgoing
        .writeHead(599, { 'content-type': 'text/plain' })
        .end(String(error instanceof Error ? error.stack : error))
    })
  })
  async function serveOne(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    count += 1
    const number = count
    const url = new URL(incoming.url ?? '/', 'http://sandbox')
    const body = await readBody(incoming)
    const request: SandboxRequest = {
      number,
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
    }
    const log = (status: number, fault: Fault['kind'] | null) => {
      requests.push({
        number,
        method: request.method,
        path: request.path,
        query: url.search,
        body: body.toString('utf8'),
        status,
        fault,
      })
    }
    const limited = options.limit?.(request)
    if (limited) {
      log(limited.status, null)
      return send(outgoing, limited)
    }
    const fault = faults.next({ number, method: request.method, path: request.path })
    if (fault?.kind === 'slow') await sleep(fault.ms)
    if (fault?.kind === 'status' && fault.when === 'before') {
      log(fault.status, fault.kind)
      return send(outgoing, options.failure(fault, request, null))
    }
    if (fault?.kind === 'html') {
      log(fault.status, fault.kind)
      return send(outgoing, {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>',
      })
    }
    if (fault?.kind === 'reset' && fault.when === 'before') {
      log(0, fault.kind)
      return void outgoing.socket?.resetAndDestroy()
    }
    if (fault?.kind === 'hang' && fault.when === 'before') {
      log(0, fault.kind)
      return
    }
    const answer = await options.handle(request)
    log(answer.status, fault?.kind ?? null)
    if (fault?.kind === 'status') return send(outgoing, options.failure(fault, request, answer))
    if (fault?.kind === 'reset') return void outgoing.socket?.resetAndDestroy()
    if (fault?.kind === 'hang') return
    send(outgoing, answer, fault?.kind === 'truncate')
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    get requests() {
      return requests
    },
    forgetRequests() {
      requests = []
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(outgoing: ServerResponse, answer: SandboxAnswer, truncate = false): void {
  const text =
    answer.body === null ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const bytes = Buffer.from(text)
  const type =
    typeof answer.body === 'object' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8'
  const headers = { 'content-type': type, ...answer.headers }
  if (!truncate) {
    outgoing.writeHead(answer.status, { ...headers, 'content-length': String(bytes.length) }).end(bytes)
    return
  }
  // A cut answer that still ends cleanly: what a broken gateway gives. The client sees status 200 and half a JSON text.
  outgoing.writeHead(answer.status, headers).end(bytes.subarray(0, Math.floor(bytes.length / 2)))
}

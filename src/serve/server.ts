import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { Failure } from '../lib/failure.ts'
import type { ServerOptions } from './options.ts'
import type { Env } from './request.ts'

export type RunningServer = {
  readonly port: number
  /** Takes no new connections, lets answers under way finish for up to `graceMs`, then cuts what is left. */
  stop(graceMs?: number): Promise<void>
}

const GRACE_MS = 5_000
const SWEEP_MS = 50

/**
 * Serves the app on the set port and host. `patienceMs` is how long a client may take for the head of its request: three
 * times as long for the whole of it. Rejects with a `Failure` when the port cannot be had.
 */
export async function serveApp(
  app: Hono<Env>,
  { port, host }: Pick<ServerOptions, 'port' | 'host'>,
  patienceMs = 10_000,
): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    // A slow client must not hold a connection.
    serverOptions: {
      headersTimeout: patienceMs,
      requestTimeout: 3 * patienceMs,
      keepAliveTimeout: patienceMs / 2,
      connectionsCheckingInterval: patienceMs / 2,
      maxHeaderSize: 16_384,
    },
  }) as Server
  server.setTimeout(60_000)
  server.maxRequestsPerSocket = 10_000
  server.maxConnections = 2_000
  await listening(server, port, host)
  return {
    port: (server.address() as AddressInfo).port,
    stop: (graceMs = GRACE_MS) => stopped(server, graceMs),
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const hint =
        cause.code === 'EADDRINUSE'
          ? 'Another program listens there: stop it, or choose another port with `--port` or `server.port`.'
          : 'Check `server.host` and `server.port`.'
      reject(new Failure('server-cannot-listen', `cannot listen at ${host}:${port}`, { cause, hint }))
    })
    server.listen(port, host, resolve)
  })
}

function stopped(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is kept alive falls idle only once its answer is out: look again until none is left.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
    const end = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(end)
      resolve()
    })
    server.closeIdleConnections()
  })
}

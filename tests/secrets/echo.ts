import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A service that answers every request with its own headers and body in the words of its refusal, in each shape. */
export async function echoServer(status: number) {
  const server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += String(chunk)
    const heard = `${incoming.method} ${incoming.url} ${JSON.stringify(incoming.headers)} ${body} ${decodeURIComponent(body.replaceAll('+', ' '))}`
    const answer = {
      object: 'error',
      status,
      code: 'validation_error',
      message: heard,
      error: { code: status, message: heard, errors: [{ reason: 'invalid', message: heard }] },
      error_description: heard,
    }
    const text = incoming.url?.includes('token') ? { ...answer, error: 'invalid_grant' } : answer
    outgoing.writeHead(status, { 'content-type': 'application/json', 'x-heard': encodeURIComponent(heard) })
    outgoing.end(JSON.stringify(text))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

import { connect, type Socket } from 'node:net'

/** How often a server answers in `ms` over `connections` kept alive, each asking again as soon as it is answered. */
export async function load(port: number, request: string, connections: number, ms: number): Promise<number> {
  let answered = 0
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(port)))
  const bytes = Buffer.from(request)
  for (const socket of sockets) {
    socket.on(
      'data',
      answers(() => {
        answered += 1
        socket.write(bytes)
      }),
    )
  }
  for (const socket of sockets) socket.write(bytes)
  await new Promise((resolve) => setTimeout(resolve, ms))
  for (const socket of sockets) socket.destroy()
  return answered
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

/** Counts whole answers in a stream of bytes: a head, and as many bytes as it announces. */
function answers(done: () => void): (chunk: Buffer) => void {
  let head = ''
  let left = 0
  return (chunk) => {
    let at = 0
    if (left === 0) {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return
      const status = head.slice(9, 12)
      if (status !== '200' && status !== '304') throw new Error(`answered ${status}`)
      const length = status === '304' ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1])
      at = chunk.length - (head.length - end - 4)
      head = ''
      left = length
    }
    left -= chunk.length - at
    if (left === 0) done()
  }
}

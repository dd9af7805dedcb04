import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTcp } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { alertDue, alertText, type Health, sendAlert } from '../../src/run/alert.ts'

const health = (change: Partial<Health>): Health => ({
  knowledgeBase: 'open-innovation',
  since: '2026-03-01T00:00:00Z',
  lastSuccess: null,
  alertedAt: null,
  ...change,
})
const HOUR = 3_600_000

describe('alert', () => {
  test.each([
    ['never succeeded, time not up', {}, '2026-03-01T05:59:59Z', null],
    ['never succeeded, time up', {}, '2026-03-01T06:00:00Z', 'raise'],
    ['succeeded lately', { lastSuccess: '2026-03-01T03:00:00Z' }, '2026-03-01T06:00:00Z', null],
    ['silent too long, told already', { alertedAt: '2026-03-01T06:00:00Z' }, '2026-03-02T06:00:00Z', null],
    [
      'works again',
      { lastSuccess: '2026-03-02T05:00:00Z', alertedAt: '2026-03-01T06:00:00Z' },
      '2026-03-02T06:00:00Z',
      'clear',
    ],
  ] as const)('%s', (_case, change, now, due) => {
    expect(alertDue(health(change), now, 6 * HOUR)).toBe(due)
  })

  test('words, failing, name the base, the cause and the mend', () => {
    expect(
      alertText('raise', health({ lastSuccess: '2026-03-01T00:00:00Z' }), 'Notion refused the token'),
    ).toBe(
      'Magam: `open-innovation` has not been synced. Last success: 2026-03-01T00:00:00Z.\n' +
        'Cause: Notion refused the token\n' +
        'Run `magam doctor` where Magam runs: it checks every link and says how to mend it.',
    )
  })
})

describe('sending', () => {
  const closing: (() => void)[] = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  async function webhook(status: number) {
    const bodies: string[] = []
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      bodies.push(body)
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`, bodies }
  }

  /** The smallest SMTP server: takes every mail and keeps what was said. */
  async function mailServer() {
    const said: string[] = []
    const server = createTcp((socket) => {
      let inData = false
      socket.write('220 test\r\n')
      socket.on('data', (data) => {
        const text = data.toString()
        said.push(text)
        if (inData) {
          if (text.includes('\r\n.\r\n')) {
            inData = false
            socket.write('250 ok\r\n')
          }
        } else if (text.startsWith('DATA')) {
          inData = true
          socket.write('354 go\r\n')
        } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, said }
  }

  test('webhook, reachable, gets the text in the form that Slack takes', async () => {
    const { address, bodies } = await webhook(200)
    await sendAlert('마감 works again', { webhook: address, smtp: null, mail: undefined })
    expect(bodies).toEqual(['{"text":"마감 works again"}'])
  })

  test('webhook, refuses, fails without naming its address', async () => {
    const { address } = await webhook(500)
    const sent = sendAlert('x', { webhook: address, smtp: null, mail: undefined })
    await expect(sent).rejects.toMatchObject({
      code: 'alert-not-sent',
      message: 'the alert webhook answered 500',
    })
  })

  test('webhook, unreachable, fails without naming its address', async () => {
    const sent = sendAlert('x', { webhook: 'http://127.0.0.1:1/secret-path', smtp: null, mail: undefined })
    const error = await sent.catch((caught: unknown) => caught)
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret-path')
  })

  test('two ways, one fails, people were told and the other is told of', async () => {
    const { address, bodies } = await webhook(200)
    const mail = { from: 'magam@example.org', to: ['owner@example.org'] }
    const failed = await sendAlert('x', { webhook: address, smtp: 'smtp://127.0.0.1:1', mail })
    expect([bodies, failed]).toMatchObject([['{"text":"x"}'], [{ code: 'alert-not-sent' }]])
  })

  test('two ways, both fail, nobody was told', async () => {
    const { address } = await webhook(500)
    const mail = { from: 'magam@example.org', to: ['owner@example.org'] }
    const sent = sendAlert('x', { webhook: address, smtp: 'smtp://127.0.0.1:1', mail })
    await expect(sent).rejects.toMatchObject({ message: 'the alert webhook answered 500' })
  })

  test('mail, server takes it, carries subject and both addresses', async () => {
    const { url, said } = await mailServer()
    const mail = { from: 'magam@example.org', to: ['owner@example.org'] }
    await sendAlert('Magam: `a` works again.', { webhook: null, smtp: url, mail })
    const whole = said.join('')
    expect(whole).toContain('MAIL FROM:<magam@example.org>')
    expect(whole).toContain('RCPT TO:<owner@example.org>')
    expect(whole).toContain('Subject: Magam: `a` works again.')
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { link } from '../../src/sandbox/notion/index.ts'
import { stage } from '../run/stage.ts'

const SRC = join(import.meta.dirname, '..', '..', 'src')

/** The only files that open or take connections, and whose address that is. */
const CONNECTIONS = {
  'run/alert.ts': 'the webhook and mail server of the settings',
  'run/doctor/server.ts': 'the public address of the settings, asked by `magam doctor`',
  'sandbox/server.ts': 'serves on this machine',
  'serve/server.ts': 'serves',
  'sinks/google-calendar/sign-in.ts': 'waits on this machine for the browser to come back',
  'sources/notion/api/client.ts': 'Notion',
}

test('connections, are made by a few files only, none of which knows an address out of a page', () => {
  const found = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .filter((path) =>
      /\bfetch\(|from 'node:(?:https?|http2|net|tls|dgram|dns)|undici/.test(
        readFileSync(join(SRC, path), 'utf8'),
      ),
    )
  expect(found.sort()).toEqual(Object.keys(CONNECTIONS))
})

test('addresses in a page that lead into the machine or its network, are never asked', async () => {
  const here = await stage('2023-03-20T09:00:00+09:00')
  const asked: string[] = []
  const original = globalThis.fetch
  globalThis.fetch = (input, init) => {
    asked.push(new URL(input instanceof Request ? input.url : String(input)).host)
    return original(input, init)
  }
  const [table = ''] = here.notion.world.tables(here.page)
  // A listener that would notice: the sandbox's own port under other names.
  const port = new URL(here.google.url).port
  const inward = [
    'http://169.254.169.254/latest/meta-data',
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://0x7f000001:${port}/`,
    `http://2130706433:${port}/`,
    `http://localhost:${port}/`,
    'file:///etc/passwd',
    'http://metadata.google.internal/',
    `http://127.1:${port}/`,
  ]
  for (const [nth, address] of inward.entries()) {
    here.notion.people.addRow(table, [
      `공고 ${nth}`,
      '',
      '',
      '2023.05.02(화)까지',
      '',
      [link(address, address)],
      '',
    ])
  }
  try {
    const { google } = here.requests()
    await here.sync()
    expect(here.google.server.requests.slice(google).filter(({ path }) => path === '/')).toEqual([])
    expect(
      [...new Set(asked)].filter(
        (host) => ![new URL(here.notion.url).host, new URL(here.google.url).host].includes(host),
      ),
    ).toEqual([])
  } finally {
    globalThis.fetch = original
    await here.close()
  }
})

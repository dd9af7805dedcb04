import dns from 'node:dns'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer, Socket } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { link } from '../../src/sandbox/notion/index.ts'
import { stage } from '../run/stage.ts'
import { strangersSee } from '../secrets/strangers.ts'

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

/** Addresses that lead into the machine or its network, however they are spelt; `PORT` is one on which somebody listens. */
const INWARD: readonly string[] = [
  // The same machine: by name, in octal, hexadecimal, decimal, short, with dots and zeros too many.
  'http://localhost:PORT/',
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://localhost.:PORT/',
  'http://LOCALHOST%2e:PORT/',
  'http://127。0。0。1:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  // The same in IPv6: plain, mapped, compatible, translated, with a zone.
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[fe80::1%25eth0]:PORT/',
  // What clouds and networks answer to.
  'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[::ffff:a9fe:a9fe]/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://100.100.100.200/latest/meta-data/',
  'http://192.168.0.1/',
  'http://10.0.0.1:2375/containers/json',
  'http://172.17.0.1:5432/',
  // Names that answer with such an address, or with another each time.
  'http://127.0.0.1.nip.io:PORT/',
  'http://localtest.me:PORT/',
  'http://7f000001.c0a80001.rbndr.us:PORT/',
  // Another host before the real one, and addresses that lead on.
  'http://example.kr@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@example.kr/',
  'http://example.kr\\@127.0.0.1:PORT/',
  'http://user:password@localhost:PORT/',
  'https://example.kr/redirect?to=http://127.0.0.1:PORT/',
  'http://127.0.0.1:PORT/redirect',
  // Other ways of fetching.
  'file:///etc/passwd',
  'file://localhost/etc/passwd',
  'gopher://127.0.0.1:PORT/_GET%20/',
  'dict://127.0.0.1:PORT/info',
  'ftp://127.0.0.1:PORT/',
  'ldap://127.0.0.1:PORT/',
  'data:text/html,x',
  '//127.0.0.1:PORT/',
]

/** Every connection and every look-up of a name in this process, at the level that no library can do without. */
function watched(): { readonly connected: string[]; readonly lookedUp: string[]; stop(): void } {
  const connected: string[] = []
  const lookedUp: string[] = []
  const connect = Socket.prototype.connect
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
    // Node normalises the arguments of `net.connect` to one array of options and a callback.
    const [first] = given.flat()
    const { host, port, path } =
      typeof first === 'object' && first !== null
        ? (first as { host?: string; port?: number; path?: string })
        : { host: String(given.flat()[1]), port: Number(first), path: undefined }
    connected.push(path ?? `${host ?? 'localhost'}:${port}`)
    return Reflect.apply(connect, this, given) as Socket
  } as typeof connect
  const restore = (['lookup', 'resolve', 'resolve4', 'resolve6'] as const).flatMap((name) =>
    [dns, dns.promises].map((module) => {
      const table = module as unknown as Record<string, (...given: unknown[]) => unknown>
      const original = table[name]
      if (original === undefined) throw new Error(`no dns.${name}`)
      table[name] = (...given) => {
        lookedUp.push(String(given[0]))
        return Reflect.apply(original, module, given)
      }
      return () => {
        table[name] = original
      }
    }),
  )
  return {
    connected,
    lookedUp,
    stop() {
      Socket.prototype.connect = connect
      for (const back of restore) back()
    },
  }
}

test('addresses in a page that lead into the machine or its network, are never asked', async () => {
  const here = await stage('2023-03-20T09:00:00+09:00')
  const inside = createServer((socket) => void socket.destroy())
  await new Promise<void>((resolve) => inside.listen(0, '::', resolve))
  let visitors = 0
  inside.on('connection', () => {
    visitors += 1
  })
  const port = String((inside.address() as AddressInfo).port)
  const addresses = INWARD.map((address) => address.replaceAll('PORT', port))
  const [table = ''] = here.notion.world.tables(here.page)
  for (const [nth, address] of addresses.entries()) {
    const cells = [
      `공고 ${nth}`,
      '',
      address,
      '2023.05.02(화)까지',
      address,
      [link(address, address)],
      address,
    ]
    here.notion.people.addRow(table, cells)
  }
  const watch = watched()
  try {
    const report = await here.sync()
    const again = await here.sync({ full: true })
    const seen = await strangersSee(
      here.store,
      here.settings.knowledgeBases,
      '2023-03-20T09:00:00+09:00',
      'x',
    )
    watch.stop()
    expect([report.result, again.result]).toEqual(['done', 'done'])
    expect(seen.answers.get('/')?.text).toContain(`공고 ${addresses.length - 1}`)
    const services = [here.notion.url, here.google.url].map((url) => new URL(url).host)
    expect([...new Set(watch.connected)].filter((place) => !services.includes(place))).toEqual([])
    expect([...new Set(watch.lookedUp)].filter((name) => !/^127\.0\.0\.1$|^localhost$/.test(name))).toEqual(
      [],
    )
    // The watch watches: both services were asked.
    expect(services.filter((place) => watch.connected.includes(place))).toEqual(services)
    expect(visitors).toBe(0)
  } finally {
    watch.stop()
    inside.close()
    await here.close()
  }
})

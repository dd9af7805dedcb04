import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure, UserError } from '../../src/lib/failure.ts'
import { readNotionExport } from '../../src/sandbox/export/index.ts'
import { type RunningServer, serveApp } from '../../src/serve/server.ts'
import { writeFiles } from '../../src/serve/write-files.ts'
import { slug } from '../../src/sinks/public-feed/options.ts'
import { packedEntry, rawZip } from '../sandbox/export/bombs.ts'
import { asked } from '../serve/asking.ts'
import { baseOf, CALLS, publishedOf } from '../serve/sample.ts'

/** Names that lead elsewhere, that some system takes for something else, or that it cannot write. */
const NAMES: readonly string[] = [
  '..',
  '.',
  '../evil',
  '../../../../../../etc/passwd',
  './../evil',
  'a/../../evil',
  'a/../../../etc/passwd',
  'a//..//..//evil',
  '/etc/passwd',
  '//etc/passwd',
  '/proc/self/environ',
  '/dev/stdout',
  '~/evil',
  '~root/evil',
  '..\\evil',
  '..\\..\\windows\\system32\\evil',
  'a\\..\\..\\evil',
  'C:\\evil',
  'C:evil',
  'c:/evil',
  '\\\\?\\C:\\evil',
  '\\\\.\\PhysicalDrive0',
  '\\\\host\\share\\evil',
  '//host/share/evil',
  '%2e%2e%2fevil',
  '%2e%2e/evil',
  '..%2fevil',
  '..%5cevil',
  '%252e%252e%252fevil',
  '..%c0%afevil',
  '..%ef%bc%8fevil',
  '%00evil',
  'evil\u0000',
  'evil\u0000.html',
  '..\u0000/evil',
  '\uff0e\uff0e\uff0fevil',
  '\u2025\u2215evil',
  '\u2024\u2024/evil',
  '\u202elive',
  'evil\u202emd.exe',
  '\u200b../evil',
  'ev\u0301il\u0000',
  'evil.',
  'evil...',
  'evil ',
  ' evil',
  'evil\t',
  'evil\r\nX-Evil: 1',
  '"; filename="evil',
  "evil'*(evil)",
  'con',
  'CON',
  'nul',
  'aux',
  'com1',
  'lpt9',
  'con.txt',
  'evil.ics:stream',
  'evil::$DATA',
  'evil<>|?*"',
  'e'.repeat(300),
  '가'.repeat(300),
  `${'a/'.repeat(300)}evil`,
  '.htaccess',
  '.magam-files.json',
  '-rf',
  '$(evil)`evil`',
  '\ud800evil',
  '',
]

let outside: string
let server: RunningServer
const published = publishedOf(await baseOf(CALLS))
beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'magam-paths-'))
  server = await serveApp(asked(published).app, { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await server.stop(0)
  await rm(outside, { recursive: true, force: true })
})

/** What `work` refused in words; null when it did not refuse. A bug is thrown on. */
async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Failure || error instanceof UserError) return error.message
    throw error
  }
}

test('there are sixty of them and more', () => {
  expect(new Set(NAMES).size).toBe(NAMES.length)
  expect(NAMES.length).toBeGreaterThanOrEqual(60)
})

test('as the slug of a feed, each is refused in words', () => {
  for (const name of NAMES) {
    const { success, error } = slug.safeParse(name)
    expect([name, success]).toEqual([name, false])
    expect(error?.issues[0]?.message).toMatch(/Use lower-case|device|Too big/)
  }
})

test('as a file to publish, each is written inside the folder or refused, and nothing around it is touched', async () => {
  const folder = join(outside, 'deep', 'public')
  await mkdir(folder, { recursive: true })
  await writeFile(join(outside, 'evil'), 'as it was')
  for (const name of NAMES) {
    for (const path of [name, `${name}.ics`, `calendars/${name}.ics`, `calendars/${name}/index.html`]) {
      const files = (async function* () {
        yield { path, bytes: Buffer.from('written') }
      })()
      // Ours to write the list of what was written, and nobody else's.
      const refused = await refusalOf(() => writeFiles(folder, files))
      expect([path, refused === null || /lies outside|cannot write|is not a folder/.test(refused)]).toEqual([
        path,
        true,
      ])
    }
  }
  expect(await readdir(outside)).toEqual(['deep', 'evil'])
  expect(await readdir(join(outside, 'deep'))).toEqual(['public'])
  expect(await readFile(join(outside, 'evil'), 'utf8')).toBe('as it was')
  const left = await readdir(folder, { recursive: true })
  expect(left.filter((path) => /\.magam-\d+$/.test(path))).toEqual([])
})

test('as a file of an export, each is read as a title or refused, and nothing is written', async () => {
  const folder = await mkdtemp(join(outside, 'export-'))
  const archive = join(folder, 'export.zip')
  for (const name of NAMES) {
    for (const path of [`${name}.md`, `${name}/a.md`]) {
      await writeFile(archive, rawZip([packedEntry(path, Buffer.from('본문\n'))]))
      const refused = await refusalOf(() => readNotionExport(archive))
      if (refused !== null) expect(refused).toMatch(/leads out of it|not a usable file name|no page in it/)
      if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:|\u0000/i.test(path))
        expect([path, refused]).not.toEqual([path, null])
    }
  }
  expect(await readdir(folder)).toEqual(['export.zip'])
  await rm(folder, { recursive: true })
})

/** Status and body of one GET, with the path byte for byte as it is given. */
function getRaw(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`))
    })
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

test('in an address, each is not found or refused, and no file is sent', async () => {
  const places = [
    '/entries/#.ics',
    '/calendars/#.ics',
    '/calendars/#',
    '/calendars/#/history.ics',
    '/assets/#',
    '/assets/pretendard-1.3.9/#',
    '/private/#/a.ics',
    '/#',
  ]
  for (const name of NAMES.filter((one) => one !== '' && !/^\.{1,2}$/.test(one))) {
    for (const place of places) {
      const spellings = [encodeURIComponent(name.toWellFormed()), name.replace(/[\s\u0000]/g, '')]
      for (const spelt of spellings) {
        const answer = await getRaw(place.replace('#', spelt))
        expect([place, name, /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]]).toEqual([
          place,
          name,
          expect.stringMatching(/^40[04]$/),
        ])
        expect(answer).not.toMatch(/root:x:0|"devDependencies"|^x-evil/im)
      }
    }
  }
})

test('as the name of a downloaded file, each is plain ASCII in one header', async () => {
  const [base] = published.bases
  if (base === undefined) throw new Error('no base')
  for (const name of NAMES.filter((one) => one !== '' && !one.includes('/') && !/^\.{1,2}$/.test(one))) {
    const feed = { ...base.feed, slug: name }
    const { app, problems } = asked({ ...published, bases: [{ ...base, feed }] })
    const { status, headers } = await app.request(`/calendars/${encodeURIComponent(name.toWellFormed())}.ics`)
    expect([name, status, problems]).toEqual([name, name.isWellFormed() ? 200 : 404, []])
    if (status !== 200) continue
    expect(headers.get('content-disposition')).toMatch(
      /^inline; filename="[A-Za-z0-9._-]+"; filename\*=UTF-8''(?:[A-Za-z0-9._~!-]|%[0-9A-Fa-f]{2})+$/,
    )
    expect(headers.get('x-evil')).toBeNull()
  }
})

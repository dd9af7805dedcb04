import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { archiveOfItself } from './archive-of-itself.ts'
import { scratch, zipFile } from './archives.ts'
import { packedEntry, type RawEntry, rawZip, zeros } from './bombs.ts'

const APART = join(import.meta.dirname, 'read-apart.ts')
const MOST_MB = 64
const GIGABYTE = 1_000_000_000

type Read = { readonly words: string; readonly ms: number; readonly grown: number }

/** Reads one export in a process of its own. `MAGAM_FIGURES` shows what it took. */
async function readApart(path: string): Promise<Read> {
  const { stdout } = await promisify(execFile)(process.execPath, [APART, path], { timeout: 60_000 })
  const read = JSON.parse(stdout) as Read
  if (process.env.MAGAM_FIGURES)
    process.stderr.write(`${read.ms.toFixed(0)} ms, +${read.grown.toFixed(1)} MB: ${read.words}\n`)
  return read
}

/** Archives in archives, `fan` in each, a text at the bottom. */
function tree(depth: number, fan: number): Buffer {
  let inner = rawZip([packedEntry('bottom.md', Buffer.from('# 바닥\n'))])
  for (let level = 0; level < depth; level += 1) {
    const names = Array.from({ length: fan }, (_, n) => `${level}-${n}.zip`)
    inner = rawZip(names.map((name) => packedEntry(name, inner, 'deflated')))
  }
  return inner
}

/** `count` names for one and the same packed text. */
function overlapping(count: number, size: number, packed: Buffer, ending: string): readonly RawEntry[] {
  return Array.from({ length: count }, (_, n) => ({
    name: `${n}.${ending}`,
    size,
    ...(n === 0 ? { packed } : {}),
  }))
}

const text = (megabytes: number) => Buffer.from(randomBytes(megabytes * 500_000).toString('hex'))
const page = (n: number) => packedEntry(`${n}.md`, Buffer.from('# 쪽\n'))
const extra = (bytes: number) => {
  const field = Buffer.alloc(bytes)
  field.writeUInt16LE(0x9999)
  field.writeUInt16LE(bytes - 4, 2)
  return field
}

const ARCHIVES: Readonly<Record<string, () => [archive: Buffer, refusal: RegExp]>> = {
  '10 GB of zeros, as it says itself': () => [
    rawZip([{ name: 'a.md', packed: zeros(10_000), size: 10 * GIGABYTE }]),
    /`a\.md` is packed too tightly to be text/,
  ],
  '10 GB of zeros, said to be 5 MB of a packed 10 MB': () => [
    rawZip([{ name: 'a.md', packed: zeros(10_000), size: 5_000_000 }]),
    /damaged archive|packed too tightly/,
  ],
  '10 GB of zeros in an archive in the archive': () => [
    rawZip([packedEntry('Part-1.zip', rawZip([{ name: 'a.md', packed: zeros(10_000), size: 4_000_000 }]))]),
    /damaged archive|packed too tightly/,
  ],
  'an archive in it of 10 GB, as it says itself': () => [
    rawZip([{ name: 'Part-1.zip', packed: zeros(10_000), size: 10 * GIGABYTE }]),
    /`Part-1\.zip` is larger than 25 MB/,
  ],
  'an archive in it of 10 GB, said to be 24 MB': () => [
    rawZip([{ name: 'Part-1.zip', packed: zeros(10_000), size: 24_000_000 }]),
    /damaged archive|packed too tightly/,
  ],
  'an archive in it of just the size allowed, of nothing': () => [
    rawZip([packedEntry('Part-1.zip', randomBytes(25_000_000))]),
    /damaged archive/,
  ],
  'a tree of archives, sixteen in each, six deep': () => [tree(6, 16), /archives lie in archives/],
  'an archive that holds itself': () => [archiveOfItself(), /archives lie in archives/],
  'archives in archives, a thousand deep': () => [tree(1_000, 1), /archives lie in archives/],
  '250 names for one text of 9 MB': () => [
    rawZip(overlapping(250, 9_000_000, deflated(text(9)), 'md')),
    /its text is larger than 50 MB in all/,
  ],
  '1,900 names for one archive of 24 MB': () => [
    rawZip(overlapping(1_900, 24_000_000, zeros(24), 'zip')),
    /the archives in it are larger than 200 MB/,
  ],
  '51 MB of text in entries that are each allowed': () => [
    rawZip(Array.from({ length: 6 }, (_, n) => packedEntry(`${n}.md`, text(9), 'deflated'))),
    /its text is larger than 50 MB in all/,
  ],
  'a text of 11 MB': () => [rawZip([packedEntry('a.csv', text(11))]), /`a\.csv` is larger than 10 MB/],
  '2,001 entries': () => [
    rawZip(Array.from({ length: 2_001 }, (_, n) => page(n))),
    /holds more than 2000 files/,
  ],
  'fewer entries than it says': () => [rawZip([page(1)], { count: 1_000 }), /damaged archive/],
  'a list of entries beyond every end (zip64)': () => [rawZip([page(1)], { zip64: true }), /damaged archive/],
  '18 quintillion entries (zip64)': () => [
    rawZip([page(1)], { zip64: true, count: Number.MAX_SAFE_INTEGER }),
    /damaged archive|holds more than/,
  ],
  'a size beyond all numbers (zip64)': () => [
    rawZip([{ ...page(1), size: Number.MAX_SAFE_INTEGER }]),
    /packed too tightly|larger than|damaged archive/,
  ],
}

function deflated(content: Buffer): Buffer {
  return packedEntry('', content, 'deflated').packed ?? content
}

test.each(Object.entries(ARCHIVES))('%s, is refused in words and in little memory', async (_, make) => {
  const [archive, refusal] = make()
  const { words, grown } = await readApart(await zipFile(archive))
  expect(words).toMatch(refusal)
  expect(grown).toBeLessThan(MOST_MB)
})

test('the archive that holds itself is what it says it is', () => {
  const archive = archiveOfItself()
  const [begin, end] = [archive.indexOf('.zip') + 4, archive.lastIndexOf('PK\x01\x02')]
  expect(inflateRawSync(archive.subarray(begin, end))).toEqual(archive)
})

test('a comment of 64 kB and extra fields of 64 kB in each of 500 entries, are passed over', async () => {
  const archive = rawZip(
    Array.from({ length: 500 }, (_, n) => ({ ...page(n), extra: extra(65_000) })),
    { comment: Buffer.alloc(65_535, 0x41) },
  )
  const { words, grown } = await readApart(await zipFile(archive))
  expect(words).toBe('read: 500 pages')
  expect(grown).toBeLessThan(MOST_MB)
})

test.each(['md', 'csv'])(
  'a .%s of 100 MB, alone or in a folder, is refused before it is read',
  async (ending) => {
    const folder = await scratch()
    const file = join(folder, `a.${ending}`)
    await writeFile(file, '')
    await truncate(file, 100_000_000)
    for (const path of [file, folder]) {
      const { words, grown } = await readApart(path)
      expect(words).toContain(`\`a.${ending}\` is larger than 10 MB`)
      expect(grown).toBeLessThan(MOST_MB)
    }
  },
)

test('a folder of many texts that are each allowed, is refused before the first is read', async () => {
  const folder = await scratch()
  for (let n = 0; n < 7; n += 1) {
    await writeFile(join(folder, `${n}.md`), '')
    await truncate(join(folder, `${n}.md`), 9_000_000)
  }
  const { words, grown } = await readApart(folder)
  expect(words).toContain('its text is larger than 50 MB in all')
  expect(grown).toBeLessThan(MOST_MB)
})

test.skipIf(process.platform === 'win32')(
  'a pipe, a socket or a device, in a folder or under a fitting name, is refused and not waited for',
  async () => {
    const folder = await scratch()
    for (const name of ['a.md', 'b.zip', 'c.csv']) {
      const pipe = join(folder, name)
      execFileSync('mkfifo', [pipe])
      expect((await readApart(pipe)).words).toContain('is not a Notion export')
    }
    expect((await readApart(folder)).words).toContain('`a.md` is no file but a pipe, a socket or a device')
    expect((await readApart('/dev/zero')).words).toContain('is not a Notion export')
    const other = await scratch()
    const server = createServer().listen(join(other, 's.md'))
    await new Promise((resolve) => server.once('listening', resolve))
    expect((await readApart(other)).words).toContain('`s.md` is no file but a pipe, a socket or a device')
    server.close()
  },
)

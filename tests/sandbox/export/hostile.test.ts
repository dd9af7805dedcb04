import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/lib/failure.ts'
import { readNotionExport } from '../../../src/sandbox/export/index.ts'
import { crowdedZip, type Entry, renamed, scratch, zipBytes, zipFile } from './archives.ts'

/** The message and first hint of the refusal; a bug is thrown on. */
async function refusalOf(path: string): Promise<string> {
  try {
    await readNotionExport(path)
  } catch (error) {
    if (error instanceof UserError) return `${error.message} (${error.problems[0]?.hint})`
    throw error
  }
  return 'accepted'
}

const page = (path: string): Entry => ({ path, content: '# 쪽\n\n본문\n' })
const ofZip = async (bytes: Buffer) => refusalOf(await zipFile(bytes))
const AGAIN = '(This is not an archive Notion makes. Export again from Notion.)'

describe('a hostile export', () => {
  it.each([
    ['../../evil.md', 'leads out of it'],
    ['/etc/passwd.md', 'leads out of it'],
    ['..\\..\\evil.md', 'leads out of it'],
    ['C:\\boot\\a.md', 'leads out of it'],
    ['a/./b.md', 'leads out of it'],
    ['a\u0000b.md', 'is not a usable file name'],
    ['a\u001b[2J.md', 'is not a usable file name'],
  ])('the name %j, is refused', async (name, why) => {
    const stand = 'x'.repeat(Buffer.byteLength(name))
    const said = await ofZip(renamed(await zipBytes([page(stand)]), stand, name))
    expect(said).toContain(why)
    expect(said).toContain(AGAIN)
  })

  it('a name of 2,000 characters, or 40 folders deep, is refused', async () => {
    expect(await ofZip(await zipBytes([page(`${'가'.repeat(2_000)}.md`)]))).toContain(
      'not a usable file name',
    )
    expect(await ofZip(await zipBytes([page(`${'a/'.repeat(40)}b.md`)]))).toContain('not a usable file name')
  })

  it('a symbolic link, in an archive or a folder, is refused', async () => {
    const link: Entry = { path: 'a.md', content: '/etc/passwd', mode: 0o120_777 }
    expect(await ofZip(await zipBytes([link]))).toContain('`a.md` is a symbolic link')
    const folder = await scratch()
    await symlink('/etc/hostname', join(folder, 'a.md'))
    expect(await refusalOf(folder)).toContain('`a.md` is a symbolic link')
  })

  it('a bomb of one large text, is refused while it is inflated, in bounded memory', async () => {
    const bytes = await zipBytes([{ path: 'a.md', content: Buffer.alloc(100_000_000, 0x30) }])
    expect(bytes.length).toBeLessThan(150_000)
    const before = process.memoryUsage().arrayBuffers
    expect(await ofZip(bytes)).toContain('packed too tightly to be text')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64_000_000)
  })

  it('an entry that lies about its size, is refused', async () => {
    const bytes = await zipBytes([{ path: 'a.md', content: 'x'.repeat(5_000) }])
    const size = Buffer.alloc(4)
    size.writeUInt32LE(5_000)
    const lie = Buffer.from(bytes)
    for (let at = lie.indexOf(size); at >= 0; at = lie.indexOf(size, at + 1)) lie.writeUInt32LE(10, at)
    expect(await ofZip(lie)).toContain('it is a damaged archive')
  })

  it('archives in archives in archives, are refused, bombs or not', async () => {
    const inner = await zipBytes([{ path: 'b.zip', content: await zipBytes([page('c.md')]) }])
    expect(await ofZip(await zipBytes([{ path: 'a.zip', content: inner }]))).toContain(
      'archives lie in archives (`b.zip`)',
    )
    const bomb = await zipBytes([{ path: 'a.md', content: Buffer.alloc(40_000_000) }])
    expect(await ofZip(await zipBytes([{ path: 'Part-1.zip', content: bomb }]))).toContain(
      'packed too tightly',
    )
  })

  it('many parts that each hold little, count together', async () => {
    const part = await zipBytes(Array.from({ length: 300 }, (_, index) => page(`${index}.md`)))
    const parts = Array.from({ length: 8 }, (_, index) => ({ path: `Part-${index}.zip`, content: part }))
    expect(await ofZip(await zipBytes(parts))).toMatch(/holds `0\.md` twice|more than 2000 files/)
  })

  it('100,000 entries, are refused before the first is read', async () => {
    expect(await ofZip(crowdedZip(100_000))).toContain('it holds more than 2000 files')
  })

  it('a folder of more than 2,000 files, is refused', async () => {
    const folder = await scratch()
    await mkdir(join(folder, 'a'))
    for (let index = 0; index < 2_001; index += 1) await writeFile(join(folder, 'a', `${index}.md`), '')
    expect(await refusalOf(folder)).toContain('it holds more than 2000 files')
  })

  it.each([
    ['another encoding', Buffer.from([0xb0, 0xf8, 0xc1, 0xf6, 0x20, 0xff])],
    ['UTF-16', Buffer.from('\ufeff# 제목', 'utf16le')],
    ['a NUL', Buffer.from('# a\u0000b')],
  ])('a text with %s, is refused', async (_name, content) => {
    expect(await ofZip(await zipBytes([{ path: 'a.md', content }]))).toContain('`a.md` is not UTF-8 text')
    const file = join(await scratch(), 'a.md')
    await writeFile(file, content)
    expect(await refusalOf(file)).toContain('`a.md` is not UTF-8 text')
  })

  it('one name twice, is refused', async () => {
    const bytes = renamed(await zipBytes([page('a.md'), page('b.md')]), 'b.md', 'a.md')
    expect(await ofZip(bytes)).toContain('it holds `a.md` twice')
  })

  it('an encrypted, a cut and a scrambled archive, are refused', async () => {
    const bytes = await zipBytes([{ path: 'a.md', content: 'hello '.repeat(100) }])
    const encrypted = Buffer.from(bytes)
    const central = encrypted.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    encrypted.writeUInt16LE(encrypted.readUInt16LE(central + 8) | 1, central + 8)
    expect(await ofZip(encrypted)).toContain('`a.md` is encrypted')
    expect(await ofZip(bytes.subarray(0, bytes.length / 2))).toContain('damaged archive')
    expect(await ofZip(Buffer.from('not a zip'))).toContain('damaged archive')
    const scrambled = Buffer.from(bytes)
    scrambled.fill(0xff, 40, 50)
    expect(await ofZip(scrambled)).toContain('damaged archive')
  })

  it('every cut and every flipped byte of an archive, is read or refused, never a bug', async () => {
    const bytes = await zipBytes([page('a.md'), { path: 'b.csv', content: 'a,b\n1,2\n' }])
    const path = await zipFile(bytes)
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8((changed.readUInt8(at) + 0x55) & 0xff, at)
      await writeFile(path, changed)
      await refusalOf(path)
    }
  })

  it.each([
    ['brackets', '['.repeat(20_000)],
    ['stars', '*a '.repeat(5_000)],
    ['quotes', `${'> '.repeat(3_000)}x`],
    ['bars', '|a\n'.repeat(20_000)],
    ['half a table', `| a | b |\n| --- | --- |\n${'|x\n'.repeat(20_000)}`],
    ['open details', '<details><summary>a</summary>\n\n'.repeat(2_000)],
    ['nested lists', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ['a key that is special', '# t\n\n__proto__: x\nconstructor: y\n'],
  ])('a page of %s, is read or refused', async (_name, content) => {
    const file = join(await scratch(), 'a.md')
    await writeFile(file, `# t\n\n${content}`)
    expect(await refusalOf(file)).toMatch(/^accepted$|nests too deeply/)
  })

  it('what is not there, holds no page, or is no export, is told apart', async () => {
    const folder = await scratch()
    const program = join(folder, 'a.exe')
    await writeFile(program, '')
    expect(await Promise.all(['/nowhere/x.zip', program].map(refusalOf))).toEqual([
      '`/nowhere/x.zip` cannot be read. (Check the path and its permissions.)',
      `\`${program}\` is not a Notion export. (In Notion: ••• → Export → Markdown & CSV.)`,
    ])
    expect(await refusalOf(folder)).toContain('there is no page in it')
    expect(await ofZip(await zipBytes([{ path: 'a.png', content: 'x' }]))).toContain('there is no page in it')
  })
})

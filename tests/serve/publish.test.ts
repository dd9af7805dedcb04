import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type PublishedFile, publishFiles } from '../../src/serve/publish.ts'
import { writeFiles } from '../../src/serve/write-files.ts'
import { asked } from './asking.ts'
import { baseOf, CALLS, NOW, programmeOf, publishedOf } from './sample.ts'

const OPTIONS = {
  publicUrl: 'https://club.github.io/deadlines/',
  title: '마감',
  language: 'ko',
  now: NOW,
} as const

async function filesOf(...bases: Awaited<ReturnType<typeof baseOf>>[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for await (const { path, bytes } of publishFiles(publishedOf(...bases), OPTIONS)) files.set(path, bytes)
  return files
}

describe('the files', async () => {
  const filters = [{ slug: 'ai', title: 'AI', field: ['AI'], target: [], host: [] }]
  const files = await filesOf(await baseOf(CALLS, { filters }))

  test('of one knowledge base, are its pages in both languages, feeds, entries and data', () => {
    const paths = [...files.keys()].filter(
      (path) => !path.startsWith('assets/') && !path.startsWith('entries/'),
    )
    expect(paths.sort()).toEqual([
      '.nojekyll',
      '404.html',
      'calendar.ics',
      'calendars/open-innovation.ics',
      'calendars/open-innovation/ai.ics',
      'calendars/open-innovation/history.ics',
      'calendars/open-innovation/index.html',
      'en/calendars/open-innovation/index.html',
      'en/feed.atom',
      'en/index.html',
      'favicon.svg',
      'feed.atom',
      'history.ics',
      'index.html',
      'programmes.json',
      'robots.txt',
    ])
    expect([...files.keys()].filter((path) => path.startsWith('entries/'))).toHaveLength(10)
    expect([...files.keys()].at(-1)).toBe('index.html')
  })

  test('every link of a page that stays on the site, leads to one of them', () => {
    for (const [path, bytes] of files) {
      if (!path.endsWith('.html')) continue
      const html = bytes.toString('utf8')
      const links = [...html.matchAll(/(?:href|src|action)="([^"#]*)/g)].map(([, link = '']) =>
        link.replaceAll('&amp;', '&'),
      )
      const inside = links
        .map((link) => new URL(link, `${OPTIONS.publicUrl}${path}`))
        .filter((url) => url.href.startsWith(OPTIONS.publicUrl))
        .map((url) => decodeURI(url.href.slice(OPTIONS.publicUrl.length)))
        .map((link) => (link === '' || link.endsWith('/') ? `${link}index.html` : link))
      expect({ path, lost: inside.filter((link) => !files.has(link)) }).toEqual({ path, lost: [] })
    }
  })

  test('a page, says from which day it counts, for it may be read days later; the server counts when asked', async () => {
    const [ko, en] = ['index.html', 'en/index.html'].map((path) => files.get(path)?.toString('utf8') ?? '')
    expect(ko).toContain('</time> · D-day는 3월 20일 (월) 기준</p>')
    expect(en).toContain('</time> · days counted on Mon 20 Mar</p>')
    const { get } = asked(publishedOf(await baseOf(CALLS)))
    expect(await (await get('/?lang=ko')).text()).not.toContain('기준')
  })

  test('a page that leaves calls out, does not say of them that they do not exist', async () => {
    const many = Array.from({ length: 201 }, (_, n) =>
      programmeOf({ name: `공고 ${n}`, closes: '2023-03-10' }),
    )
    const page = async (count: number) =>
      (await filesOf(await baseOf(many.slice(0, count)))).get('index.html')?.toString('utf8')
    expect(await page(200)).toContain('hidden="">조건에 맞는 공고가 없습니다.</p>')
    expect(await page(201)).toContain(
      'hidden="">조건에 맞는 공고가 없습니다. 이 페이지에 다 싣지 못한 공고는 데이터(JSON)에서 찾을 수 있습니다.</p>',
    )
  })

  test('the feed, is byte for byte what the server answers but for its address', async () => {
    const { get } = asked(publishedOf(await baseOf(CALLS)), { server: { publicUrl: OPTIONS.publicUrl } })
    const served = await (await get('/calendars/open-innovation.ics')).text()
    const written = files.get('calendars/open-innovation.ics')?.toString('utf8') ?? ''
    const events = (text: string) => text.slice(text.indexOf('BEGIN:VEVENT'))
    expect(events(written)).toBe(events(served))
  })

  test('a private knowledge base, is not among them', async () => {
    const hidden = await baseOf(CALLS, {
      slug: 'canary',
      title: 'canary',
      access: 'private',
      tokens: ['0'.repeat(64)],
    })
    for (const [path, bytes] of await filesOf(hidden)) {
      if (path.startsWith('assets/')) continue
      expect({ path, found: bytes.includes('canary') || path.includes('canary') }).toEqual({
        path,
        found: false,
      })
    }
  })
})

describe('writing', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'magam-publish-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function* given(files: Record<string, string>): AsyncGenerator<PublishedFile> {
    for (const [path, text] of Object.entries(files)) yield { path, bytes: Buffer.from(text) }
  }
  const found = async () => (await readdir(folder, { recursive: true })).sort()

  test('the second time, touches only what changed and removes what is gone, and nothing else', async () => {
    await writeFile(join(folder, 'CNAME'), 'club.kr')
    expect(await writeFiles(folder, given({ 'a.ics': '1', 'b/c.html': '2', 'gone.ics': '3' }))).toEqual({
      written: 3,
      unchanged: 0,
      removed: 0,
    })
    expect(await writeFiles(folder, given({ 'a.ics': '1', 'b/c.html': 'new' }))).toEqual({
      written: 1,
      unchanged: 1,
      removed: 1,
    })
    expect(await found()).toEqual(['.magam-files.json', 'CNAME', 'a.ics', 'b', 'b/c.html'])
    expect(await readFile(join(folder, 'b/c.html'), 'utf8')).toBe('new')
  })

  test('a file of somebody else’s in the place of ours, is not replaced, and nothing is written', async () => {
    await writeFile(join(folder, 'index.html'), 'my own page')
    await writeFile(join(folder, 'robots.txt'), 'mine')
    const ours = { 'a.ics': '1', 'index.html': '2', 'robots.txt': '3' }
    await expect(writeFiles(folder, given(ours))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(
        /index\.html` and 1 other file would be replaced, and Magam did not write it$/,
      ),
    })
    expect(await found()).toEqual(['index.html', 'robots.txt'])
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('my own page')
    await rm(join(folder, 'index.html'))
    // What holds the same already may stand there.
    await writeFile(join(folder, 'robots.txt'), '3')
    expect(await writeFiles(folder, given(ours))).toEqual({ written: 2, unchanged: 1, removed: 0 })
  })

  test('a failure in the middle, leaves every old file whole and nothing half-written', async () => {
    await writeFiles(folder, given({ 'a.ics': 'old', 'b.ics': 'old' }))
    async function* failing() {
      yield { path: 'a.ics', bytes: Buffer.from('new') }
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
    }
    await expect(writeFiles(folder, failing())).rejects.toMatchObject({
      code: 'publish-failed',
      hint: 'The disk is full: make room and publish again.',
    })
    expect(await found()).toEqual(['.magam-files.json', 'a.ics', 'b.ics'])
    expect(await readFile(join(folder, 'a.ics'), 'utf8')).toBe('old')
  })

  test('a file where a folder is needed, is said', async () => {
    await writeFile(join(folder, 'b'), 'a file')
    await expect(writeFiles(folder, given({ 'b/c.html': '2' }))).rejects.toMatchObject({
      code: 'publish-link',
    })
    await expect(writeFiles(join(folder, 'b'), given({ 'c.html': '2' }))).rejects.toMatchObject({
      code: 'publish-failed',
    })
  })

  test.each(['../evil', 'a/../../evil', '/etc/evil', 'a\0b', '..', '.', ''])(
    'the path %j, is refused',
    async (path) => {
      await expect(writeFiles(folder, given({ [path]: 'x' }))).rejects.toMatchObject({
        code: 'publish-outside',
      })
    },
  )

  test('a link to elsewhere below the folder, is not followed', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'magam-elsewhere-'))
    await symlink(elsewhere, join(folder, 'calendars'))
    await expect(writeFiles(folder, given({ 'calendars/x.ics': 'x' }))).rejects.toMatchObject({
      code: 'publish-link',
    })
    expect(await readdir(elsewhere)).toEqual([])
    await rm(elsewhere, { recursive: true })
  })

  test('a link in the place of a file, is replaced and not written through', async () => {
    const other = join(folder, 'other')
    await writeFile(other, 'keep')
    await symlink(other, join(folder, 'a.ics'))
    await writeFiles(folder, given({ 'a.ics': 'new' }))
    expect(await readFile(other, 'utf8')).toBe('keep')
    expect(await readFile(join(folder, 'a.ics'), 'utf8')).toBe('new')
  })

  test.skipIf(process.getuid?.() === 0)('a folder without the right to write, is said and kept', async () => {
    await mkdir(join(folder, 'shut'))
    await chmod(join(folder, 'shut'), 0o500)
    await expect(writeFiles(join(folder, 'shut'), given({ 'a.ics': 'x' }))).rejects.toMatchObject({
      hint: 'Give this user the right to write there, or choose another folder.',
    })
  })
})

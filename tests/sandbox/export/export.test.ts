import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import { type ExportedPage, loadExport, readNotionExport } from '../../../src/sandbox/export/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../../src/sandbox/notion/index.ts'
import { scratch, zipBytes, zipFile } from './archives.ts'

const ID = '0123456789abcdef0123456789abcdef'
const open: NotionSandbox[] = []
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
})

async function loaded(pages: readonly ExportedPage[]) {
  const sandbox = await startNotionSandbox({ clock: sandboxClock('2023-03-20T00:00:00Z', { still: true }) })
  open.push(sandbox)
  return { ...sandbox, ...loadExport(sandbox, pages) }
}

const TABLE = '| 사업 | 기간 |\n| --- | --- |\n| A | 2023.03.17까지 |'

/** A knowledge base as Notion writes it: a CSV with all columns, one with the view's, and a file per page. */
const BASE = [
  { path: `지식 ${ID}.csv`, content: 'Name,status\n첫째,completed\n' },
  {
    path: `지식 ${ID}_all.csv`,
    content:
      '\ufeffName,Tags,status,마감\n첫째,"a, b",completed,"March 17, 2023"\n둘째,,expired,"April 2, 2023 11:30 PM"\n',
  },
  {
    path: `지식/첫째 ${ID}.md`,
    content: `# 첫째\n\nTags: a, b\nstatus: completed\n마감: March 17, 2023\n\n문의: 010\n\n${TABLE}\n`,
  },
  { path: `지식/둘째 ${ID}.md`, content: '# 둘째\n\nstatus: expired\n\n본문\n' },
  { path: '지식/그림.png', content: 'not read' },
]

describe('an export', () => {
  it('a database with its pages, becomes a knowledge base: typed columns, a page a row', async () => {
    const pages = await readNotionExport(await zipFile(await zipBytes(BASE)))
    const { world, pages: ids, dataSource } = await loaded(pages)
    const shown = ids.map((id) => ['이름', 'Tags', 'status', '마감'].map((name) => world.value(id, name)))
    expect(shown).toEqual([
      ['첫째', 'a, b', 'completed', '2023-03-17'],
      ['둘째', '', 'expired', '2023-04-02T23:30:00.000+09:00'],
    ])
    expect(world.options(dataSource, 'status')).toEqual([
      'not started',
      'in progress',
      'completed',
      'expired',
    ])
    expect(ids.map((id) => world.tables(id).map(world.cells))).toEqual([
      [
        [
          ['사업', '기간'],
          ['A', '2023.03.17까지'],
        ],
      ],
      [],
    ])
  })

  it('the same files, as a folder, as an archive and as archives in an archive, are the same', async () => {
    const folder = await scratch()
    for (const { path, content } of BASE) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const plain = await zipBytes(BASE)
    const parts = await zipBytes([
      { path: `ExportBlock-${ID}-Part-1.zip`, content: await zipBytes(BASE.slice(0, 3)), compress: false },
      { path: `ExportBlock-${ID}-Part-2.zip`, content: await zipBytes(BASE.slice(3)), compress: false },
    ])
    const [fromFolder, fromZip, fromParts] = await Promise.all([
      readNotionExport(folder),
      readNotionExport(await zipFile(plain)),
      readNotionExport(await zipFile(parts)),
    ])
    const byTitle = (pages: ExportedPage[]) => pages.toSorted((a, b) => (a.title < b.title ? -1 : 1))
    expect(byTitle(fromFolder)).toEqual(byTitle(fromZip))
    expect(byTitle(fromParts)).toEqual(byTitle(fromZip))
  })

  it('sub-pages and databases, stand where their page links to them', async () => {
    const link = (name: string) => `[이름](${encodeURIComponent(`홈 ${ID}`)}/${encodeURIComponent(name)})`
    const files = [
      {
        path: `홈 ${ID}.md`,
        content: `# 홈\n\n앞\n\n${link(`하위 ${ID}.md`)}\n\n${link(`사업 ${ID}.csv`)}\n\n뒤\n`,
      },
      { path: `홈 ${ID}/하위 ${ID}.md`, content: '# 하위\n\n본문\n' },
      { path: `홈 ${ID}/사업 ${ID}.csv`, content: '사업명,링크\nA,https://a.kr\nB,https://b.kr\n' },
      { path: `홈 ${ID}/따로 ${ID}.md`, content: '# 따로\n' },
    ]
    const { world, pages: ids } = await loaded(await readNotionExport(await zipFile(await zipBytes(files))))
    const [home = ''] = ids
    const blocks = world.children(home).map((id) => world.store.blocks.get(id))
    expect(blocks.map((block) => [block?.type, block?.content.title])).toEqual([
      ['paragraph', undefined],
      ['child_page', '하위'],
      ['child_database', '사업'],
      ['paragraph', undefined],
      ['child_page', '따로'],
    ])
    const [source = ''] = world.store.databases.get(blocks[2]?.id ?? '')?.dataSources ?? []
    const rows = [...(world.store.dataSources.get(source)?.pages ?? [])]
    expect(rows.map((row) => [world.value(row, '사업명'), world.value(row, '링크')])).toEqual([
      ['A', 'https://a.kr'],
      ['B', 'https://b.kr'],
    ])
  })

  it('a database inside a page, whose rows hold tables, is the knowledge base', async () => {
    const files = [
      { path: `홈 ${ID}.md`, content: '# 홈\n\n안내\n' },
      ...BASE.map(({ path, content }) => ({ path: `홈 ${ID}/${path}`, content })),
    ]
    const pages = await readNotionExport(await zipFile(await zipBytes(files)))
    expect(pages.map(({ title }) => title)).toEqual(['첫째', '둘째', '홈'])
  })

  it('the persons of a page, make and edit it', async () => {
    const folder = await scratch()
    const path = join(folder, '쪽.md')
    await writeFile(path, '# 쪽\n\nCreated by: 김가\nLast edited by: 이나\n\n본문\n')
    const { world, pages: ids } = await loaded(await readNotionExport(path))
    expect([world.value(ids[0] ?? '', 'Created by'), world.value(ids[0] ?? '', 'Last edited by')]).toEqual([
      '김가',
      '이나',
    ])
  })

  it('a name re-packed in the Korean encoding of Windows, is read', async () => {
    const bytes = await zipBytes([{ path: 'XXXX.md', content: '본문' }])
    const changed = Buffer.from(bytes)
    const korean = Buffer.from([0xb0, 0xf8, 0xc1, 0xf6]) // 공지
    for (let at = changed.indexOf('XXXX'); at >= 0; at = changed.indexOf('XXXX', at + 1))
      korean.copy(changed, at)
    const [page] = await readNotionExport(await zipFile(changed))
    expect(page?.title).toBe('공지')
  })
})

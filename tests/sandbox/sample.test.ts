import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { loadExport, readNotionExport } from '../../src/sandbox/export/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../src/sandbox/notion/index.ts'
import { loadSample } from '../../src/sandbox/sample/index.ts'
import { COLUMNS, ROWS, WECONOMY } from '../../src/sandbox/sample/rows.ts'
import { scratch } from './export/archives.ts'

const open: NotionSandbox[] = []
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
})

async function sandbox() {
  const clock = sandboxClock('2023-03-20T00:00:00Z', { still: true })
  const started = await startNotionSandbox({ clock })
  open.push(started)
  return started
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

describe('the sample page', () => {
  it('holds the title, tags, status and the table of eight programmes', async () => {
    const notion = await sandbox()
    const { page, dataSource } = loadSample(notion)
    const { world } = notion
    expect(['이름', 'Tags', 'status'].map((name) => world.value(page, name))).toEqual([
      '오픈이노베이션',
      'knowledge base',
      'completed',
    ])
    expect(world.options(dataSource, 'status')).toEqual([
      'not started',
      'in progress',
      'completed',
      'expired',
    ])
    expect(world.tables(page).map(world.cells)).toEqual([[COLUMNS, ...ROWS]])
  })

  it('links the heading of its example to the programme that the table has too', async () => {
    const notion = await sandbox()
    const { page } = loadSample(notion)
    const headings = notion.world
      .children(page)
      .map((id) => notion.world.store.blocks.get(id))
      .filter((block) => block?.type === 'heading_3')
    expect(headings.map((block) => block?.content.rich_text)).toMatchObject([[{ href: WECONOMY }]])
  })

  it('written as Notion exports it and loaded again, has the same table, tags and status', async () => {
    const markdown = [
      '# 오픈이노베이션\n',
      'Created by: 아무개\nTags: knowledge base\nstatus: completed\n',
      '## 진행 사업\n',
      row(COLUMNS),
      row(COLUMNS.map(() => '---')),
      ...ROWS.map((cells) => row(cells.map((cell) => `${cell}${cell.includes('\n') ? '\n' : ''}`))),
    ].join('\n')
    const file = join(await scratch(), 'open-innovation.md')
    await writeFile(file, markdown)
    const notion = await sandbox()
    const loaded = loadExport(notion, await readNotionExport(file))
    const [page = ''] = loaded.pages
    const { world } = notion
    expect(world.tables(page).map(world.cells)).toEqual([[COLUMNS, ...ROWS]])
    expect(['이름', 'Tags', 'status', 'Created by'].map((name) => world.value(page, name))).toEqual([
      '오픈이노베이션',
      'knowledge base',
      'completed',
      '아무개',
    ])
    expect(world.options(loaded.dataSource, 'status')).toContain('expired')
  })
})

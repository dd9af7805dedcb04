import { describe, expect, it } from 'vitest'
import {
  callout,
  columns,
  heading,
  linkedView,
  paragraph,
  run,
  synced,
  tabs,
  template,
  toggle,
} from '../../../src/sandbox/notion/index.ts'
import { refusal, stage, words } from './stage.ts'

const refused = (message: string) => `400 validation_error: ${message}`
const ARCHIVED = refused("Can't edit block that is archived. You must unarchive the block before editing.")
const WIDTH = refused(
  'Content creation Failed. Fix the following: \nNumber of cells in table row must match the table width of the parent table',
)

describe('blocks', () => {
  it('children, are the first level in order and rows hang below their table', async () => {
    const { client, page, table, rows } = await stage()
    const top = await client.blocks.children.list({ block_id: page })
    const below = await client.blocks.children.list({ block_id: table })
    const kinds = top.results.map((block) => ('type' in block ? [block.type, block.has_children] : []))
    expect(kinds).toEqual([
      ['heading_2', false],
      ['paragraph', false],
      ['table', true],
    ])
    expect(below.results.map((block) => block.id)).toEqual(rows)
  })

  it('a row, is replaced whole: other cells come back as they were sent', async () => {
    const { client, rows, world, table } = await stage()
    const [, row = ''] = rows
    const read = await client.blocks.retrieve({ block_id: row })
    const cells = 'type' in read && read.type === 'table_row' ? read.table_row.cells : []
    await client.blocks.update({
      block_id: row,
      table_row: { cells: [cells[0] as never, [words('2023.03.24'), words(' 까지')]] },
    })
    expect(world.cells(table)[1]).toEqual(['INNOX 2기', '2023.03.24 까지'])
    const again = await client.blocks.retrieve({ block_id: row })
    const joined = 'type' in again && again.type === 'table_row' ? again.table_row.cells[1]?.length : 0
    expect(joined).toBe(1)
  })

  it('a row with too few or too many cells, is refused, on update and on append', async () => {
    const { client, rows, table, world } = await stage()
    const before = world.cells(table)
    const short = { table_row: { cells: [[words('x')]] } }
    expect(await refusal(client.blocks.update({ block_id: rows[1] ?? '', ...short }))).toBe(WIDTH)
    expect(await refusal(client.blocks.children.append({ block_id: table, children: [short] }))).toBe(WIDTH)
    expect(world.cells(table)).toEqual(before)
  })

  it('a block of another type, and the width of a table, are refused', async () => {
    const { client, page, table, world } = await stage()
    const [title = ''] = world.children(page)
    expect(
      await refusal(client.blocks.update({ block_id: title, paragraph: { rich_text: [words('x')] } })),
    ).toBe(refused('Expected block type heading_2 in request body'))
    expect(await refusal(client.blocks.update({ block_id: table, table: { table_width: 3 } as never }))).toBe(
      refused('body failed validation: body.table.table_width should be not present, instead was `3`.'),
    )
  })

  it('new blocks, go to the start, the end, or behind a child', async () => {
    const { client, page, world } = await stage()
    const add = (content: string, position?: object) =>
      client.blocks.children.append({
        block_id: page,
        children: [{ paragraph: { rich_text: [words(content)] } }],
        ...(position && { position: position as never }),
      })
    const [title = ''] = world.children(page)
    const end = await add('끝')
    const start = await add('처음', { type: 'start' })
    const after = await add('뒤', { type: 'after_block', after_block: { id: title } })
    const at = (list: { results: { id: string }[] }) =>
      world.children(page).indexOf(list.results[0]?.id ?? '')
    expect([at(start), at(after), at(end)]).toEqual([0, 2, 5])
  })

  it('a place by `after`, is for the old version only', async () => {
    const { client, oldClient, page, world } = await stage()
    const [title = ''] = world.children(page)
    const call = { block_id: page, children: [{ divider: {} }], after: title }
    expect(await refusal(oldClient.blocks.children.append(call))).toBe('accepted')
    expect(world.children(page).length).toBe(4)
    expect(await refusal(client.blocks.children.append(call))).toContain('body.after should be not present')
  })

  it('a text of 2,001 characters, is refused by its place and length', async () => {
    const { client, page } = await stage()
    const children = [{ paragraph: { rich_text: [words('가'.repeat(2_001))] } }]
    expect(await refusal(client.blocks.children.append({ block_id: page, children }))).toBe(
      refused(
        'body failed validation: body.children[0].paragraph.rich_text[0].text.content.length should be ≤ `2000`, instead was `2001`.',
      ),
    )
  })

  it('101 children, a third level of nesting, an empty table, are refused', async () => {
    const { client, page } = await stage()
    const add = (children: unknown[]) =>
      refusal(client.blocks.children.append({ block_id: page, children: children as never }))
    const text = { rich_text: [words('x')] }
    const many = Array.from({ length: 101 }, () => ({ paragraph: text }))
    expect(await add(many)).toBe(
      refused('body failed validation: body.children.length should be ≤ `100`, instead was `101`.'),
    )
    const nested = (depth: number): object => ({
      toggle: { ...text, ...(depth > 0 && { children: [nested(depth - 1)] }) },
    })
    expect(await add([nested(2)])).toBe('accepted')
    expect(await add([nested(3)])).toContain('toggle.children should be not present')
    expect(await add([{ table: { table_width: 2, children: [] } }])).toContain(
      'children.length should be ≥ `1`',
    )
  })

  it('a deleted block, is answered as trashed, cannot be deleted twice, and comes back', async () => {
    const { client, table, world, page } = await stage()
    expect(await client.blocks.delete({ block_id: table })).toMatchObject({ in_trash: true })
    expect(world.tables(page)).toEqual([])
    expect(await refusal(client.blocks.delete({ block_id: table }))).toBe(ARCHIVED)
    await client.blocks.update({ block_id: table, in_trash: false })
    expect(world.tables(page)).toEqual([table])
  })

  it('a row of a trashed table, cannot be written', async () => {
    const { client, table, rows } = await stage()
    await client.blocks.delete({ block_id: table })
    const cells = [[words('a')], [words('b')]]
    expect(await refusal(client.blocks.update({ block_id: rows[1] ?? '', table_row: { cells } }))).toBe(
      ARCHIVED,
    )
  })

  it('equal neighbouring runs, are read back as one, and a bare host gains its slash', async () => {
    const { client, page, people, world } = await stage()
    const [, text = ''] = world.children(page)
    people.editText(text, [run('가'), run(''), run('나'), run('다', { link: 'https://example.org' })])
    const read = await client.blocks.retrieve({ block_id: text })
    const found = 'type' in read && read.type === 'paragraph' ? read.paragraph.rich_text : []
    expect(found.map((part) => [part.plain_text, part.href])).toEqual([
      ['가나', null],
      ['다', 'https://example.org/'],
    ])
  })

  it('without normal form, runs are read back as they were written', async () => {
    const { client, page, people, world } = await stage({ normalizes: false })
    const [, text = ''] = world.children(page)
    people.editText(text, [run('가'), run('나')])
    const read = await client.blocks.retrieve({ block_id: text })
    expect('type' in read && read.type === 'paragraph' && read.paragraph.rich_text.length).toBe(2)
  })

  it('a text of 4,500 characters, comes in several runs that are its whole', async () => {
    const { client, page, people, world } = await stage()
    const [, text = ''] = world.children(page)
    const long = `${'가'.repeat(1_999)}😀${'나'.repeat(2_500)}`
    people.editText(text, long)
    const read = await client.blocks.retrieve({ block_id: text })
    const parts = 'type' in read && read.type === 'paragraph' ? read.paragraph.rich_text : []
    expect(parts.map((part) => part.plain_text.length)).toEqual([1_999, 2_000, 502])
    expect(parts.map((part) => part.plain_text).join('')).toBe(long)
  })

  it('a linked view, looks like a child database and is not found', async () => {
    const { client, page, world } = await stage()
    const [view = ''] = world.append(page, [linkedView('다른 곳의 표')])
    expect(await client.blocks.retrieve({ block_id: view })).toMatchObject({
      type: 'child_database',
      has_children: false,
    })
    expect(await refusal(client.databases.retrieve({ database_id: view }))).toContain('404 object_not_found')
  })

  it('containers of every kind, are walked through their children', async () => {
    const { client, world, dataSource } = await stage()
    const inner = (name: string) => [paragraph(name)]
    const page = world.page({
      parent: dataSource,
      body: [
        toggle('접기', inner('a')),
        heading(2, '제목', inner('b')),
        columns(inner('c'), inner('d')),
        tabs(['탭', inner('e')]),
        callout('알림', inner('f')),
        template('틀', inner('g')),
        synced(inner('h')),
      ],
    })
    const [original = ''] = world.children(page).slice(-1)
    world.append(page, [synced(original)])
    const texts = async (id: string): Promise<string[]> => {
      const { results } = await client.blocks.children.list({ block_id: id })
      const found = await Promise.all(
        results.map(async (block) => {
          if (!('type' in block)) return []
          const text =
            block.type === 'paragraph' ? block.paragraph.rich_text.map((part) => part.plain_text) : []
          return [...text, ...(block.has_children ? await texts(block.id) : [])]
        }),
      )
      return found.flat()
    }
    expect(await texts(page)).toEqual(['a', 'b', 'c', 'd', '탭', 'e', 'f', 'g', 'h', 'h'])
  })

  it('a child database, has no children of its own and is read through its data sources', async () => {
    const { client, page, world } = await stage()
    const { id, dataSource } = world.database({ title: '사업', parent: page, properties: { 이름: 'title' } })
    const second = world.dataSource(id, '둘째', { 이름: 'title' })
    world.page({ parent: second, title: '행' })
    const blocks = await client.blocks.children.list({ block_id: page })
    expect(blocks.results.at(-1)).toMatchObject({ id, type: 'child_database', has_children: false })
    const database = await client.databases.retrieve({ database_id: id })
    expect('data_sources' in database && database.data_sources).toEqual([
      { id: dataSource, name: '사업' },
      { id: second, name: '둘째' },
    ])
    const rows = await client.dataSources.query({ data_source_id: second })
    expect(rows.results.length).toBe(1)
  })
})

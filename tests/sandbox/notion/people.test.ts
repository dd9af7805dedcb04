import { describe, expect, it } from 'vitest'
import { table } from '../../../src/sandbox/notion/index.ts'
import { refusal, type Stage, stage, words } from './stage.ts'

/** The stamp of a page and who set it, as the API answers them. */
async function stampOf({ client }: Stage, page: string): Promise<string[]> {
  const shown = await client.pages.retrieve({ page_id: page })
  return 'last_edited_time' in shown ? [shown.last_edited_time, shown.last_edited_by.id] : []
}

describe('edits of people', () => {
  it('a cell, edited later, moves the stamps of row and page, floored to the minute', async () => {
    const on = await stage()
    const [, row = ''] = on.rows
    expect(await stampOf(on, on.page)).toEqual(['2023-03-20T00:00:00.000Z', on.personId])
    on.clock.advance(95_000)
    const other = on.world.person('다른 사람')
    on.people.as(other).editCell(row, 1, '2023.03.24까지')
    expect(on.world.cells(on.table)[1]).toEqual(['INNOX 2기', '2023.03.24까지'])
    expect(await stampOf(on, on.page)).toEqual(['2023-03-20T00:02:00.000Z', other])
    expect(await on.client.blocks.retrieve({ block_id: row })).toMatchObject({
      last_edited_time: '2023-03-20T00:02:00.000Z',
      last_edited_by: { id: other },
    })
  })

  it('a block written through the API, moves the stamp of its page, or not, by the switch', async () => {
    for (const touches of [true, false]) {
      const on = await stage({ apiBlockEditsTouchPage: touches })
      on.clock.advance(60_000)
      const cells = [[words('a')], [words('b')]]
      await on.client.blocks.update({ block_id: on.rows[1] ?? '', table_row: { cells } })
      expect(await stampOf(on, on.page)).toEqual(
        touches ? ['2023-03-20T00:01:00.000Z', on.botId] : ['2023-03-20T00:00:00.000Z', on.personId],
      )
      expect(await on.client.blocks.retrieve({ block_id: on.rows[1] ?? '' })).toMatchObject({
        last_edited_by: { id: on.botId },
      })
    }
  })

  it('an edit of a sub-page, does not move the stamp of the page above', async () => {
    const on = await stage()
    const below = on.world.page({ parent: on.page, title: '하위' })
    on.clock.advance(60_000)
    on.people.renamePage(below, '새 이름')
    expect((await stampOf(on, on.page))[0]).toBe('2023-03-20T00:00:00.000Z')
    expect(await on.client.blocks.retrieve({ block_id: below })).toMatchObject({
      child_page: { title: '새 이름' },
    })
  })

  it('rows, added, moved and deleted, keep their ids; a cut and pasted one gets a new id', async () => {
    const { people, world, table, rows } = await stage()
    const [header = '', first = '', second = ''] = rows
    const added = people.addRow(table, ['새 사업'], { after: header })
    expect(world.children(table)).toEqual([header, added, first, second])
    people.moveRow(added, 'end')
    expect(world.children(table)).toEqual([header, first, second, added])
    people.deleteRow(second)
    const pasted = people.cutAndPasteRow(first, 'end')
    expect(world.children(table)).toEqual([header, added, pasted])
    expect(world.cells(table)).toEqual([
      ['사업명', '지원 접수 기간'],
      ['새 사업', ''],
      ['INNOX 2기', '2023.03.17.(금)까지'],
    ])
  })

  it('a row pasted where it was cut, stands in its old place', async () => {
    const { people, world, table, rows } = await stage()
    const pasted = people.cutAndPasteRow(rows[1] ?? '')
    expect(world.children(table)).toEqual([rows[0], pasted, rows[2]])
  })

  it('a row pasted into another table, is there and no longer here', async () => {
    const { people, world, table: here, rows, page } = await stage()
    const [there = ''] = world.append(page, [table([['사업명', '지원 접수 기간']])])
    const pasted = people.cutAndPasteRow(rows[1] ?? '', 'end', there)
    expect([world.children(here), world.children(there).at(-1)]).toEqual([[rows[0], rows[2]], pasted])
  })

  it('columns, added, moved and deleted, change the width for everyone', async () => {
    const { people, world, table, client } = await stage()
    people.addColumn(table, '비고')
    people.moveColumn(table, 1, 0)
    people.deleteColumn(table, 2)
    people.addColumn(table, '링크', 0)
    expect(world.cells(table)[0]).toEqual(['링크', '지원 접수 기간', '사업명'])
    expect(await client.blocks.retrieve({ block_id: table })).toMatchObject({ table: { table_width: 3 } })
    people.setHeaderRow(table, false)
    expect(await client.blocks.retrieve({ block_id: table })).toMatchObject({
      table: { has_column_header: false },
    })
  })

  it('pages, added, trashed, restored and deleted for good, come and go in queries', async () => {
    const { people, client, dataSource, page } = await stage()
    const listed = async () =>
      (await client.dataSources.query({ data_source_id: dataSource })).results.map(({ id }) => id)
    const added = people.addPage({
      parent: dataSource,
      title: '새 페이지',
      properties: { status: 'completed' },
    })
    expect(await listed()).toEqual([page, added])
    people.trashPage(page)
    expect(await listed()).toEqual([added])
    people.restorePage(page)
    people.deletePageForGood(added)
    expect(await listed()).toEqual([page])
    people.lockPage(page)
    expect(await refusal(client.pages.update({ page_id: page, properties: { size: { number: 1 } } }))).toBe(
      'accepted',
    )
  })

  it('a renamed column, keeps its id; a renamed option, keeps its pages', async () => {
    const { people, client, dataSource, page, world } = await stage()
    const id = async (name: string) => {
      const source = await client.dataSources.retrieve({ data_source_id: dataSource })
      return 'properties' in source ? source.properties[name]?.id : undefined
    }
    const before = await id('status')
    people.renameColumn(dataSource, 'status', '상태')
    expect([await id('status'), await id('상태')]).toEqual([undefined, before])
    people.renameOption(dataSource, '상태', 'completed', '완료')
    expect(world.value(page, '상태')).toBe('완료')
    people.removeOption(dataSource, '상태', '완료')
    expect(world.value(page, '상태')).toBe('not started')
    people.addOption(dataSource, '상태', 'review', 'Complete')
    people.setStatus(page, 'review')
    expect(world.value(page, '상태')).toBe('review')
  })

  it('a status column, changed through the API, only gains options; a select, is replaced', async () => {
    const { client, dataSource, world } = await stage()
    const update = (properties: object) =>
      client.dataSources.update({ data_source_id: dataSource, properties: properties as never })
    await update({ status: { status: { options: [{ name: 'review' }] } } })
    await update({ field: { select: { options: [{ name: 'Bio' }] } } })
    expect([world.options(dataSource, 'status'), world.options(dataSource, 'field')]).toEqual([
      ['not started', 'in progress', 'completed', 'expired', 'review'],
      ['Bio'],
    ])
    const source = await client.dataSources.retrieve({ data_source_id: dataSource })
    const status = 'properties' in source ? source.properties.status : undefined
    const groups = status?.type === 'status' ? status.status.groups : []
    expect(groups.map(({ name, option_ids: ids }) => [name, ids.length])).toEqual([
      ['To-do', 2],
      ['In progress', 1],
      ['Complete', 2],
    ])
  })

  it('the same seed, gives the same ids whatever is asked in between', async () => {
    const build = async (asks: number) => {
      const { world, client, dataSource, page } = await stage({ seed: 9 })
      for (let count = 0; count < asks; count += 1) await client.pages.retrieve({ page_id: page })
      return world.page({ parent: dataSource })
    }
    expect(await build(0)).toBe(await build(3))
  })
})

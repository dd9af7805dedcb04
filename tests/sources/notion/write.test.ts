import { afterEach, describe, expect, test } from 'vitest'
import type { Table } from '../../../src/documents/document.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import {
  bold,
  dateMention,
  link,
  paragraph,
  run,
  table,
  userMention,
} from '../../../src/sandbox/notion/index.ts'
import { mention } from '../../../src/sandbox/notion/rich-text.ts'
import { type NotionSource, notionDiscovery, notionSource } from '../../../src/sources/notion/index.ts'
import { stage } from './stage.ts'

const MINUTE = 60_000
const DONE = { result: 'done', problem: null }
const ALREADY = { result: 'already', problem: null }

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const filling = (text: string, url: string | null = null) => ({ text, url })

/** A page with a table that has a column for us, and an inline database that has several. */
async function withPage(...given: Parameters<typeof stage>) {
  const s = await stage(...given)
  open.push(s)
  const person = s.world.person('김현식')
  const id = s.world.page({
    parent: s.base.dataSource,
    title: 'Open innovation',
    properties: { status: 'not started' },
    body: [
      paragraph('표'),
      table([
        ['사업명', '접수기간', '상태'],
        [
          [bold('A'), link(' 공고', 'https://a.kr')],
          [run('~ '), dateMention('2026-04-30'), run(' 문의 '), userMention(person, '김현식')],
          '',
        ],
        ['B', '2026.05.30까지', ''],
      ]),
    ],
  })
  const inline = s.world.database({
    title: '공고',
    parent: id,
    inline: true,
    properties: {
      이름: 'title',
      상태: { type: 'select', options: ['접수 중', '마감'] },
      'D-day': 'number',
      마감: 'date',
      일정: 'url',
      비고: 'rich_text',
      단계: { type: 'status', toDo: ['예정'], inProgress: [], complete: ['끝'] },
    },
  })
  const row = s.world.page({ parent: inline.dataSource, title: '공고 A' })
  s.clock.advance(20 * MINUTE)
  await s.read()
  s.requests()
  const read = (): Table => {
    const found = s.document(id).tables.find(({ kind }) => kind === 'table')
    if (!found) throw new Error('no table')
    return found
  }
  return { ...s, id, inline, row, table: read(), readTable: read }
}
type Written = Awaited<ReturnType<typeof withPage>>

const cellWrite = (s: Written, text = '접수 중', index = 1) => ({
  documentId: s.id,
  table: s.table,
  rowId: s.table.rows[index]?.id ?? '',
  cells: [{ column: 2, to: filling(text) }],
})

describe('status', () => {
  const write = (s: Written, to = 'completed') => ({ documentId: s.id, from: 'not started', to })

  test('as it was read, is moved by two requests, and not moved again', async () => {
    const s = await withPage()
    expect(await s.source.writeStatus(write(s))).toEqual(DONE)
    expect(s.world.value(s.id, 'status')).toBe('completed')
    expect(s.requests()).toEqual(['GET pages/*', 'PATCH pages/*'])
    expect(await s.source.writeStatus(write(s))).toEqual(ALREADY)
    expect(s.requests()).toEqual(['GET pages/*'])
  })

  test('chosen by a person meanwhile, stays', async () => {
    const s = await withPage()
    s.people.setStatus(s.id, 'expired')
    expect(await s.source.writeStatus(write(s))).toEqual({
      result: 'theirs',
      problem: 'a person chose `expired`',
    })
    expect(s.world.value(s.id, 'status')).toBe('expired')
  })

  test('option that does not exist, is not made; once a person adds it, it is used', async () => {
    const s = await withPage()
    expect(await s.source.writeStatus(write(s, 'archived'))).toEqual({
      result: 'impossible',
      problem: '`status` has no option `archived` (it has `not started`, `completed`, `expired`)',
    })
    expect(s.world.options(s.base.dataSource, 'status')).toEqual(['not started', 'completed', 'expired'])
    s.people.addOption(s.base.dataSource, 'status', 'archived')
    expect(await s.source.writeStatus(write(s, 'archived'))).toEqual(DONE)
  })

  test('select property, works alike and gets no new option', async () => {
    const s = await withPage({}, { statusProperty: '상태' })
    const base = s.world.database({
      title: 'B',
      properties: { N: 'title', 상태: { type: 'select', options: ['진행', '완료'] } },
    })
    const id = s.world.page({ parent: base.dataSource, title: 'P', properties: { 상태: '진행' } })
    const source = notionSource({ ...s.settings, database: base.id }, s.memory)
    expect(await source.writeStatus({ documentId: id, from: '진행', to: '완료' })).toEqual(DONE)
    expect(await source.writeStatus({ documentId: id, from: '완료', to: '끝' })).toMatchObject({
      result: 'impossible',
    })
    expect(s.world.options(base.dataSource, '상태')).toEqual(['진행', '완료'])
  })

  test('property renamed since, is still the same property', async () => {
    const s = await withPage()
    s.people.renameColumn(s.base.dataSource, 'status', '진행 상황')
    expect(await s.source.writeStatus(write(s))).toEqual(DONE)
    const result = await s.read(true)
    expect(result.notes).toEqual([
      'The property `status` is now called `진행 상황`; write that into `status.property`.',
    ])
    expect(s.document(s.id).status).toBe('completed')
  })

  test('page in the trash, is left alone', async () => {
    const s = await withPage()
    s.people.trashPage(s.id)
    expect(await s.source.writeStatus(write(s))).toEqual({
      result: 'theirs',
      problem: 'the page is in the trash',
    })
  })

  test('no capability to update, is said with its mend', async () => {
    const s = await withPage({ capabilities: { updateContent: false } })
    expect(await s.source.writeStatus(write(s))).toMatchObject({
      result: 'impossible',
      problem: expect.stringContaining('tick the capability'),
    })
  })
})

describe('cells of a table', () => {
  test('filled, keep the rich text of the others, and are read again without a stamp', async () => {
    const s = await withPage({ apiBlockEditsTouchPage: false })
    const before = s.table.rows.map(({ cells }) => cells)
    expect(await s.source.writeCells(cellWrite(s))).toEqual(DONE)
    expect(s.requests()).toEqual(['GET blocks/*', 'GET blocks/*', 'PATCH blocks/*', 'GET blocks/*'])
    expect((await s.read()).changed).toEqual([s.id])
    const after = s.readTable().rows.map(({ cells }) => cells)
    expect(after).toEqual([
      before[0],
      [before[1]?.[0], before[1]?.[1], { text: '접수 중', links: [], dates: [] }],
      before[2],
    ])
    expect(await s.source.writeCells({ ...cellWrite(s), table: s.readTable() })).toEqual(ALREADY)
  })

  test('address, is written as a link and found again as Notion spells it', async () => {
    const s = await withPage()
    const write = { ...cellWrite(s), cells: [{ column: 2, to: filling('일정', 'https://calendar.example') }] }
    expect(await s.source.writeCells(write)).toEqual(DONE)
    expect(await s.source.writeCells(write)).toEqual(ALREADY)
    expect(s.world.cells(s.table.id)[1]?.[2]).toBe('일정')
  })

  const MEANWHILE: Readonly<Record<string, (s: Written, rowId: string) => void>> = {
    'another cell edited': (s, row) => s.people.editCell(row, 0, 'A2'),
    'our cell edited': (s, row) => s.people.editCell(row, 2, '내가 쓴 것'),
    'link behind the same words changed': (s, row) =>
      s.people.editCell(row, 0, [run('A'), link(' 공고', 'https://b.kr')]),
    'columns swapped': (s) => s.people.moveColumn(s.table.id, 1, 2),
    'column added': (s) => s.people.addColumn(s.table.id, '새 열', 2),
    'column deleted': (s) => s.people.deleteColumn(s.table.id, 1),
    'header renamed': (s) => s.people.editCell(s.table.rows[0]?.id ?? '', 2, '메모'),
    'row deleted': (s, row) => s.people.deleteRow(row),
    'row cut and pasted': (s, row) => void s.people.cutAndPasteRow(row),
  }
  for (const [name, doing] of Object.entries(MEANWHILE)) {
    test(`${name} meanwhile, stays as the person left it`, async () => {
      const s = await withPage()
      const write = cellWrite(s)
      doing(s, write.rowId)
      const left = s.world.cells(s.table.id)
      expect(await s.source.writeCells(write)).toMatchObject({ result: 'theirs' })
      expect(s.world.cells(s.table.id)).toEqual(left)
      expect(s.requests().filter((line) => line.startsWith('PATCH'))).toEqual([])
    })
  }

  /** Has a person edit the first cell right before the nth request from now is answered. */
  function editAt(s: Written, nth: number, row: string): void {
    let count = 0
    s.sandbox.server.faults.when(
      () => {
        count += 1
        if (count === nth) s.people.editCell(row, 0, '방금')
        return false
      },
      { kind: 'slow', ms: 0 },
    )
  }

  test('person who edits while we read, or after we wrote, keeps the edit', async () => {
    for (const [nth, state] of [
      [1, ''],
      [2, ''],
      [4, '접수 중'],
    ] as const) {
      const s = await withPage()
      const write = cellWrite(s)
      editAt(s, nth, write.rowId)
      expect(await s.source.writeCells(write)).toMatchObject({ result: 'theirs' })
      expect(s.world.cells(s.table.id)[1]?.map((text, index) => (index === 1 ? '' : text))).toEqual([
        '방금',
        '',
        state,
      ])
    }
  })

  test('style of the words that stood there, is that of the new ones', async () => {
    const s = await withPage()
    const red = { annotations: { bold: true, color: 'red', strikethrough: true } } as const
    s.people.editCell(s.table.rows[1]?.id ?? '', 2, [run('D-9', red)])
    s.people.set(s.row, '비고', [run('D-9', red)])
    await s.read()
    expect(await s.source.writeCells({ ...cellWrite(s, 'D-2'), table: s.readTable() })).toEqual(DONE)
    expect(
      await s.source.writeProperty({ pageId: s.row, property: '비고', from: 'D-9', to: filling('D-2') }),
    ).toEqual(DONE)
    const cells = s.world.store.blocks.get(s.table.rows[1]?.id ?? '')?.content.cells as object[][] | undefined
    const value = s.world.pageJson(s.row).properties as { 비고: { rich_text: object[] } }
    for (const words of [cells?.[2], value.비고.rich_text])
      expect(words).toMatchObject([
        { plain_text: 'D-2', annotations: { bold: true, color: 'red', strikethrough: false } },
      ])
  })

  test('row moved meanwhile, is the same row', async () => {
    const s = await withPage()
    const write = cellWrite(s)
    s.people.moveRow(write.rowId, 'end')
    expect(await s.source.writeCells(write)).toEqual(DONE)
    expect(s.world.cells(s.table.id).map((cells) => cells[2])).toEqual(['상태', '', '접수 중'])
  })

  test('neighbour that Notion would not take back, keeps us from writing', async () => {
    const s = await withPage()
    const row = s.table.rows[2]?.id ?? ''
    s.people.editCell(row, 0, [
      mention({ type: 'link_preview', link_preview: { url: 'https://a.kr/' } }, 'A'),
    ])
    await s.read()
    expect(await s.source.writeCells({ ...cellWrite(s, 'x', 2), table: s.readTable() })).toMatchObject({
      result: 'impossible',
    })
    expect(s.requests().filter((line) => line.startsWith('PATCH'))).toEqual([])
  })
})

describe('properties of a row', () => {
  const write = (s: Written, property: string, to: ReturnType<typeof filling>, from = '') => ({
    pageId: s.row,
    property,
    from,
    to,
  })

  test('each type that is filled, takes its value, once', async () => {
    const s = await withPage()
    const fillings = {
      상태: filling('접수 중'),
      일정: filling('일정', 'https://calendar.example/e'),
      비고: filling('메모', 'https://a.kr'),
      단계: filling('끝'),
    }
    const current: Readonly<Record<string, string>> = { 단계: '예정' }
    for (const [property, to] of Object.entries(fillings)) {
      expect(await s.source.writeProperty(write(s, property, to, current[property]))).toEqual(DONE)
      expect(await s.source.writeProperty(write(s, property, to, current[property]))).toEqual(ALREADY)
    }
    expect(Object.keys(fillings).map((property) => s.world.value(s.row, property))).toEqual([
      '접수 중',
      'https://calendar.example/e',
      '메모',
      '끝',
    ])
  })

  test('person’s value, stays', async () => {
    const s = await withPage()
    s.people.set(s.row, '비고', '내 메모')
    expect(await s.source.writeProperty(write(s, '비고', filling('x')))).toMatchObject({ result: 'theirs' })
    expect(s.world.value(s.row, '비고')).toBe('내 메모')
  })

  test('option that does not exist, is never made', async () => {
    const s = await withPage()
    expect(await s.source.writeProperty(write(s, '상태', filling('마감 임박')))).toEqual({
      result: 'impossible',
      problem: '`상태` has no option `마감 임박` (it has `접수 중`, `마감`)',
    })
    expect(s.world.options(s.inline.dataSource, '상태')).toEqual(['접수 중', '마감'])
  })

  test('option that does not exist, in a data source that is known, is asked for once for all rows', async () => {
    const s = await withPage()
    for (let nth = 0; nth < 3; nth += 1) {
      expect(
        await s.source.writeProperty({
          ...write(s, '상태', filling('예정')),
          dataSource: s.inline.dataSource,
        }),
      ).toMatchObject({ result: 'impossible' })
    }
    expect(s.requests()).toEqual(['GET data_sources/*'])
  })

  test('title, and numbers and dates, which look like a person’s, are not filled', async () => {
    const s = await withPage()
    expect(await s.source.writeProperty(write(s, 'D-day', filling('D-12')))).toMatchObject({
      result: 'impossible',
    })
    expect(await s.source.writeProperty(write(s, '마감', filling('마감')))).toEqual({
      result: 'impossible',
      problem: 'a property of type date is not filled',
    })
    expect(await s.source.writeProperty(write(s, '이름', filling('x'), '공고 A'))).toMatchObject({
      result: 'impossible',
    })
  })
})

describe('comments', () => {
  const can = { capabilities: { readComments: true, insertComments: true } }
  const about = (s: Written, text = '알 수 없는 기간') => ({ documentId: s.id, marker: 'a1', text })
  const words = (s: Written) => s.world.comments(s.id).map(({ text }) => text)

  test('asked for twice, is posted once; mended, is settled once; broken again, is posted anew', async () => {
    const s = await withPage(can)
    expect(await s.source.comment(about(s))).toEqual(DONE)
    expect(await s.source.comment(about(s))).toEqual(ALREADY)
    expect(await s.source.openComments()).toEqual([{ marker: 'a1', documentId: s.id }])
    expect(await s.source.settleComment(about(s, '해결'))).toEqual(DONE)
    expect(await s.source.settleComment(about(s, '해결'))).toEqual(ALREADY)
    expect(await s.source.openComments()).toEqual([])
    expect(await s.source.comment(about(s))).toEqual(DONE)
    expect(words(s)).toEqual([
      '알 수 없는 기간\n[magam:a1]',
      '해결\n[magam:a1] ✓',
      '알 수 없는 기간\n[magam:a1#2]',
    ])
  })

  test('memory lost, is found again by its marker', async () => {
    const s = await withPage(can)
    await s.source.comment(about(s))
    await s.memory.putValue('notion:comments', '{}', (await s.memory.value('notion:comments'))?.version ?? 0)
    expect(await s.source.comment(about(s))).toEqual(ALREADY)
    expect(await s.source.settleComment(about(s, '해결'))).toEqual(DONE)
    expect(words(s)).toHaveLength(2)
  })

  test('resolved by a person, is not posted again, nor settled in words', async () => {
    const s = await withPage(can)
    await s.source.comment(about(s))
    s.people.resolveComment(s.world.comments(s.id)[0]?.id ?? '')
    expect(await s.source.comment(about(s))).toEqual(ALREADY)
    expect(await s.source.settleComment(about(s, '해결'))).toEqual(ALREADY)
    expect(words(s)).toHaveLength(1)
    expect(await s.source.openComments()).toEqual([])
  })

  test('capability missing, is said once and tried again after a reading of everything', async () => {
    const s = await withPage()
    expect(await s.source.comment(about(s))).toEqual({
      result: 'off',
      problem: expect.stringContaining('comment capabilities'),
    })
    s.requests()
    expect(await s.source.comment(about(s))).toEqual({ result: 'off', problem: null })
    expect(await s.source.settleComment(about(s))).toEqual({ result: 'off', problem: null })
    expect(s.requests()).toEqual([])
    Object.assign(s.sandbox.settings.capabilities, { readComments: true, insertComments: true })
    await s.read(true)
    expect(await s.source.comment(about(s))).toEqual(DONE)
  })

  test('refused by something on the way, is tried again by the next run and switches nothing off', async () => {
    const s = await withPage(can)
    s.sandbox.server.faults.when(({ path }) => path.endsWith('/comments'), { kind: 'html', status: 403 })
    expect(await s.source.comment(about(s))).toMatchObject({ result: 'failed' })
    s.sandbox.server.faults.clear()
    expect(await s.source.comment(about(s))).toEqual(DONE)
  })

  test('long words, are posted in parts', async () => {
    const s = await withPage(can)
    expect(await s.source.comment(about(s, '가'.repeat(5_000)))).toEqual(DONE)
    expect(words(s)[0]).toHaveLength(5_000 + '\n[magam:a1]'.length)
  })
})

describe('one fault at any request of a write', () => {
  const FAULTS: Readonly<Record<string, Fault>> = {
    '503 saved': { kind: 'status', status: 503, when: 'after' },
    '503 not saved': { kind: 'status', status: 503, when: 'before' },
    '500 saved': { kind: 'status', status: 500, when: 'after' },
    '504': { kind: 'status', status: 504, when: 'after' },
    '502': { kind: 'html', status: 502 },
    '409': { kind: 'status', status: 409, when: 'before' },
    '429': { kind: 'status', status: 429, when: 'before', retryAfter: 61 },
    'answer lost': { kind: 'reset', when: 'after' },
    'request lost': { kind: 'reset', when: 'before' },
    'answer cut': { kind: 'truncate' },
    'answer never comes': { kind: 'hang', when: 'after' },
    'request never answered': { kind: 'hang', when: 'before' },
  }
  type Doing = (source: NotionSource, s: Written) => Promise<{ result: string }>
  const WRITES: Readonly<Record<string, Doing>> = {
    status: (source, s) => source.writeStatus({ documentId: s.id, from: 'not started', to: 'completed' }),
    cells: (source, s) => source.writeCells(cellWrite(s)),
    property: (source, s) =>
      source.writeProperty({ pageId: s.row, property: '비고', from: '', to: filling('메모') }),
    comment: (source, s) => source.comment({ documentId: s.id, marker: 'a1', text: '?' }),
  }
  const state = (s: Written) => ({
    status: s.world.value(s.id, 'status'),
    cells: s.world.cells(s.table.id),
    note: s.world.value(s.row, '비고'),
    comments: s.world.comments(s.id).map(({ text }) => text),
  })

  for (const [what, doing] of Object.entries(WRITES)) {
    test(`${what}, ends right with the next try, once, and is never sent again after it was saved`, async () => {
      const can = { capabilities: { readComments: true, insertComments: true } }
      const smooth = await withPage(can)
      expect(await doing(smooth.source, smooth)).toEqual(DONE)
      const wanted = state(smooth)
      for (const [name, fault] of Object.entries(FAULTS)) {
        for (let nth = 1; ; nth += 1) {
          // Only what never comes is given up soon: on a busy machine anything else may take as long.
          const s = await withPage(can, fault.kind === 'hang' ? { requestTimeoutMs: 60 } : {})
          s.sandbox.server.faults.at(nth, fault)
          const first = await doing(s.source, s)
          if (s.sandbox.server.faults.struck.length === 0) break
          expect
            .soft(['done', 'unsure', ...(fault.kind === 'hang' ? ['failed'] : [])], `${name} at ${nth}`)
            .toContain(first.result)
          const patient = notionSource({ ...s.settings, requestTimeoutMs: 60_000 }, s.memory)
          const second = await doing(patient, s)
          expect.soft(['already', 'done'], `${name} at ${nth}, again`).toContain(second.result)
          expect.soft(state(s), `${name} at ${nth}`).toEqual(wanted)
          await s.close()
        }
      }
    })
  }
})

test('our own writes, cause no further write over 100 cycles', async () => {
  const s = await withPage({
    capabilities: { readComments: true, insertComments: true },
    apiBlockEditsTouchPage: false,
  })
  const writes: string[] = []
  for (let cycle = 0; cycle < 100; cycle += 1) {
    await s.read()
    const { status } = s.document(s.id)
    if (status !== 'completed')
      await s.source.writeStatus({ documentId: s.id, from: status, to: 'completed' })
    const now = s.readTable()
    const row = now.rows[1]
    if (row?.cells[2]?.text !== '접수 중') await s.source.writeCells({ ...cellWrite(s), table: now })
    await s.source.comment({ documentId: s.id, marker: 'a1', text: '?' })
    writes.push(...s.requests().filter((line) => !line.startsWith('GET') && !line.endsWith('query')))
    s.clock.advance(10 * MINUTE)
  }
  expect(writes).toEqual(['PATCH pages/*', 'PATCH blocks/*', 'POST comments'])
})

describe('options of the status', () => {
  test('added on wish, keep those that exist, and are added once', async () => {
    const s = await withPage()
    expect(await s.source.addStatusOption('보류')).toEqual(DONE)
    expect(await s.source.addStatusOption('보류')).toEqual(ALREADY)
    expect(await s.source.statusOptions()).toEqual([
      {
        dataSource: s.base.dataSource,
        name: 'Knowledge',
        options: ['not started', 'completed', 'expired', '보류'],
      },
    ])
    expect(s.world.options(s.base.dataSource, 'status')).toEqual([
      'not started',
      'completed',
      'expired',
      '보류',
    ])
  })

  test('added by a person, are known at once where they were missing, and cost nothing where they were not', async () => {
    const s = await withPage()
    s.people.addOption(s.base.dataSource, 'status', '보류')
    const options = async (...wanted: string[]) => (await s.source.statusOptions(wanted))[0]?.options
    expect(await options('completed')).toEqual(['not started', 'completed', 'expired'])
    expect(s.requests()).toEqual([])
    expect(await options('completed', '보류')).toEqual(['not started', 'completed', 'expired', '보류'])
    expect(s.requests()).toEqual(['GET databases/*', 'GET data_sources/*'])
  })

  test('of a select, keep those that exist', async () => {
    const s = await withPage()
    const discovery = notionDiscovery({ token: s.sandbox.token, baseUrl: s.sandbox.url })
    const wish = { dataSource: s.inline.dataSource, property: '상태', name: '상시' }
    expect(await discovery.addStatusOption(wish)).toEqual(DONE)
    expect(s.world.options(s.inline.dataSource, '상태')).toEqual(['접수 중', '마감', '상시'])
    expect(await discovery.addStatusOption({ ...wish, property: '비고' })).toMatchObject({
      result: 'impossible',
    })
  })
})

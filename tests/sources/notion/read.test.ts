import { afterEach, describe, expect, test } from 'vitest'
import {
  type BlockSpec,
  bold,
  bullet,
  callout,
  columns,
  dateMention,
  divider,
  heading,
  link,
  linkedView,
  mention,
  pageMention,
  paragraph,
  quote,
  run,
  synced,
  table,
  tabs,
  template,
  toggle,
  unsupported,
} from '../../../src/sandbox/notion/index.ts'
import { notionSource } from '../../../src/sources/notion/index.ts'
import { freshMemory, type Stage, stage } from './stage.ts'

const MINUTE = 60_000
const open: Stage[] = []
async function set(...given: Parameters<typeof stage>) {
  const made = await stage(...given)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const programmes = (...names: string[]) =>
  table([['사업명', '접수기간'], ...names.map((name) => [name, '2026.04.30까지'])])

function addPage(s: Stage, title: string, body: readonly BlockSpec[] = [], properties = {}) {
  return s.world.page({ parent: s.base.dataSource, title, body, properties })
}

/** Names in the first column of each table of the body, and the heading above it. */
function outline(s: Stage, id: string) {
  return s
    .document(id)
    .tables.slice(1)
    .map(({ title, rows }) => [title, ...rows.map(({ cells }) => cells[0]?.text)])
}

describe('places where tables live', () => {
  test('toggles, columns, callouts, quotes, list items, tabs, templates: every table, in display order', async () => {
    const s = await set()
    const id = addPage(s, 'P', [
      programmes('top'),
      heading(1, '접힌 제목', [toggle('열기', [programmes('toggle in toggle heading')])]),
      heading(2, '나란히'),
      columns([callout('왼쪽', [programmes('callout in column')])], [quote('오른쪽', [programmes('quote')])]),
      bullet('항목', [bullet('더', [programmes('deep item')])]),
      tabs(['탭', [programmes('tab')]]),
      template('양식', [programmes('template')]),
      divider(),
    ])
    await s.read()
    const head = '사업명'
    expect(outline(s, id)).toEqual([
      ['', head, 'top'],
      ['열기', head, 'toggle in toggle heading'],
      ['왼쪽', head, 'callout in column'],
      ['오른쪽', head, 'quote'],
      ['더', head, 'deep item'],
      ['탭', head, 'tab'],
      ['나란히', head, 'template'],
    ])
  })

  test('what a table stands under, is told from the nearest outward, and ends where its block or rank ends', async () => {
    const s = await set()
    const id = addPage(s, 'P', [
      heading(1, '2023년'),
      heading(2, '상반기', [programmes('a')]),
      toggle('2022년\n지난 공고', [
        heading(3, '안쪽'),
        toggle('', [programmes('b')]),
        heading(1, '끝'),
        programmes('c'),
      ]),
      programmes('d'),
      heading(2, '하반기'),
      bullet('항목', [programmes('e')]),
      heading(3, '셋째'),
      programmes('f'),
      heading(1, '2024년'),
      programmes('g'),
      callout('안내 '.repeat(100), [programmes('h')]),
    ])
    s.world.database({ title: '공고', parent: id, properties: { 이름: 'title' } })
    await s.read()
    const tables = s.document(id).tables.slice(1)
    expect(tables.map(({ title, within = [], rows }) => [rows[1]?.cells[0]?.text, title, ...within])).toEqual(
      [
        ['a', '상반기', '2023년'],
        ['b', '안쪽', '2022년', '2023년'],
        ['c', '끝', '2022년', '2023년'],
        ['d', '2023년'],
        ['e', '항목', '하반기', '2023년'],
        ['f', '셋째', '하반기', '2023년'],
        ['g', '2024년'],
        ['h', expect.stringMatching(/^(안내 ){33}…$/), '2024년'],
        [undefined, '공고', '2024년'],
      ],
    )
  })

  test('synced block, its copy on the same page, counts once and costs no request', async () => {
    const s = await set()
    const id = addPage(s, 'P', [synced([programmes('once')])])
    const [original = ''] = s.world.children(id)
    s.world.append(id, [synced(original)])
    await s.read()
    expect(outline(s, id)).toEqual([['', '사업명', 'once']])
    expect(s.requests().filter((line) => line.includes('blocks'))).toHaveLength(3)
  })

  test('synced block, its original on another page, is read through the copy', async () => {
    const s = await set()
    const elsewhere = s.world.page({ title: 'Elsewhere', body: [synced([programmes('shared')])] })
    const [original = ''] = s.world.children(elsewhere)
    const id = addPage(s, 'P', [synced(original)])
    await s.read()
    expect(outline(s, id)).toEqual([['', '사업명', 'shared']])
  })

  test('synced block, its original no longer shared, holds the page as it was; never shared, is noted', async () => {
    const s = await set()
    const elsewhere = s.world.page({ title: 'Elsewhere', body: [synced([programmes('shared')])] })
    const copy = synced(s.world.children(elsewhere)[0] ?? '')
    const id = addPage(s, 'P', [copy])
    s.clock.advance(20 * MINUTE)
    await s.read()
    const before = s.document(id)
    s.world.unshare(elsewhere)
    s.people.addBlock(id, paragraph('new'))
    expect(await s.read()).toMatchObject({
      complete: false,
      failures: [{ documentId: id, problem: expect.stringContaining('can no longer be seen') }],
    })
    expect(s.document(id)).toEqual(before)
    const other = addPage(s, 'Q', [copy])
    await s.read()
    expect(s.document(other).notes).toEqual([
      'A copy of a synced block on this page is not shared with the integration, or only shows what lives elsewhere: it was passed over.',
    ])
    s.world.share(elsewhere)
    expect(await s.read()).toMatchObject({ complete: true })
    expect([id, other].map((page) => outline(s, page))).toEqual([
      [['', '사업명', 'shared']],
      [['', '사업명', 'shared']],
    ])
  })

  test('synced block, emptied by a person, is empty and no trouble', async () => {
    const s = await set()
    const elsewhere = s.world.page({ title: 'Elsewhere', body: [synced([programmes('shared')])] })
    const [original = ''] = s.world.children(elsewhere)
    const id = addPage(s, 'P', [synced(original)])
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.people.deleteBlock(s.world.children(original)[0] ?? '')
    s.clock.advance(70 * MINUTE)
    expect(await s.read()).toMatchObject({ complete: true, changed: [id] })
    expect(outline(s, id)).toEqual([])
  })

  test('synced block, its original on another page, follows edits there: at once with others, else within the hour', async () => {
    const s = await set()
    const elsewhere = s.world.page({ title: 'outside of the base', body: [synced([programmes('A')])] })
    const id = addPage(s, 'P', [synced(s.world.children(elsewhere)[0] ?? '')])
    const other = addPage(s, 'other')
    const row = s.world.children(s.world.tables(elsewhere)[0] ?? '')[1] ?? ''
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.people.editCell(row, 0, 'B')
    s.clock.advance(10 * MINUTE)
    expect((await s.read()).changed).toEqual([])
    s.people.renamePage(other, 'another')
    s.clock.advance(10 * MINUTE)
    expect((await s.read()).changed).toEqual([id, other].sort())
    s.people.editCell(row, 0, 'C')
    s.clock.advance(50 * MINUTE)
    expect((await s.read()).changed).toEqual([id])
    expect(outline(s, id)).toEqual([['', '사업명', 'C']])
    s.clock.advance(30 * MINUTE)
    expect(await s.read()).toMatchObject({ changed: [], requests: 1 })
  })

  test('synced block, its reading cut off after that of the original, is read by the next', async () => {
    const s = await set()
    const original = addPage(s, 'O', [synced([programmes('A')])])
    const id = addPage(s, 'P', [synced(s.world.children(original)[0] ?? '')])
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.people.editCell(s.world.children(s.world.tables(original)[0] ?? '')[1] ?? '', 0, 'B')
    s.clock.advance(20 * MINUTE)
    s.sandbox.server.faults.when(({ path }) => path.endsWith(`/pages/${id}`), {
      kind: 'status',
      status: 401,
      when: 'before',
    })
    await expect(s.read()).rejects.toMatchObject({ code: 'notion-token' })
    s.sandbox.server.faults.clear()
    expect((await s.read()).changed).toEqual([id])
    expect([original, id].map((page) => outline(s, page))).toEqual([
      [['', '사업명', 'B']],
      [['', '사업명', 'B']],
    ])
  })

  test('synced block on many pages, is asked for on one of them, and read on all when it changed', async () => {
    const s = await set()
    const elsewhere = s.world.page({ title: 'outside of the base', body: [synced([programmes('A')])] })
    const pages = Array.from({ length: 5 }, (_, index) =>
      addPage(s, `P${index}`, [synced(s.world.children(elsewhere)[0] ?? '')]),
    )
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.clock.advance(70 * MINUTE)
    expect(await s.read()).toMatchObject({ changed: [], requests: 1 + 4 })
    s.people.editCell(s.world.children(s.world.tables(elsewhere)[0] ?? '')[1] ?? '', 0, 'B')
    s.clock.advance(70 * MINUTE)
    expect(await s.read()).toMatchObject({ changed: pages.sort(), requests: 1 + 5 * 4 })
  })

  test('synced block without a table, its original on another page, is not asked for', async () => {
    const s = await set()
    const elsewhere = s.world.page({ title: 'outside', body: [synced([paragraph('menu')])] })
    for (let index = 0; index < 3; index += 1)
      addPage(s, `P${index}`, [synced(s.world.children(elsewhere)[0] ?? '')])
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.clock.advance(90 * MINUTE)
    expect(await s.read()).toMatchObject({ changed: [], requests: 1 })
  })

  test('table of 250 rows, comes whole', async () => {
    const s = await set()
    const names = Array.from({ length: 249 }, (_, index) => `사업 ${index}`)
    const id = addPage(s, 'P', [programmes(...names)])
    await s.read()
    expect(outline(s, id)).toEqual([['', '사업명', ...names]])
  })

  test('row, table or database in a shape that nobody knows, fails its page and loses nothing', async () => {
    const s = await set()
    const id = addPage(s, 'P', [programmes('A'), programmes('B')])
    const other = addPage(s, 'other')
    s.world.database({ title: '공고', parent: id, properties: { 이름: 'title' } })
    s.clock.advance(20 * MINUTE)
    await s.read()
    const before = s.document(id)
    const [table = ''] = s.world.tables(id)
    const [, row = ''] = s.world.children(table)
    const database = s.world.children(id).at(-1) ?? ''
    for (const [block, strange] of [
      [row, { cells: [[mention('of tomorrow' as never, 'A')], []] }],
      [table, { has_column_header: 'of tomorrow' }],
      [database, { title: 7 }],
    ] as const) {
      const held = s.world.store.blocks.get(block)
      if (!held) throw new Error('no block')
      const content = held.content
      held.content = { ...content, ...strange }
      s.people.renamePage(other, block)
      s.people.renamePage(id, block)
      expect(await s.read()).toMatchObject({
        complete: false,
        changed: [other],
        failures: [{ documentId: id, problem: expect.stringContaining('could not be understood') }],
      })
      expect(s.document(id)).toEqual(before)
      held.content = content
    }
  })

  test('nesting of forty levels, is followed', async () => {
    const s = await set()
    let inner: BlockSpec = programmes('deepest')
    for (let depth = 0; depth < 40; depth += 1) inner = toggle(`${depth}`, [inner])
    const id = addPage(s, 'P', [inner])
    await s.read()
    expect(outline(s, id)).toEqual([['0', '사업명', 'deepest']])
  })

  test('child page and what Notion does not show, are left, the second with a note', async () => {
    const s = await set()
    const id = addPage(s, 'P', [unsupported('ai_block')])
    s.world.page({ parent: id, title: 'Child', body: [programmes('another document')] })
    await s.read()
    expect(outline(s, id)).toEqual([])
    expect(s.document(id).notes).toEqual(['A block that the Notion API does not show was passed over.'])
  })
})

test('page, its prose and cells, comes with links, dates, headers and line breaks', async () => {
  const s = await set()
  const mentioned = s.world.page({ title: 'Mentioned' })
  const id = addPage(
    s,
    '오픈이노베이션',
    [
      paragraph('머리말'),
      heading(3, [run('예시) '), link('위코노미', 'https://a.kr/x?a=1&&b=2')]),
      paragraph([bold('선발규모'), run(' : 총 15개사')]),
      bullet('하나', [bullet('둘')]),
      paragraph(''),
      table(
        [
          ['사업명', ''],
          [
            [link('공', 'https://a.kr/'), link('고', 'https://a.kr/'), run('\n둘째 줄')],
            [dateMention('2026-04-30T14:59:00.000Z')],
          ],
          ['', [pageMention(mentioned, 'Mentioned')]],
        ],
        { headerRow: false, headerColumn: true },
      ),
    ],
    { Tags: ['knowledge base', 'other'], status: 'completed' },
  )
  await s.read()
  const document = s.document(id)
  expect({
    ...document,
    tables: document.tables.slice(1).map(({ rows, ...rest }) => [rest, rows.map((row) => row.cells)]),
  }).toEqual({
    id,
    url: expect.stringContaining(id.replaceAll('-', '')),
    title: '오픈이노베이션',
    tags: ['knowledge base', 'other'],
    status: 'completed',
    createdBy: null,
    editedBy: null,
    createdAt: '2026-04-01T00:00:00.000Z',
    editedAt: '2026-04-01T00:00:00.000Z',
    sections: [
      {
        id,
        level: 0,
        heading: '',
        links: [],
        lines: [{ kind: 'paragraph', depth: 0, text: '머리말', links: [] }],
      },
      {
        id: expect.any(String),
        level: 3,
        heading: '예시) 위코노미',
        links: [{ text: '위코노미', url: 'https://a.kr/x?a=1&&b=2' }],
        lines: [
          { kind: 'paragraph', depth: 0, text: '선발규모 : 총 15개사', links: [] },
          { kind: 'item', depth: 0, text: '하나', links: [] },
          { kind: 'item', depth: 1, text: '둘', links: [] },
        ],
      },
    ],
    tables: [
      [
        {
          id: expect.any(String),
          kind: 'table',
          title: '예시) 위코노미',
          columns: null,
          headerRow: false,
          headerColumn: true,
        },
        [
          [
            { text: '사업명', links: [], dates: [] },
            { text: '', links: [], dates: [] },
          ],
          [
            { text: '공고\n둘째 줄', links: [{ text: '공고', url: 'https://a.kr/' }], dates: [] },
            {
              text: '2026-04-30 23:59',
              links: [],
              dates: [{ start: '2026-04-30T14:59:00.000Z', end: null }],
            },
          ],
          [
            { text: '', links: [], dates: [] },
            { text: 'Mentioned', links: [], dates: [] },
          ],
        ],
      ],
    ],
    notes: [],
  })
})

test('title with more than 25 mentions, cut by Notion, is fetched whole', async () => {
  const s = await set()
  const pages = Array.from({ length: 30 }, (_, index) => s.world.page({ title: `m${index}` }))
  const id = s.world.page({
    parent: s.base.dataSource,
    title: pages.flatMap((page, index) => [pageMention(page, `m${index}`), run(' ')]),
  })
  const result = await s.read()
  expect(s.document(id).title).toBe(pages.map((_, index) => `m${index}`).join(' '))
  expect(result.failures).toEqual([])
  expect(s.requests()).toContain('GET pages/*/properties/title')
})

test('property columns of the data source, give a table of one row, the title first', async () => {
  const s = await stage()
  open.push(s)
  const other = s.world.database({
    title: 'Calls',
    properties: {
      마감일: 'date',
      공고명: 'title',
      링크: 'url',
      이동: 'relation' as never,
      만든이: 'created_by',
    },
  })
  const id = s.world.page({
    parent: other.dataSource,
    title: '공고 A',
    by: s.world.person('김현식'),
    properties: { 마감일: { start: '2026-05-01T18:00:00+09:00' }, 링크: 'https://a.kr/' },
  })
  await notionSource({ ...s.settings, database: other.id, statusProperty: null }, s.memory).read({
    now: s.now(),
    full: false,
  })
  const document = s.document(id)
  expect(document.createdBy).toBe('김현식')
  expect(document.tables).toEqual([
    {
      id,
      kind: 'page',
      title: '',
      columns: ['공고명', '링크', '마감일'],
      titleColumn: 0,
      wordless: [2],
      headerRow: false,
      headerColumn: false,
      rows: [
        {
          id,
          url: document.url,
          createdAt: '2026-04-01T00:00:00.000Z',
          cells: [
            { text: '공고 A', links: [], dates: [] },
            { text: 'https://a.kr/', links: [{ text: 'https://a.kr/', url: 'https://a.kr/' }], dates: [] },
            {
              text: '2026-05-01 18:00',
              links: [],
              dates: [{ start: expect.stringMatching(/^2026-05-01T18:00:00(\.000)?\+09:00$/), end: null }],
            },
          ],
        },
      ],
    },
  ])
})

describe('how many requests', () => {
  const first = ['GET databases/*', 'GET data_sources/*', 'POST data_sources/*/query']

  test('first reading of 120 pages with a table each, takes the schema, two lists and two requests a page', async () => {
    const s = await set()
    for (let index = 0; index < 120; index += 1) addPage(s, `P${index}`, [programmes('A')])
    const result = await s.read()
    expect(result).toMatchObject({ complete: true, total: 120, requests: 2 + 2 + 240 })
  })

  test('nothing changed, costs one request, a hundred times over, with the schema remembered by a new process', async () => {
    const s = await set()
    for (let index = 0; index < 3; index += 1) addPage(s, `P${index}`, [programmes('A')])
    s.clock.advance(20 * MINUTE)
    await s.read()
    expect(s.requests().slice(0, 3)).toEqual(first)
    for (let cycle = 0; cycle < 100; cycle += 1) {
      s.clock.advance(10 * MINUTE)
      const result = await notionSource(s.settings, s.memory).read({ now: s.now(), full: false })
      expect(result).toEqual({
        complete: true,
        full: false,
        changed: [],
        removed: [],
        failures: [],
        notes: [],
        requests: 1,
        total: 3,
      })
    }
  })

  test('nothing changed among 150 pages, costs one request; one edited page, one more for each of its lists', async () => {
    const s = await set()
    const ids = Array.from({ length: 150 }, (_, index) => addPage(s, `P${index}`, [programmes('A')]))
    s.clock.advance(20 * MINUTE)
    addPage(s, 'later', [])
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.requests()
    s.clock.advance(10 * MINUTE)
    await s.read()
    expect(s.requests()).toEqual(['POST data_sources/*/query'])
    const edited = ids[7] ?? ''
    const row = s.world.children(s.world.tables(edited)[0] ?? '')[1] ?? ''
    s.people.editCell(row, 1, '2026.05.31까지')
    s.clock.advance(15 * MINUTE)
    expect((await s.read()).changed).toEqual([edited])
    expect(s.requests()).toEqual([
      'POST data_sources/*/query',
      'GET blocks/*/children',
      'GET blocks/*/children',
    ])
    s.clock.advance(10 * MINUTE)
    await s.read()
    expect(s.requests()).toEqual(['POST data_sources/*/query'])
  })
})

describe('what changed', () => {
  test('second edit within the minute of the first, is not missed', async () => {
    const s = await set()
    const id = addPage(s, 'P', [programmes('A')])
    await s.read()
    s.people.editCell(s.world.children(s.world.tables(id)[0] ?? '')[1] ?? '', 0, 'B')
    s.clock.advance(5_000)
    s.people.editCell(s.world.children(s.world.tables(id)[0] ?? '')[1] ?? '', 0, 'C')
    expect((await s.read()).changed).toEqual([id])
    expect(outline(s, id)).toEqual([['', '사업명', 'C']])
  })

  test('page in the trash, among few, is dropped at once; among many, with the next whole list', async () => {
    const s = await set({}, { listEveryMinutes: 60 })
    const ids = Array.from({ length: 101 }, (_, index) => addPage(s, `P${index}`))
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.people.trashPage(ids[3] ?? '')
    s.clock.advance(20 * MINUTE)
    expect(await s.read()).toMatchObject({ removed: [], total: 101 })
    s.clock.advance(45 * MINUTE)
    expect(await s.read()).toMatchObject({
      removed: [ids[3]],
      total: 100,
      notes: ['No longer in the database, or no longer shared with the integration: `P3`.'],
    })
    s.people.trashPage(ids[4] ?? '')
    expect(await s.read()).toMatchObject({ removed: [ids[4]], total: 99 })
    for (const id of ids.slice(10, 15)) s.world.unshare(id)
    expect((await s.read()).notes).toEqual([
      'No longer in the database, or no longer shared with the integration: `P10`, `P11`, `P12` and 2 more.',
    ])
    expect((await s.read()).notes).toEqual([])
  })

  test('property that changes by itself, or is renamed, is taken over without reading a body', async () => {
    const s = await set()
    const { id: database, dataSource } = s.world.database({
      title: 'Other',
      properties: { Name: 'title', 'D-day': { type: 'formula', expression: 'now()' }, 기간: 'rich_text' },
    })
    const days = (text: string) => ({ type: 'string', string: text })
    const id = s.world.page({
      parent: dataSource,
      title: 'P',
      properties: { 'D-day': { json: days('D-7') }, 기간: '4월' },
      body: [programmes('A')],
    })
    const memory = freshMemory()
    const source = notionSource({ ...s.settings, database, statusProperty: null }, memory.memory)
    const read = () => source.read({ now: s.now(), full: false })
    s.clock.advance(20 * MINUTE)
    await read()
    const before = memory.document(id)
    s.requests()
    const values = s.world.store.pages.get(id)?.values
    const property = s.world.store.dataSources
      .get(dataSource)
      ?.properties.find(({ name }) => name === 'D-day')
    values?.set(property?.id ?? '', { kind: 'fixed', json: days('D-6') })
    s.people.renameColumn(dataSource, '기간', '접수기간')
    s.clock.advance(10 * MINUTE)
    expect((await read()).changed).toEqual([id])
    expect(s.requests()).toEqual(['POST data_sources/*/query'])
    const now = memory.document(id)
    const [page, ...body] = now.tables
    expect([page?.columns, page?.rows[0]?.cells.map(({ text }) => text)]).toEqual([
      ['Name', 'D-day', '접수기간'],
      ['P', 'D-6', '4월'],
    ])
    expect({ ...now, tables: body }).toEqual({ ...before, tables: before.tables.slice(1) })
    expect((await read()).changed).toEqual([])
  })

  test('page that is listed and not shown, is not gone: it is said, and keeps what is known of it', async () => {
    const s = await set()
    const [a = '', b = ''] = ['A', 'B'].map((title) => addPage(s, title, [programmes(title)]))
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.sandbox.settings.barePages = [a]
    s.people.trashPage(b)
    expect(await s.read()).toMatchObject({
      complete: false,
      removed: [b],
      failures: [{ documentId: a, problem: expect.stringContaining(`Notion does not show the page ${a}`) }],
    })
    expect(outline(s, a)).toEqual([['', '사업명', 'A']])
    s.sandbox.settings.barePages = []
    expect(await s.read()).toMatchObject({ complete: true, total: 1 })
  })

  test('edit that moves no stamp, is noticed when everything is read anew', async () => {
    const s = await set({ apiBlockEditsTouchPage: false })
    const id = addPage(s, 'P', [programmes('A')])
    s.clock.advance(20 * MINUTE)
    await s.read()
    const row = s.world.children(s.world.tables(id)[0] ?? '')[1] ?? ''
    await fetch(`${s.sandbox.url}/v1/blocks/${row}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${s.sandbox.token}`,
        'notion-version': '2026-03-11',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ table_row: { cells: [[{ text: { content: 'silent' } }], []] } }),
    })
    s.clock.advance(20 * MINUTE)
    expect((await s.read()).changed).toEqual([])
    s.clock.advance(24 * 60 * MINUTE)
    expect(await s.read()).toMatchObject({ full: true, changed: [id] })
    expect(outline(s, id)).toEqual([['', '사업명', 'silent']])
  })

  test('full, asked for, reads every body and changes nothing', async () => {
    const s = await set()
    addPage(s, 'P', [programmes('A')])
    s.clock.advance(20 * MINUTE)
    await s.read()
    expect(await s.read(true)).toMatchObject({ full: true, changed: [], requests: 5 })
  })

  test('put down by an older release, is read anew at once, and once', async () => {
    const s = await set()
    addPage(s, 'P', [programmes('A')])
    s.clock.advance(20 * MINUTE)
    await s.read()
    const held = await s.memory.value('notion:reading')
    const { reader: _, ...older } = JSON.parse(held?.value ?? '{}') as Record<string, unknown>
    await s.memory.putValue('notion:reading', JSON.stringify(older), held?.version ?? 0)
    expect(await s.read()).toMatchObject({ full: true, changed: [], requests: 5 })
    expect(await s.read()).toMatchObject({ full: false, changed: [], requests: 1 })
  })

  test('filter changed in the settings, pages that no longer meet it are dropped', async () => {
    const s = await set()
    const kept = addPage(s, 'kept', [], { Tags: ['knowledge base'] })
    const left = addPage(s, 'left', [], { Tags: ['other'] })
    expect((await s.read()).changed).toEqual([kept, left].sort())
    const filtered = notionSource(
      { ...s.settings, filter: { property: 'Tags', contains: 'knowledge base' } },
      s.memory,
    )
    expect(await filtered.read({ now: s.now(), full: false })).toMatchObject({ removed: [left], total: 1 })
  })
})

describe('lists that do not come in one piece', () => {
  test('pages that are short or empty while there is more, are walked to the end', async () => {
    const s = await set({ shortPages: [2, 0, 1] })
    const ids = Array.from({ length: 7 }, (_, index) => addPage(s, `P${index}`, [programmes('A', 'B', 'C')]))
    expect(await s.read()).toMatchObject({ complete: true, total: 7, changed: [...ids].sort() })
    expect(outline(s, ids[6] ?? '')).toEqual([['', '사업명', 'A', 'B', 'C']])
  })

  test('query with a limit of results, is met by windows, and removal still works', async () => {
    const s = await set({ resultLimit: 40 })
    const ids: string[] = []
    for (let index = 0; index < 130; index += 1) {
      ids.push(addPage(s, `P${index}`))
      if (index % 15 === 0) s.clock.advance(MINUTE)
    }
    expect(await s.read()).toMatchObject({ complete: true, total: 130 })
    s.people.trashPage(ids[0] ?? '')
    s.clock.advance(70 * MINUTE)
    expect(await s.read()).toMatchObject({ complete: true, removed: [ids[0]], total: 129 })
  })

  test('more pages in one minute than a query gives, is said, and nothing is dropped', async () => {
    const s = await set({ resultLimit: 200 })
    for (let index = 0; index < 120; index += 1) addPage(s, `P${index}`)
    await s.read()
    s.sandbox.settings.resultLimit = 50
    s.clock.advance(70 * MINUTE)
    await expect(s.read()).rejects.toMatchObject({
      code: 'notion-list',
      message: expect.stringContaining('`Knowledge`'),
    })
    expect(s.all()).toHaveLength(120)
  })

  test('cursors that grow old within the walk, are met by starting where it stood', async () => {
    const s = await set({ cursorLifetime: 1 })
    for (let index = 0; index < 250; index += 1) {
      addPage(s, `P${index}`)
      if (index % 40 === 0) s.clock.advance(MINUTE)
    }
    const tick = setInterval(() => s.clock.advance(10), 0)
    try {
      expect(await s.read()).toMatchObject({ complete: true, total: 250 })
    } finally {
      clearInterval(tick)
    }
  })
})

describe('databases inside a page', () => {
  async function withInline(rows: number) {
    const s = await set()
    const id = addPage(s, 'P', [heading(2, '제목')])
    const inline = s.world.database({
      title: '공고',
      parent: id,
      inline: true,
      properties: { 이름: 'title', 마감일: 'date' },
    })
    const row = Array.from({ length: rows }, (_, index) =>
      s.world.page({ parent: inline.dataSource, title: `행 ${index}`, properties: { 마감일: '2026-05-01' } }),
    )
    s.clock.advance(20 * MINUTE)
    await s.read()
    s.requests()
    return { ...s, id, inline, row }
  }

  test('rows, come as a table under the title of the database', async () => {
    const s = await withInline(2)
    expect(s.document(s.id).tables[1]).toEqual({
      id: s.inline.dataSource,
      kind: 'database',
      title: '공고',
      columns: ['이름', '마감일'],
      titleColumn: 0,
      within: ['제목'],
      wordless: [1],
      headerRow: false,
      headerColumn: false,
      rows: s.row.map((id, index) => ({
        id,
        url: expect.any(String),
        createdAt: '2026-04-01T00:00:00.000Z',
        cells: [
          { text: `행 ${index}`, links: [], dates: [] },
          { text: '2026-05-01', links: [], dates: [{ start: '2026-05-01', end: null }] },
        ],
      })),
    })
  })

  test('nothing changed, costs one more request; an edited, a new and a removed row are noticed', async () => {
    const s = await withInline(3)
    const names = () => s.document(s.id).tables[1]?.rows.map(({ cells }) => cells[0]?.text)
    s.clock.advance(10 * MINUTE)
    expect((await s.read()).changed).toEqual([])
    expect(s.requests()).toEqual(['POST data_sources/*/query', 'POST data_sources/*/query'])
    s.people.renamePage(s.row[0] ?? '', '고침')
    expect((await s.read()).changed).toEqual([s.id])
    s.people.addPage({ parent: s.inline.dataSource, title: '새' })
    expect((await s.read()).changed).toEqual([s.id])
    s.people.trashPage(s.row[1] ?? '')
    expect((await s.read()).changed).toEqual([s.id])
    expect(names()).toEqual(['고침', '행 2', '새'])
  })

  test('more than a hundred rows, an edit costs no whole list until it is found', async () => {
    const s = await withInline(130)
    s.clock.advance(10 * MINUTE)
    const late = s.people.addPage({ parent: s.inline.dataSource, title: '마지막' })
    await s.read()
    s.clock.advance(10 * MINUTE)
    s.requests()
    expect((await s.read()).changed).toEqual([])
    expect(s.requests()).toEqual(['POST data_sources/*/query', 'POST data_sources/*/query'])
    s.people.renamePage(late, '고친 마지막')
    expect((await s.read()).changed).toEqual([s.id])
  })

  test('row that is listed and not shown, holds the page as it was', async () => {
    const s = await withInline(2)
    s.sandbox.settings.barePages = [s.row[0] ?? '']
    s.people.renamePage(s.row[1] ?? '', '고침')
    expect(await s.read()).toMatchObject({ complete: false, changed: [], failures: [{ documentId: s.id }] })
    expect(s.document(s.id).tables[1]?.rows.map(({ cells }) => cells[0]?.text)).toEqual(['행 0', '행 1'])
  })

  test('row taken out of more than a hundred, is noticed within the hour', async () => {
    const s = await withInline(130)
    s.clock.advance(10 * MINUTE)
    s.people.addPage({ parent: s.inline.dataSource, title: '마지막' })
    expect((await s.read()).changed).toEqual([s.id])
    s.clock.advance(10 * MINUTE)
    s.people.trashPage(s.row[7] ?? '')
    expect((await s.read()).changed).toEqual([])
    s.clock.advance(40 * MINUTE)
    expect((await s.read()).changed).toEqual([s.id])
    expect(s.document(s.id).tables[1]?.rows).toHaveLength(130)
  })

  test('database no longer shared, holds the page as it was and says so', async () => {
    const s = await withInline(1)
    const before = s.document(s.id)
    s.world.unshare(s.inline.id)
    s.people.editText(s.world.children(s.id)[0] ?? '', '새 제목')
    expect(await s.read()).toMatchObject({
      complete: false,
      failures: [{ documentId: s.id, title: 'P', problem: expect.stringContaining('can no longer be seen') }],
    })
    expect(s.document(s.id)).toEqual(before)
    s.world.share(s.inline.id)
    expect(await s.read()).toMatchObject({ complete: true, changed: [s.id] })
  })

  test('data source of a database, no longer shared, holds the page; database taken off the page, is gone', async () => {
    const s = await withInline(1)
    const second = s.world.dataSource(s.inline.id, '둘째', { 이름: 'title' })
    s.world.page({ parent: second, title: '다른 행' })
    const edit = (words: string) => s.people.editText(s.world.children(s.id)[0] ?? '', words)
    edit('a')
    await s.read()
    const before = s.document(s.id)
    expect(before.tables).toHaveLength(3)
    s.world.unshare(second)
    edit('b')
    expect(await s.read()).toMatchObject({
      complete: false,
      failures: [{ documentId: s.id, problem: expect.stringContaining('can no longer be seen') }],
    })
    expect(s.document(s.id)).toEqual(before)
    s.world.share(second)
    s.people.deleteBlock(s.inline.id)
    expect(await s.read()).toMatchObject({ complete: true, changed: [s.id] })
    expect(s.document(s.id).tables).toHaveLength(1)
  })

  test('view of a database elsewhere, is passed over with a note, and looked for once more only', async () => {
    const s = await set()
    const id = addPage(s, 'P', [linkedView('남의 것')])
    s.clock.advance(20 * MINUTE)
    for (const requests of [5, 3, 1]) {
      expect(await s.read()).toMatchObject({ complete: true, requests })
    }
    expect(s.document(id).notes).toEqual([
      'The database `남의 것` on this page is not shared with the integration, or only shows what lives elsewhere: it was passed over.',
    ])
  })
})

test('progress, told while reading, never tells of more than there is', async () => {
  const s = await set()
  for (let index = 0; index < 5; index += 1) addPage(s, `P${index}`, [programmes('A')])
  const progress: number[] = []
  await s.source.read({ now: s.now(), full: false, onProgress: ({ read }) => progress.push(read) })
  expect(progress.at(-1)).toBeLessThanOrEqual(5)
  expect(s.all().map(({ title }) => title)).toEqual(['P0', 'P1', 'P2', 'P3', 'P4'])
})

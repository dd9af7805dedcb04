import { afterEach, describe, expect, test } from 'vitest'
import { loadSample } from '../../../src/sandbox/sample/index.ts'
import { type NotionOptions, notionDiscovery, notionSource } from '../../../src/sources/notion/index.ts'
import { freshMemory, type Stage, stage } from './stage.ts'

const open: Stage[] = []
async function set(...given: Parameters<typeof stage>) {
  const made = await stage(...given)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** What goes wrong when the base is read with these settings. */
async function trouble(s: Stage, options: Partial<NotionOptions>) {
  const source = notionSource({ ...s.settings, ...options }, freshMemory().memory)
  const error: unknown = await source.read({ now: s.now(), full: false }).catch((thrown: unknown) => thrown)
  const { code, message, hint } = error as { code: string; message: string; hint: string }
  return { code, message, hint }
}

describe('settings that do not fit what is there', () => {
  test('wrong token', async () => {
    const s = await set()
    expect(await trouble(s, { token: 'wrong' })).toMatchObject({
      code: 'notion-token',
      hint: 'Copy the token of the integration anew into `NOTION_TOKEN`.',
    })
  })

  test('database not shared', async () => {
    const s = await set()
    s.world.unshare(s.base.id)
    expect(await trouble(s, {})).toMatchObject({
      code: 'notion-not-shared',
      hint: expect.stringContaining('Connections'),
    })
  })

  test('a network that answers in Notion’s place, is told as that and not as a database that is not shared', async () => {
    const s = await set()
    s.sandbox.server.faults.when(() => true, { kind: 'html', status: 404 })
    expect(await trouble(s, {})).toMatchObject({
      code: 'notion-service',
      hint: expect.stringContaining('proxy'),
    })
    expect(new Set(s.requests())).toEqual(new Set(['GET databases/* 404']))
  })

  test('the id of a data source that fails, is told as that', async () => {
    const s = await set()
    s.sandbox.server.faults.when(({ path }) => path.includes('data_sources'), {
      kind: 'status',
      status: 503,
      when: 'before',
    })
    expect(await trouble(s, { database: s.base.dataSource })).toMatchObject({
      code: 'notion-service',
      hint: expect.stringContaining('status.notion.so'),
    })
  })

  test('a page of the database in its place', async () => {
    const s = await set()
    const page = s.world.page({ parent: s.base.dataSource, title: 'One' })
    expect(await trouble(s, { database: page })).toEqual({
      code: 'notion-is-page',
      message: `\`${page}\` is a page and no database`,
      hint: `It stands in the database \`${s.base.id}\`: name that one.`,
    })
  })

  test('a page that a database stands on in its place', async () => {
    const s = await set()
    const page = s.world.page({ parent: s.base.dataSource, title: 'One' })
    const inner = s.world.page({ parent: page, title: 'Two' })
    expect(await trouble(s, { database: inner })).toMatchObject({
      code: 'notion-is-page',
      hint: 'Open the database that stands on it as a page of its own, and copy the link of that.',
    })
  })

  test('no capability to read', async () => {
    const s = await set({ capabilities: { readContent: false } })
    expect(await trouble(s, {})).toMatchObject({
      code: 'notion-capability',
      hint: expect.stringContaining('Capabilities'),
    })
  })

  test('several data sources, none named', async () => {
    const s = await set()
    s.world.dataSource(s.base.id, 'Archive', { Name: 'title' })
    expect(await trouble(s, {})).toEqual({
      code: 'notion-several-sources',
      message: 'the database has 2 data sources: `Knowledge`, `Archive`',
      hint: 'Name the ones to read in `notion.dataSources`, or write `all`.',
    })
  })

  test('data source named that is not there', async () => {
    const s = await set()
    expect(await trouble(s, { dataSources: ['Archive'] })).toEqual({
      code: 'notion-no-source',
      message: 'the database has no data source `Archive`',
      hint: 'It has: `Knowledge`.',
    })
  })

  test('filter by a property that is not there, an option that is not there, a condition that does not fit', async () => {
    const s = await set()
    expect(await trouble(s, { filter: { property: 'Label', contains: 'x' } })).toEqual({
      code: 'notion-filter',
      message: 'the filter does not fit: data source `Knowledge` has no property `Label`',
      hint: 'It has: `Name`, `Tags`, `status`.',
    })
    expect(await trouble(s, { filter: { property: 'Tags', contains: 'knowlege base' } })).toEqual({
      code: 'notion-filter',
      message: 'the filter does not fit: property `Tags` has no option `knowlege base`',
      hint: 'It has: `knowledge base`, `other`.',
    })
    expect(await trouble(s, { filter: { property: 'Tags', equals: 'other' } })).toEqual({
      code: 'notion-filter',
      message:
        'the filter does not fit: property `Tags` is of type multi_select, which cannot be filtered by `equals`',
      hint: 'Use `contains`, `doesNotContain`, `isEmpty`.',
    })
  })

  test('option of the filter renamed in Notion, stops the reading by its name and drops nothing', async () => {
    const s = await set({}, { filter: { property: 'Tags', contains: 'knowledge base' } })
    s.world.page({ parent: s.base.dataSource, title: 'P', properties: { Tags: ['knowledge base'] } })
    await s.read()
    s.people.renameOption(s.base.dataSource, 'Tags', 'knowledge base', '지식')
    await expect(s.read()).rejects.toMatchObject({ code: 'notion-filter', hint: 'It has: `지식`, `other`.' })
    expect(s.all()).toHaveLength(1)
  })

  test('property of the filter renamed in Notion, still filters, and is said', async () => {
    const s = await set({}, { filter: { property: 'Tags', contains: 'other' } })
    s.world.page({ parent: s.base.dataSource, title: 'P', properties: { Tags: ['other'] } })
    s.world.page({ parent: s.base.dataSource, title: 'Q' })
    await s.read()
    s.people.renameColumn(s.base.dataSource, 'Tags', '태그')
    const notes = ['The property `Tags` is now called `태그`; write that into `notion.filter`.']
    expect(await s.read()).toMatchObject({ complete: true, total: 1, notes })
    expect(await s.read(true)).toMatchObject({ complete: true, total: 1, notes })
  })
})

test('every condition that a filter may hold, is one that Notion takes and that keeps what it says', async () => {
  const s = await set()
  const base = s.world.database({
    title: 'Filtered',
    properties: {
      이름: 'title',
      글: 'rich_text',
      주소: 'url',
      여럿: { type: 'multi_select', options: ['a', 'b'] },
      하나: { type: 'select', options: ['a', 'b'] },
      상태: { type: 'status', toDo: ['a'], inProgress: [], complete: ['b'] },
      표시: 'checkbox',
      수: 'number',
    },
  })
  const full = { 글: 'a', 주소: 'https://a.kr/', 여럿: ['a'], 하나: 'a', 상태: 'a', 표시: true, 수: 1 }
  s.world.page({ parent: base.dataSource, title: 'a', properties: full })
  s.world.page({ parent: base.dataSource, title: 'z', properties: { 상태: 'b' } })
  const titles = async (filter: NonNullable<NotionOptions['filter']>) => {
    const held = freshMemory()
    const options = { ...s.settings, database: base.id, statusProperty: null, filter }
    await notionSource(options, held.memory).read({ now: s.now(), full: false })
    return held.all().map(({ title }) => title)
  }
  for (const property of ['이름', '글']) {
    expect(await titles({ property, contains: 'a' })).toEqual(['a'])
    expect(await titles({ property, doesNotContain: 'a' })).toEqual(['z'])
    expect(await titles({ property, equals: 'a' })).toEqual(['a'])
    expect(await titles({ property, doesNotEqual: 'a' })).toEqual(['z'])
  }
  expect(await titles({ property: '주소', contains: 'a.kr' })).toEqual(['a'])
  expect(await titles({ property: '여럿', contains: 'a' })).toEqual(['a'])
  expect(await titles({ property: '여럿', doesNotContain: 'a' })).toEqual(['z'])
  for (const property of ['하나', '상태']) {
    expect(await titles({ property, equals: 'a' })).toEqual(['a'])
    expect(await titles({ property, doesNotEqual: 'a' })).toEqual(['z'])
  }
  expect(await titles({ property: '표시', equals: true })).toEqual(['a'])
  expect(await titles({ property: '수', equals: 1 })).toEqual(['a'])
  await expect(titles({ property: '표시', equals: 'yes' })).rejects.toMatchObject({
    hint: 'Give `true` or `false`.',
  })
  await expect(titles({ property: '하나', equals: 2026 })).rejects.toMatchObject({
    hint: 'It has: `a`, `b`.',
  })
  for (const property of ['글', '주소', '여럿', '하나', '수']) {
    expect(await titles({ property, isEmpty: true })).toEqual(['z'])
    expect(await titles({ property, isEmpty: false })).toEqual(['a'])
  }
})

describe('which data sources', () => {
  async function two() {
    const s = await set()
    const archive = s.world.dataSource(s.base.id, 'Archive', { Name: 'title' })
    s.world.page({ parent: s.base.dataSource, title: 'A' })
    s.world.page({ parent: archive, title: 'B' })
    const titles = async (options: Partial<NotionOptions>) => {
      const held = freshMemory()
      await notionSource({ ...s.settings, ...options }, held.memory).read({ now: s.now(), full: false })
      return held.all().map(({ title }) => title)
    }
    return { s, archive, titles }
  }

  test('all, one by its name, one by its id without dashes, and one named as the database itself', async () => {
    const { s, archive, titles } = await two()
    expect(await titles({ dataSources: 'all' })).toEqual(['A', 'B'])
    expect(await titles({ dataSources: ['Archive'] })).toEqual(['B'])
    expect(await titles({ dataSources: [archive.replaceAll('-', '').toUpperCase()] })).toEqual(['B'])
    expect(await titles({ database: s.base.dataSource })).toEqual(['A'])
  })

  test('one of all that is no longer shared, stops the reading and removes nothing, until a person goes on without it', async () => {
    const { s, archive } = await two()
    const { memory, all } = freshMemory()
    const source = notionSource({ ...s.settings, dataSources: 'all' }, memory)
    const read = (full: boolean) => source.read({ now: s.now(), full })
    const titles = () => all().map(({ title }) => title)
    await read(false)
    s.world.unshare(archive)
    for (const hours of [1, 25]) {
      s.clock.advance(hours * 3_600_000)
      await expect(read(false)).rejects.toMatchObject({ code: 'notion-not-shared' })
      expect(titles()).toEqual(['A', 'B'])
    }
    expect(await read(true)).toMatchObject({ complete: true })
    expect(titles()).toEqual(['A'])
    s.world.share(archive)
    s.clock.advance(25 * 3_600_000)
    await read(false)
    expect(titles()).toEqual(['A', 'B'])
  })

  test('status property that is in one of them only, is said', async () => {
    const { s } = await two()
    const source = notionSource({ ...s.settings, dataSources: 'all' }, freshMemory().memory)
    expect((await source.read({ now: s.now(), full: false })).notes).toEqual([
      'Data source `Archive` has no status or select property `status`: statuses are neither read nor written.',
    ])
    expect((await source.statusOptions()).map(({ options }) => options)).toEqual([
      ['not started', 'completed', 'expired'],
      null,
    ])
  })
})

describe('check, for the doctor', () => {
  const names = (checks: readonly { name: string; state: string }[]) =>
    checks.map(({ name, state }) => `${state}: ${name}`)

  test('sound base, is good throughout, and nothing is written', async () => {
    const s = await set({ capabilities: { readComments: true, insertComments: true } })
    s.world.page({ parent: s.base.dataSource, title: 'P' })
    expect(names(await s.source.check(['completed', 'expired']))).toEqual([
      'good: Notion token',
      'good: Notion data source',
      'good: Notion status',
      'good: Notion filter',
      'good: Notion pages',
      'good: Notion comments',
      'good: Notion people',
    ])
    expect(s.requests().filter((line) => !/^GET|query$/.test(line))).toEqual([])
  })

  test('base as the real one is, says what is missing and how to mend it', async () => {
    const s = await set({ capabilities: { users: 'none' } }, { filter: { property: 'Tags', contains: 'x' } })
    const checks = await s.source.check(['completed', 'archived'])
    expect(checks.filter(({ state }) => state !== 'good')).toEqual([
      {
        name: 'Notion status',
        state: 'warning',
        words:
          '`status` in `Knowledge` has no option `archived`; it has `not started`, `completed`, `expired`',
        mend: expect.stringContaining('Add the option'),
      },
      {
        name: 'Notion filter',
        state: 'bad',
        words: expect.stringContaining('no option `x`'),
        mend: 'It has: `knowledge base`, `other`.',
      },
      { name: 'Notion pages', state: 'warning', words: 'no page can be seen', mend: expect.any(String) },
      {
        name: 'Notion people',
        state: 'warning',
        words: expect.stringContaining('may not read names'),
        mend: expect.any(String),
      },
    ])
  })

  test('wrong token, is the only thing said', async () => {
    const s = await set()
    const source = notionSource({ ...s.settings, token: 'wrong' }, s.memory)
    expect(await source.check([])).toEqual([
      {
        name: 'Notion token',
        state: 'bad',
        words: expect.stringContaining('does not know this token'),
        mend: expect.stringContaining('NOTION_TOKEN'),
      },
    ])
  })
})

describe('what a token can find out', () => {
  test('it lists what it can see, and recognises a base by its columns and some pages', async () => {
    const s = await set()
    const sample = loadSample(s.sandbox)
    const discovery = notionDiscovery({ token: s.sandbox.token, baseUrl: s.sandbox.url })
    expect(await discovery.whoAmI()).toBe('Magam')
    const seen = await discovery.listDataSources()
    expect(seen.map(({ id, database }) => [id, database])).toEqual(
      expect.arrayContaining([
        [s.base.dataSource, s.base.id],
        [sample.dataSource, sample.database],
      ]),
    )
    const { schema, sample: pages } = await discovery.recognise(sample.dataSource)
    expect(schema.properties.find(({ id }) => id === schema.status)?.name).toBe('status')
    expect(schema.properties.find(({ id }) => id === schema.tags)?.name).toBe('Tags')
    expect(pages.map(({ title }) => title)).toEqual(['오픈이노베이션'])
    s.sandbox.settings.barePages = [sample.page]
    expect((await discovery.recognise(sample.dataSource)).sample).toEqual([])
  })

  test('it recognises a base by the pages that were edited last', async () => {
    const s = await set()
    const add = (title: string) => s.world.page({ parent: s.base.dataSource, title })
    const [guide = ''] = ['guide', 'template', 'archive', 'call'].map((title) => {
      s.clock.advance(120_000)
      return add(title)
    })
    s.clock.advance(120_000)
    s.people.renamePage(guide, 'guide, edited')
    const discovery = notionDiscovery({ token: s.sandbox.token, baseUrl: s.sandbox.url })
    const { sample } = await discovery.recognise(s.base.dataSource, 2)
    expect(sample.map(({ title }) => title)).toEqual(['guide, edited', 'call'])
  })

  test('wrong token, is said', async () => {
    const s = await set()
    const discovery = notionDiscovery({ token: 'wrong', baseUrl: s.sandbox.url })
    await expect(discovery.whoAmI()).rejects.toMatchObject({ code: 'notion-token' })
  })
})

test('page that Magam was born from, is read as it stands', async () => {
  const s = await set()
  const sample = loadSample(s.sandbox)
  const held = freshMemory()
  await notionSource({ ...s.settings, database: sample.database }, held.memory).read({
    now: s.now(),
    full: false,
  })
  const document = held.document(sample.page)
  expect({
    title: document.title,
    tags: document.tags,
    status: document.status,
    headings: document.sections.map(({ level, heading, lines }) => [level, heading, lines.length]),
    tables: document.tables.map(({ kind, title, rows }) => [kind, title, rows.length]),
    periods: document.tables[1]?.rows.map(({ cells }) => cells[3]?.text),
  }).toEqual({
    title: '오픈이노베이션',
    tags: ['knowledge base'],
    status: 'completed',
    headings: [
      [2, '오픈이노베이션이란', 1],
      [3, '예시) 2023 Weconomy Startup Challenge 참여 스타트업 모집', 7],
      [2, '오픈이노베이션 진행 사업', 0],
    ],
    tables: [
      ['page', '', 1],
      ['table', '오픈이노베이션 진행 사업', 9],
    ],
    periods: [
      '지원 접수 기간',
      '2023.03.17.(금)까지',
      '2023.04.02(일) 23:30까지',
      '2023.03.30(목) 23:59 까지',
      '2023.03.31(금) 14:59 까지',
      '2023.04.14(금) 23:59 까지',
      '2023.03.17(금)까지',
      '2023.04.02(일) 23:30까지',
      '4. 4.(화) 17:00',
    ],
  })
})

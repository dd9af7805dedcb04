import { collectPaginatedAPI } from '@notionhq/client'
import { describe, expect, it } from 'vitest'
import { refusal, type Stage, stage } from './stage.ts'

const refused = (message: string) => `400 validation_error: ${message}`

async function titles(on: Stage, filter: unknown, sorts?: unknown): Promise<string> {
  const { results } = await on.client.dataSources.query({
    data_source_id: on.dataSource,
    filter: filter as never,
    ...(sorts ? { sorts: sorts as never } : {}),
  })
  return results.map((page) => on.world.value(page.id, '이름')).join(' ')
}

async function filled(options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const on = await stage(options)
  on.people.trashPage(on.page)
  const add = (title: string, properties: object) =>
    on.world.page({ parent: on.dataSource, title, properties: properties as never })
  add('a', { Tags: ['knowledge base'], status: 'completed', size: 1, deadline: '2023-03-17', field: 'AI' })
  on.clock.advance(60_000)
  add('b', {
    Tags: ['draft'],
    status: 'expired',
    size: 5,
    deadline: '2023-04-02T23:30:00.000+09:00',
    done: true,
  })
  on.clock.advance(60_000)
  add('c', { status: 'completed', note: '모집 중', link: 'https://example.org' })
  return on
}

describe('queries', () => {
  it.each([
    [{ property: 'Tags', multi_select: { contains: 'knowledge base' } }, 'a'],
    [{ property: 'Tags', multi_select: { contains: ['draft', 'knowledge base'] } }, 'a b'],
    [{ property: 'Tags', multi_select: { is_empty: true } }, 'c'],
    [{ property: 'status', status: { equals: 'completed' } }, 'a c'],
    [{ property: 'status', status: { does_not_equal: 'completed' } }, 'b'],
    [{ property: 'field', select: { is_not_empty: true } }, 'a'],
    [{ property: '이름', title: { equals: 'B' } }, 'b'],
    [{ property: 'note', rich_text: { contains: '모집' } }, 'c'],
    [{ property: 'link', url: { starts_with: 'https' } }, 'c'],
    [{ property: 'size', number: { greater_than: 1 } }, 'b'],
    [{ property: 'size', number: { does_not_equal: 1 } }, 'b c'],
    [{ property: 'done', checkbox: { equals: false } }, 'a c'],
    [{ property: 'deadline', date: { on_or_after: '2023-04-02T23:30:00+09:00' } }, 'b'],
    [{ property: 'deadline', date: { after: '2023-04-02T23:30:00+09:00' } }, ''],
    [{ property: 'deadline', date: { equals: '2023-04-02' } }, 'b'],
    [{ property: 'deadline', date: { before: '2023-03-18' } }, 'a'],
    [{ property: 'deadline', date: { past_week: {} } }, 'a'],
    [{ property: 'deadline', date: { next_month: {} } }, 'b'],
    [{ timestamp: 'last_edited_time', last_edited_time: { on_or_after: '2023-03-20T00:01:00Z' } }, 'b c'],
    [{ property: 'Created by', created_by: { contains: 'me' } }, ''],
    [
      {
        and: [
          { property: 'status', status: { equals: 'completed' } },
          { or: [{ property: 'size', number: { equals: 1 } }] },
        ],
      },
      'a',
    ],
  ])('the filter %j, finds what it says', async (filter, found) => {
    expect(await titles(await filled(), filter)).toBe(found)
  })

  it.each([
    [{ property: 'x', number: { equals: 1 } }, 'Could not find property with name or id: x'],
    [
      { property: 'size', rich_text: { equals: 'x' } },
      'The property type in the database does not match the property type of the filter provided: database property number does not match filter rich_text',
    ],
    [
      { property: 'field', select: { equals: 'Al' } },
      'select option "Al" not found for property "field". Available options: "AI"',
    ],
    [
      { property: 'size', number: { is_empty: false } },
      'body failed validation: body.filter.number.is_empty should be `true`, instead was `false`.',
    ],
    [
      { property: 'size', number: { about: 1 } },
      'body failed validation: body.filter.number.about should be not present, instead was `1`.',
    ],
  ])('the filter %j, is refused with the documented words', async (filter, message) => {
    const { client, dataSource } = await stage()
    expect(
      await refusal(client.dataSources.query({ data_source_id: dataSource, filter: filter as never })),
    ).toBe(refused(message))
  })

  it('groups three levels deep, and more than 100 conditions, are refused', async () => {
    const { client, dataSource } = await stage()
    const one = { property: 'size', number: { equals: 1 } }
    const query = (filter: unknown) =>
      refusal(client.dataSources.query({ data_source_id: dataSource, filter: filter as never }))
    expect(await query({ and: [{ or: [{ and: [one] }] }] })).toContain('should be not present')
    expect(await query({ and: Array.from({ length: 101 }, () => one) })).toContain('should be ≤ `100`')
    expect(await query({ and: Array.from({ length: 100 }, () => one) })).toBe('accepted')
  })

  it('sorts, go by value or stamp, empty values last', async () => {
    const on = await filled()
    const all = { property: '이름', title: { is_not_empty: true } }
    const by = (sort: object) => titles(on, all, [sort])
    expect(await by({ property: 'size', direction: 'descending' })).toBe('b a c')
    expect(await by({ timestamp: 'created_time', direction: 'descending' })).toBe('c b a')
    expect(
      await refusal(
        on.client.dataSources.query({
          data_source_id: on.dataSource,
          sorts: [{ property: 'x', direction: 'ascending' }],
        }),
      ),
    ).toBe(refused('Could not find sort property with name or id: x'))
  })

  it('trashed pages, are left out unless they are asked for', async () => {
    const on = await filled()
    const trashed = await on.client.dataSources.query({ data_source_id: on.dataSource, in_trash: true })
    expect([await titles(on, undefined), trashed.results.map(({ id }) => id)]).toEqual(['a b c', [on.page]])
  })

  it('filter_properties, by id or name, leave only those', async () => {
    const { client, dataSource } = await stage()
    const { results } = await client.dataSources.query({
      data_source_id: dataSource,
      filter_properties: ['title', 'status'],
    })
    const [first] = results
    expect(first && 'properties' in first && Object.keys(first.properties)).toEqual(['이름', 'status'])
  })

  it('250 pages, are walked by cursors in hundreds', async () => {
    const { client, dataSource, world, server } = await stage()
    for (let index = 1; index < 250; index += 1) world.page({ parent: dataSource, title: `p${index}` })
    server.forgetRequests()
    const all = await collectPaginatedAPI(client.dataSources.query, { data_source_id: dataSource })
    expect([new Set(all.map(({ id }) => id)).size, server.requests.length]).toEqual([250, 3])
  })

  it('a page size over 100, is refused', async () => {
    const { client, dataSource, page } = await stage()
    const message = (part: string) =>
      refused(
        `${part} failed validation: ${part}.page_size should be ≤ \`100\` or \`undefined\`, instead was \`101\`.`,
      )
    expect(await refusal(client.dataSources.query({ data_source_id: dataSource, page_size: 101 }))).toBe(
      message('body'),
    )
    expect(await refusal(client.blocks.children.list({ block_id: page, page_size: 101 }))).toBe(
      message('query'),
    )
  })

  it('short and empty pages with has_more, still lead to the whole', async () => {
    const { client, dataSource, world, server, settings } = await stage({ shortPages: [0, 2, 1] })
    for (let index = 1; index < 6; index += 1) world.page({ parent: dataSource })
    const first = await client.dataSources.query({ data_source_id: dataSource })
    expect([first.results.length, first.has_more]).toEqual([0, true])
    settings.shortPages = [0, 2, 1]
    const all = await collectPaginatedAPI(client.dataSources.query, { data_source_id: dataSource })
    expect([all.length, server.requests.length]).toEqual([6, 7])
  })

  it('a cursor, kept too long or used with another filter, is refused', async () => {
    const { client, dataSource, world, clock } = await stage({ cursorLifetime: 50_000 })
    world.page({ parent: dataSource })
    const query = (more: object) =>
      client.dataSources.query({ data_source_id: dataSource, page_size: 1, ...more })
    const cursor = (await query({})).next_cursor ?? ''
    const wrong = refused(`The start_cursor provided is invalid: ${cursor}`)
    expect(await refusal(query({ start_cursor: cursor, in_trash: true }))).toBe(wrong)
    clock.advance(50_000)
    expect(await refusal(query({ start_cursor: cursor }))).toBe('accepted')
    clock.advance(1)
    expect(await refusal(query({ start_cursor: cursor }))).toBe(wrong)
  })

  it('a cursor of children, is the id of the next block and nothing else', async () => {
    const { client, page } = await stage()
    const first = await client.blocks.children.list({ block_id: page, page_size: 1 })
    const rest = await client.blocks.children.list({ block_id: page, start_cursor: first.next_cursor ?? '' })
    expect([first.results.length, rest.results.length, rest.results[0]?.id]).toEqual([
      1,
      2,
      first.next_cursor,
    ])
    expect(await refusal(client.blocks.children.list({ block_id: page, start_cursor: 'x' }))).toBe(
      refused(
        'query failed validation: query.start_cursor should be a valid uuid or `undefined`, instead was `"x"`.',
      ),
    )
  })

  it('more results than the limit, end incomplete and say so on every page', async () => {
    const { client, dataSource, world } = await stage({ resultLimit: 3 })
    for (let index = 1; index < 5; index += 1) world.page({ parent: dataSource })
    const incomplete = { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' }
    const query = (more: object) =>
      client.dataSources.query({ data_source_id: dataSource, page_size: 2, ...more })
    const first = await query({})
    const last = await query({ start_cursor: first.next_cursor })
    expect([first, last]).toMatchObject([
      { has_more: true, request_status: incomplete },
      { has_more: false, next_cursor: null, request_status: incomplete },
    ])
    const whole = await stage()
    expect(await whole.client.dataSources.query({ data_source_id: whole.dataSource })).not.toHaveProperty(
      'request_status',
    )
  })

  it('an unknown key of the body, is refused', async () => {
    const sandbox = await stage()
    const call = sandbox.client.request({
      path: `data_sources/${sandbox.dataSource}/query`,
      method: 'post',
      body: { archived: true },
    })
    expect(await refusal(call)).toBe(
      refused('body failed validation: body.archived should be not present, instead was `true`.'),
    )
  })

  it('a search, finds pages and data sources by title, the last edited first', async () => {
    const { client, page, dataSource, world, clock } = await stage()
    clock.advance(60_000)
    const newer = world.page({ parent: dataSource, title: '오픈 API' })
    const found = async (query: string, filter?: object) =>
      (await client.search({ query, ...(filter && { filter: filter as never }) })).results.map(({ id }) => id)
    expect(await found('오픈')).toEqual([newer, page])
    expect(await found('', { property: 'object', value: 'data_source' })).toEqual([dataSource])
  })
})

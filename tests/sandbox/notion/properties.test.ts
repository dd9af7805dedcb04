import { describe, expect, it } from 'vitest'
import { dateMention, userMention } from '../../../src/sandbox/notion/index.ts'
import { ask, refusal, stage, words } from './stage.ts'

const refused = (message: string) => `400 validation_error: ${message}`

describe('page properties', () => {
  it('values of each type, written and read back, are as Notion gives them', async () => {
    const { client, page, personId } = await stage()
    const answer = await client.pages.update({
      page_id: page,
      properties: {
        이름: { title: [words('새 '), words('제목')] },
        Tags: { multi_select: [{ name: 'draft' }] },
        status: { status: { name: 'expired' } },
        field: { select: { name: 'AI' } },
        deadline: { date: { start: '2026-12-24T23:59', time_zone: 'Asia/Seoul' } },
        size: { number: 3 },
        done: { checkbox: true },
        link: { url: 'https://example.org' },
        people: { people: [{ id: personId }] },
      },
    })
    if (!('properties' in answer)) throw new Error('partial')
    const values = Object.values(answer.properties).map(
      (value) => ({ ...value, id: '' }) as Record<string, unknown>,
    )
    expect(values.map((value) => [value.type, short(value[String(value.type)])])).toEqual([
      ['title', '새 제목'],
      ['multi_select', 'draft'],
      ['status', 'expired'],
      ['select', 'AI'],
      ['date', { start: '2026-12-24T23:59:00.000+09:00', end: null, time_zone: 'Asia/Seoul' }],
      ['rich_text', ''],
      ['number', 3],
      ['checkbox', true],
      ['url', 'https://example.org'],
      ['email', null],
      ['people', 'Sandbox Editor'],
      ['created_by', 'Sandbox Editor'],
      ['last_edited_by', 'Magam'],
    ])
  })

  it('a date-time without offset and zone, is UTC; a bare date, stays one', async () => {
    const { client, page, world } = await stage()
    const write = (start: string) =>
      client.pages.update({ page_id: page, properties: { deadline: { date: { start } } } })
    await write('2026-12-24T23:59')
    expect(world.value(page, 'deadline')).toBe('2026-12-24T23:59:00.000+00:00')
    await write('2026-12-24T23:59:30+09:00')
    expect(world.value(page, 'deadline')).toBe('2026-12-24T23:59:30.000+09:00')
    await write('2026-12-24')
    expect(world.value(page, 'deadline')).toBe('2026-12-24')
  })

  it.each([
    [
      'an unknown status',
      { status: { status: { name: 'nope' } } },
      'Invalid status option. Status option "nope" does not exist".',
    ],
    ['a wrong type', { status: { select: { name: 'completed' } } }, 'status is expected to be status.'],
    ['an unknown column', { 없음: { number: 1 } }, '없음 is not a property that exists.'],
    [
      'a comma in an option',
      { field: { select: { name: 'a,b' } } },
      'Invalid select option, commas not allowed: a,b',
    ],
    [
      'a read value sent back',
      { size: { id: 'x', type: 'number', number: 1 } },
      'body failed validation: body.properties.size.id should be not present, instead was `"x"`.',
    ],
    [
      'an odd date',
      { deadline: { date: { start: '2022/01/02' } } },
      'body failed validation: body.properties.deadline.date.start should be a valid ISO 8601 date string, instead was `"2022/01/02"`.',
    ],
    [
      'a day that is not',
      { deadline: { date: { start: '2023-02-30' } } },
      'body failed validation: body.properties.deadline.date.start should be a valid ISO 8601 date string, instead was `"2023-02-30"`.',
    ],
    [
      'an empty address',
      { link: { url: '' } },
      'body failed validation: body.properties.link.url should be populated or `null`, instead was `""`.',
    ],
    [
      'a computed column',
      { 'Created by': { created_by: {} } },
      'body failed validation: body.properties.Created by.created_by should be not present, instead was `{}`.',
    ],
    [
      'two mistakes',
      { 없음: { number: 1 }, status: { number: 1 } },
      'body failed validation. Fix one:\n없음 is not a property that exists.\nstatus is expected to be status.',
    ],
  ])(
    '%s, is refused with the documented words and nothing is written',
    async (_name, properties, message) => {
      const { client, page, world } = await stage()
      const before = world.pageJson(page)
      const all = { size: { number: 7 }, ...properties } as never
      expect(await refusal(client.pages.update({ page_id: page, properties: all }))).toBe(refused(message))
      expect(world.pageJson(page)).toEqual(before)
    },
  )

  it('an unknown select or multi-select option, is silently made', async () => {
    const { client, page, world, dataSource } = await stage()
    await client.pages.update({
      page_id: page,
      properties: {
        field: { select: { name: 'Al' } },
        Tags: { multi_select: [{ name: 'knowledge  base' }] },
      },
    })
    expect([world.options(dataSource, 'field'), world.options(dataSource, 'Tags')]).toEqual([
      ['AI', 'Al'],
      ['knowledge base', 'draft', 'knowledge  base'],
    ])
  })

  it('a status set to null, falls back to the first of To-do', async () => {
    const { client, page, world } = await stage()
    await client.pages.update({ page_id: page, properties: { status: { status: null } as never } })
    expect(world.value(page, 'status')).toBe('not started')
  })

  it('a property id, URL-encoded as answered, names the column in bodies and paths', async () => {
    const sandbox = await stage()
    const { client, page, world } = sandbox
    const shown = await client.pages.retrieve({ page_id: page })
    const id = 'properties' in shown ? (shown.properties.Tags?.id ?? '') : ''
    await client.pages.update({ page_id: page, properties: { [id]: { multi_select: [{ name: 'draft' }] } } })
    expect(world.value(page, 'Tags')).toBe('draft')
    const property = async (path: string) => (await ask(sandbox, `pages/${page}/properties/${path}`)).body
    expect((await property(id)).multi_select).toMatchObject([{ name: 'draft' }])
    // The id holds a character that is encoded: encoding the answered id again is a mistake.
    expect(encodeURIComponent(id)).not.toBe(id)
    expect((await property(encodeURIComponent(id))).message).toBe(`${id} is not a property that exists.`)
  })

  it('more than 25 references, are cut in the page and whole by the property, page by page', async () => {
    const { client, page, people, world, dataSource } = await stage()
    const ids = Array.from({ length: 30 }, (_, index) => world.person(`사람 ${index}`))
    people.set(page, 'people', ids)
    people.set(
      page,
      'note',
      ids.map((id, index) => userMention(id, `사람 ${index}`)),
    )
    const relation = world.dataSource(world.database({ title: '다른', properties: { n: 'title' } }).id, 's', {
      n: 'title',
      pages: { type: 'relation', dataSource },
    })
    const others = Array.from({ length: 30 }, () => world.page({ parent: dataSource }))
    const related = world.page({ parent: relation, properties: { pages: others } })
    const shown = JSON.parse(JSON.stringify(await client.pages.retrieve({ page_id: page }))).properties
    expect([shown.people.people.length, shown.note.rich_text.length]).toEqual([25, 25])
    const cut = JSON.parse(JSON.stringify(await client.pages.retrieve({ page_id: related }))).properties.pages
    expect([cut.relation.length, cut.has_more]).toEqual([25, true])
    const found: unknown[] = []
    let cursor: string | null = null
    do {
      const part = await client.pages.properties.retrieve({
        page_id: related,
        property_id: cut.id,
        page_size: 12,
        ...(cursor && { start_cursor: cursor }),
      })
      if (part.object !== 'list') throw new Error('not a list')
      found.push(...part.results.map((item) => item.type === 'relation' && item.relation.id))
      cursor = part.next_cursor
    } while (cursor)
    expect(found).toEqual(others)
  })

  it('a date mention, is answered with its structure', async () => {
    const { client, page, people } = await stage()
    people.set(page, 'note', [dateMention('2023-04-02T23:30:00.000+09:00')])
    const shown = JSON.parse(JSON.stringify(await client.pages.retrieve({ page_id: page }))).properties.note
    expect(shown.rich_text[0].mention).toEqual({
      type: 'date',
      date: { start: '2023-04-02T23:30:00.000+09:00', end: null, time_zone: null },
    })
  })

  it('a trashed page, is shown as such, cannot be written, and comes back', async () => {
    const { client, page } = await stage()
    const archived = refused(
      "Can't edit block that is archived. You must unarchive the block before editing.",
    )
    await client.pages.update({ page_id: page, in_trash: true })
    expect(await client.pages.retrieve({ page_id: page })).toMatchObject({ in_trash: true })
    expect(await refusal(client.pages.update({ page_id: page, properties: { size: { number: 1 } } }))).toBe(
      archived,
    )
    expect(await refusal(client.pages.update({ page_id: page, in_trash: true }))).toBe(archived)
    await client.pages.update({ page_id: page, in_trash: false })
    expect(await client.pages.retrieve({ page_id: page })).toMatchObject({ in_trash: false })
  })

  it('a page made through the API, has its properties and blocks and is the bot’s', async () => {
    const { client, dataSource, world, botId } = await stage()
    const made = await client.pages.create({
      parent: { data_source_id: dataSource },
      properties: { 이름: { title: [words('새 페이지')] }, status: { status: { name: 'completed' } } },
      children: [{ paragraph: { rich_text: [words('본문')] } }],
    })
    expect([
      world.value(made.id, '이름'),
      world.value(made.id, 'status'),
      world.children(made.id).length,
    ]).toEqual(['새 페이지', 'completed', 1])
    expect(made).toMatchObject({ created_by: { id: botId }, parent: { data_source_id: dataSource } })
  })
})

/** The part of an answered value that says what it is. */
function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(short).join('')
  if (typeof value !== 'object' || value === null) return value
  if ('plain_text' in value) return value.plain_text
  return 'name' in value ? value.name : value
}

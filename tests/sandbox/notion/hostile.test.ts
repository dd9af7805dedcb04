import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, stage } from './stage.ts'

const SEED = 20230317
const KEYS = [
  'properties',
  'status',
  'title',
  'rich_text',
  'text',
  'content',
  'mention',
  'date',
  'start',
  'children',
  'paragraph',
  'table',
  'table_row',
  'cells',
  'filter',
  'sorts',
  'and',
  'property',
  'timestamp',
  'position',
  'after_block',
  'parent',
  'options',
  'select',
  'multi_select',
  'people',
  'id',
  'name',
  'in_trash',
  '__proto__',
]

/** JSON built of the words the API knows, so that it gets deeper than the first check. */
const { body } = fc.letrec<{ value: unknown; body: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, 0, -1, '', 'completed', '2023-03-17', '이름', 'status', 'x'.repeat(2_001)),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('body'),
  ),
  body: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
}))

describe('hostile requests', () => {
  it('any body to any address that takes one, is answered by success or by a refusal', async () => {
    const sandbox = await stage({
      capabilities: { readComments: true, insertComments: true },
    })
    const { page, table, rows, dataSource } = sandbox
    const routes = [
      ['PATCH', `pages/${page}`],
      ['POST', 'pages'],
      ['PATCH', `blocks/${page}/children`],
      ['PATCH', `blocks/${table}/children`],
      ['PATCH', `blocks/${rows[1]}`],
      ['PATCH', `data_sources/${dataSource}`],
      ['POST', `data_sources/${dataSource}/query`],
      ['POST', 'search'],
      ['POST', 'comments'],
    ] as const
    const property = fc.asyncProperty(fc.constantFrom(...routes), body, async ([method, path], json) => {
      const answer = await ask(sandbox, path, { method, body: JSON.stringify(json) })
      expect([200, 400, 403, 404]).toContain(answer.status)
      expect(answer.body.request_id).toBe(answer.headers.get('x-notion-request-id'))
    })
    await fc.assert(property, { seed: SEED, numRuns: 600 })
  })

  it('bodies that begin rightly, are answered by success or by a refusal', async () => {
    const sandbox = await stage()
    const { page, dataSource, table } = sandbox
    const shapes = (value: unknown): readonly (readonly [string, string, object])[] => [
      [
        'PATCH',
        `pages/${page}`,
        { properties: { status: value, 이름: { title: value }, people: { people: value } } },
      ],
      [
        'PATCH',
        `pages/${page}`,
        { properties: { deadline: { date: value }, Tags: { multi_select: value } } },
      ],
      ['PATCH', `blocks/${table}/children`, { children: [{ table_row: { cells: value } }] }],
      ['PATCH', `blocks/${page}/children`, { children: [{ paragraph: value }, { synced_block: value }] }],
      ['PATCH', `blocks/${page}/children`, { children: [{ table: { table_width: 1, children: value } }] }],
      ['PATCH', `data_sources/${dataSource}`, { properties: { status: { status: { options: value } } } }],
      ['POST', `data_sources/${dataSource}/query`, { filter: { property: 'deadline', date: value } }],
      ['POST', `data_sources/${dataSource}/query`, { filter: { property: 'status', status: value } }],
      ['POST', `data_sources/${dataSource}/query`, { filter: { and: value }, sorts: [] }],
      ['POST', `data_sources/${dataSource}/query`, { sorts: [value] }],
    ]
    const property = fc.asyncProperty(body, fc.nat(9), async (json, at) => {
      const values = [json, [json], Object.values(json)[0] ?? null]
      for (const value of values) {
        const [method, path, shaped] = shapes(value)[at] ?? ['POST', 'search', {}]
        const answer = await ask(sandbox, path, { method, body: JSON.stringify(shaped) })
        expect([200, 400, 404]).toContain(answer.status)
      }
    })
    await fc.assert(property, { seed: SEED, numRuns: 500 })
  })

  it('any path and query, are answered by success or by a refusal', async () => {
    const sandbox = await stage()
    const parts = fc.constantFrom(
      sandbox.page,
      sandbox.table,
      'pages',
      'blocks',
      'children',
      'users',
      'me',
      '%',
      '%41',
      '..',
      '',
    )
    const property = fc.asyncProperty(
      fc.array(parts, { maxLength: 4 }),
      fc.webQueryParameters(),
      async (path, query) => {
        const answer = await ask(sandbox, `${path.join('/')}?page_size=${query}&start_cursor=${query}`)
        expect([200, 400, 404]).toContain(answer.status)
      },
    )
    await fc.assert(property, { seed: SEED, numRuns: 300 })
  })
})

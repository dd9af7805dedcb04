import { afterEach, expect, test } from 'vitest'
import { bold, link, paragraph, table } from '../../../src/sandbox/notion/index.ts'
import { type Stage, stage } from './stage.ts'

const open: Stage[] = []
async function set(...given: Parameters<typeof stage>) {
  const made = await stage(...given)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const filling = (text: string, url: string | null = null) => ({ text, url, date: null })

async function withPage(...given: Parameters<typeof stage>) {
  const s = await set(...given)
  const id = s.world.page({
    parent: s.base.dataSource,
    title: 'Open innovation',
    properties: { status: 'not started' },
    body: [
      paragraph('표'),
      table([
        ['사업명', '접수기간', '상태'],
        [[bold('A'), link(' 공고', 'https://a.kr')], '2026.04.30까지', ''],
      ]),
    ],
  })
  await s.read()
  s.requests()
  return { ...s, id }
}

test('status, as it was read, is moved and not moved again', async () => {
  const s = await withPage()
  const write = { documentId: s.id, from: 'not started', to: 'completed' }
  expect(await s.source.writeStatus(write)).toEqual({ result: 'done', problem: null })
  expect(s.world.value(s.id, 'status')).toBe('completed')
  expect(s.requests()).toEqual(['GET pages/*', 'PATCH pages/*'])
  expect(await s.source.writeStatus(write)).toEqual({ result: 'already', problem: null })
})

test('cell of a row, filled, keeps the rich text of the others', async () => {
  const s = await withPage()
  const found = s.document(s.id).tables[1]
  if (!found) throw new Error('no table')
  const rowId = found.rows[1]?.id ?? ''
  const write = { documentId: s.id, table: found, rowId, cells: [{ column: 2, to: filling('접수 중') }] }
  expect(await s.source.writeCells(write)).toEqual({ result: 'done', problem: null })
  expect(s.world.cells(found.id)[1]).toEqual(['A 공고', '2026.04.30까지', '접수 중'])
  expect(s.requests()).toEqual(['GET blocks/*', 'GET blocks/*', 'PATCH blocks/*', 'GET blocks/*'])
  await s.read()
  expect(s.document(s.id).tables[1]?.rows[1]?.cells.map(({ text, links }) => [text, links])).toEqual([
    ['A 공고', [{ text: ' 공고', url: 'https://a.kr/' }]],
    ['2026.04.30까지', []],
    ['접수 중', []],
  ])
})

test('comment, asked for twice, is posted once and settled once', async () => {
  const s = await withPage({ capabilities: { readComments: true, insertComments: true } })
  const comment = { documentId: s.id, marker: 'a1', text: '알 수 없는 기간' }
  expect(await s.source.comment(comment)).toEqual({ result: 'done', problem: null })
  expect(await s.source.comment(comment)).toEqual({ result: 'already', problem: null })
  expect(await s.source.settleComment({ ...comment, text: '해결' })).toEqual({
    result: 'done',
    problem: null,
  })
  expect(await s.source.settleComment({ ...comment, text: '해결' })).toEqual({
    result: 'already',
    problem: null,
  })
  expect(s.world.comments(s.id).map(({ text }) => text)).toEqual([
    '알 수 없는 기간\n[magam:a1]',
    '해결\n[magam:a1] ✓',
  ])
})

test('comment, capability missing, is said once', async () => {
  const s = await withPage()
  const comment = { documentId: s.id, marker: 'a1', text: '?' }
  expect(await s.source.comment(comment)).toMatchObject({
    result: 'off',
    problem: expect.stringContaining('may not'),
  })
  expect(await s.source.comment(comment)).toEqual({ result: 'off', problem: null })
})

test('check of a sound base', async () => {
  const s = await withPage()
  console.log(await s.source.check(['completed', 'expired', 'zzz']))
  console.log(await s.source.addStatusOption('zzz'), await s.source.statusOptions())
})

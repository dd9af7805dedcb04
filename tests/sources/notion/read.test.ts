import { afterEach, expect, test } from 'vitest'
import { heading, paragraph, table } from '../../../src/sandbox/notion/index.ts'
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

const programmes = (...names: string[]) =>
  table([['사업명', '접수기간'], ...names.map((name) => [name, '2026.04.30까지'])])

test('first read, a page with one table, gives its document whole', async () => {
  const s = await set()
  const id = s.world.page({
    parent: s.base.dataSource,
    title: 'Open innovation',
    properties: { Tags: ['knowledge base'], status: 'completed' },
    body: [heading(2, '진행 사업'), paragraph('아래 표'), programmes('A', 'B')],
  })
  const result = await s.read()
  expect(result).toEqual({
    complete: true,
    full: true,
    changed: [id],
    removed: [],
    failures: [],
    notes: [],
    requests: 5,
    total: 1,
  })
})

import { expect, test } from 'vitest'
import { overlay } from '../../src/run/overlay.ts'
import { openStore } from '../../src/state/open.ts'

const document = (id: string, hash: string) => ({
  id,
  editedAt: '2026-01-01T00:00:00.000Z',
  hash,
  json: '{}',
})

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

test('overlay, written to, reads what was written and leaves the store as it was', async () => {
  const store = await openStore('file::memory:')
  await store.putDocuments('kb', [document('a', '1'), document('b', '1')])
  await store.putValue('kb', 'cursor/x', 'old', 0)
  await store.putHeld('cal', [{ address: 'e1', json: '1' }])

  const plan = overlay(store)
  await plan.putDocuments('kb', [document('b', '2'), document('c', '1')])
  await plan.dropDocuments('kb', ['a'])
  expect(await plan.putValue('kb', 'cursor/x', 'new', 1)).toBe(true)
  expect(await plan.putValue('kb', 'cursor/x', 'newer', 1)).toBe(false)
  expect(await plan.putValue('kb', 'cursor/y', 'first', 0)).toBe(true)
  await plan.dropHeld('cal', ['e1'])
  await plan.putHeld('cal', [{ address: 'e2', json: '2' }])

  expect(await all(plan.documents('kb'))).toEqual([document('b', '2'), document('c', '1')])
  expect([...(await plan.documentStamps('kb')).keys()].sort()).toEqual(['b', 'c'])
  expect(await plan.values('kb', 'cursor/')).toEqual([
    { name: 'cursor/x', value: 'new', version: 2 },
    { name: 'cursor/y', value: 'first', version: 1 },
  ])
  expect(await plan.held('cal')).toEqual([{ address: 'e2', json: '2' }])

  expect((await all(store.documents('kb'))).map((kept) => `${kept.id}${kept.hash}`).sort()).toEqual([
    'a1',
    'b1',
  ])
  expect(await store.value('kb', 'cursor/x')).toEqual({ value: 'old', version: 1 })
  expect(await store.value('kb', 'cursor/y')).toBeNull()
  expect(await store.held('cal')).toEqual([{ address: 'e1', json: '1' }])
  await store.close()
})

test('overlay, cleared and dropped, is empty while the store keeps all', async () => {
  const store = await openStore('file::memory:')
  await store.putHeld('cal', [{ address: 'e1', json: '1' }])
  await store.putValue('kb', 'x', '1', 0)
  const plan = overlay(store)
  await plan.clearHeld('cal')
  await plan.dropValue('kb', 'x')
  expect(await plan.held('cal')).toEqual([])
  expect(await plan.value('kb', 'x')).toBeNull()
  expect(await store.held('cal')).toHaveLength(1)
  await store.close()
})

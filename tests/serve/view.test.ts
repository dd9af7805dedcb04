import { expect, test } from 'vitest'
import { liveView, type Published, stampsInMemory, steadyStamps } from '../../src/serve/view.ts'
import { baseOf, CALLS, publishedOf } from './sample.ts'

const SAMPLE = publishedOf(await baseOf(CALLS))

function source(first: Published) {
  const state = { version: '1', published: first, broken: false, reads: 0 }
  return {
    state,
    version: async () => state.version,
    read: async () => {
      state.reads += 1
      if (state.broken) throw new Error('the store is down')
      return state.published
    },
  }
}

test('an unchanged version, is not read again and stays the same object', async () => {
  const from = source(SAMPLE)
  const view = await liveView(from, stampsInMemory())
  const before = view.current()
  await view.refresh()
  expect([view.current() === before, from.state.reads]).toEqual([true, 1])
})

test('asked to look again and again while it looks, looks once more and shows what was written last', async () => {
  const from = source(SAMPLE)
  let looks = 0
  const counted = {
    ...from,
    version: async () => {
      looks += 1
      return from.version()
    },
  }
  const view = await liveView(counted, stampsInMemory())
  Object.assign(from.state, { version: '2' })
  const first = view.refresh()
  Object.assign(from.state, { version: '3', published: publishedOf() })
  await Promise.all([first, view.refresh(), view.refresh(), view.refresh()])
  expect([looks, view.current()]).toEqual([3, publishedOf()])
  await view.refresh()
  expect(looks).toBe(4)
})

test('a failed reading, leaves the last good state and is tried again', async () => {
  const from = source(SAMPLE)
  const view = await liveView(from, stampsInMemory())
  const before = view.current()
  Object.assign(from.state, { version: '2', broken: true, published: publishedOf() })
  await expect(view.refresh()).rejects.toThrow('the store is down')
  expect(view.current()).toBe(before)
  from.state.broken = false
  await view.refresh()
  expect(view.current()).toEqual(publishedOf())
})

test('what only the plan reads of a row, is not kept in memory', async () => {
  const view = await liveView(source(SAMPLE), stampsInMemory())
  const [row] = view.current().bases[0]?.rows ?? []
  expect(Object.keys(row ?? {}).sort()).toEqual(['cancelledAt', 'ics', 'key', 'lastDay', 'uid'])
})

test('stamps of a store that fails, go on from what this process knows', async () => {
  const told: string[] = []
  const down = {
    read: async () => {
      throw new Error('down')
    },
    write: async () => {
      throw new Error('down')
    },
  }
  const stamps = steadyStamps(down, (words) => void told.push(words))
  await stamps.write('feed', 'hash', '2023-03-20T00:00:00Z')
  expect(await stamps.read('feed')).toEqual({ hash: 'hash', at: '2023-03-20T00:00:00Z' })
  expect(told).toHaveLength(2)
})

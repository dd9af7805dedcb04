import { expect, test } from 'vitest'
import { memoryOf } from '../../../src/sources/notion/index.ts'
import { commentBook } from '../../../src/sources/notion/write/comment-book.ts'
import { openStore } from '../../../src/state/open.ts'

test('settled comments, are remembered up to two hundred, the newest; open ones always', async () => {
  const store = await openStore('file::memory:')
  const book = commentBook(memoryOf(store, 'kb'))
  const entry = (settled: boolean) => ({ page: 'p', discussion: 'd', nth: 1, settled })
  for (let nth = 0; nth < 260; nth += 1) await book.write(`open-${nth}`, entry(false))
  for (let nth = 0; nth < 250; nth += 1) await book.write(`open-${nth}`, entry(true))
  const markers = (await book.entries()).map(([marker]) => marker)
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `open-${from + at}`)
  expect(markers).toEqual([...numbers(250, 260), ...numbers(50, 250)])
  await store.close()
})

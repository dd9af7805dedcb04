import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Chain, startChain } from './chain.ts'

let chain: Chain
beforeEach(async () => {
  chain = await startChain()
})
afterEach(() => chain.close())

test('a whole set-up, every link holds', async () => {
  const { works, checks } = await chain.look()
  console.log(checks)
  expect(works).toBe(true)
})

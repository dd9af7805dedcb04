import { describe, expect, test } from 'vitest'
import { hostileFault } from './fuzz.ts'

const TEXTS = 20_000

describe('hostile texts', () => {
  test(`${TEXTS} of them, never throw and never give a moment out of reach`, () => {
    for (let seed = 1; seed <= TEXTS; seed++) {
      const fault = hostileFault(seed)
      if (fault !== null) expect.fail(`seed ${seed}: ${fault}`)
    }
  })
})

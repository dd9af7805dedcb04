import { describe, expect, it } from 'vitest'
import { type Fault, faultScript, seededRandom } from '../../src/sandbox/faults.ts'

const fault = (status: 429 | 500 | 503): Fault => ({ kind: 'status', status, when: 'before' })
const request = (number: number, path = '/v1/pages') => ({ number, method: 'GET', path })

describe('a script of faults', () => {
  it('the nth request from now, suffers once', () => {
    const faults = faultScript()
    faults.at(2, fault(500))
    expect([1, 2, 3].map((number) => faults.next(request(number)))).toEqual([null, fault(500), null])
  })

  it('requests that match, suffer as often as said', () => {
    const faults = faultScript()
    faults.when(({ path }) => path.includes('blocks'), fault(503), 2)
    const paths = ['/v1/blocks/1', '/v1/pages/1', '/v1/blocks/2', '/v1/blocks/3']
    expect(paths.map((path, index) => faults.next(request(index, path)))).toEqual([
      fault(503),
      null,
      fault(503),
      null,
    ])
  })

  it('chance, strikes about as often as said, and the same with the same seed', () => {
    const strikes = (seed: number) => {
      const faults = faultScript()
      faults.chance(seed, 0.3, [fault(429), fault(500)])
      return Array.from({ length: 1_000 }, (_, number) => faults.next(request(number)))
    }
    const hit = strikes(1).filter((strike) => strike !== null).length
    expect(hit).toBeGreaterThan(250)
    expect(hit).toBeLessThan(350)
    expect(strikes(1)).toEqual(strikes(1))
    expect(strikes(1)).not.toEqual(strikes(2))
  })

  it('a cleared script, strikes no more but remembers', () => {
    const faults = faultScript()
    faults.at(1, fault(500))
    faults.at(2, fault(500))
    faults.next(request(1))
    faults.clear()
    expect([faults.next(request(2)), faults.struck.length]).toEqual([null, 1])
  })

  it('seeded numbers, lie between 0 and 1', () => {
    const random = seededRandom(5)
    const numbers = Array.from({ length: 1_000 }, random)
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  })
})

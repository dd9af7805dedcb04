import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { sandboxClock } from '../../src/sandbox/clock.ts'

const at = (iso: string) => Date.parse(iso)

it('a still clock, moves only when it is told', async () => {
  const clock = sandboxClock('2023-03-20T00:00:00Z', { still: true })
  await sleep(5)
  expect(clock.now()).toBe(at('2023-03-20T00:00:00Z'))
  clock.advance(90_000)
  expect(clock.now()).toBe(at('2023-03-20T00:01:30Z'))
  clock.set('2023-05-01T09:00:00+09:00')
  expect(clock.now()).toBe(at('2023-05-01T00:00:00Z'))
})

it('a clock, runs with real time from where it was set', async () => {
  const clock = sandboxClock('2023-03-20T00:00:00Z')
  await sleep(20)
  expect(clock.now()).toBeGreaterThan(at('2023-03-20T00:00:00Z'))
})

it('a clock, set to what is no instant, is refused', () => {
  expect(() => sandboxClock('soon')).toThrow('not an instant: soon')
})

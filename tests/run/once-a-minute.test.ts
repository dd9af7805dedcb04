import { expect, test } from 'vitest'
import { onceAMinute } from '../../src/run/once-a-minute.ts'

test('trouble, the same again and again, is told once a minute, and other trouble at once', () => {
  let now = 0
  const told: string[] = []
  const tell = onceAMinute(
    (error) => void told.push(`${now / 1_000} ${(error as Error).message}`),
    () => now,
  )
  for (; now < 150_000; now += 1_000) {
    tell(new Error('the database is down'))
    if (now === 5_000) tell(new Error('the queue is gone'))
  }
  expect(told).toEqual([
    '0 the database is down',
    '5 the queue is gone',
    '60 the database is down',
    '120 the database is down',
  ])
})

import { expect, test } from 'vitest'
import { mirrorPlace } from './mirror-history.ts'

const HISTORIES = Number(process.env.MAGAM_HISTORIES ?? 15)
const SEED = Number(process.env.MAGAM_SEED ?? 0) * 100_000

test('a copy kept by sync tokens, under any edits, ragged pages and a lagging list, equals the calendar', async () => {
  for (let seed = SEED; seed < SEED + HISTORIES; seed += 1) {
    const place = await mirrorPlace(seed)
    await expect(place.play(60), `seed ${seed}`).resolves.toBeUndefined()
    await place.close()
  }
})

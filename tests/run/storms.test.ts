import { expect, test } from 'vitest'
import { type Fault, seededRandom } from '../../src/sandbox/faults.ts'
import { FAULTS, type Stage, stage } from './stage.ts'

const NOW = '2023-03-20T09:00:00+09:00'
const STEP = 600_000
/** Seeds for each kind; with `MAGAM_HISTORIES=25` they are more than two hundred. */
const SEEDS = Math.ceil(Number(process.env.MAGAM_HISTORIES ?? 2))
const FIRST = Number(process.env.MAGAM_SEED ?? 1)
const KINDS: readonly Fault[] = [
  ...FAULTS,
  { kind: 'status', status: 500, when: 'after' },
  { kind: 'status', status: 504, when: 'after' },
]
/** One read of Notion is sent 6 times at most, and each of these waits 12 times when told to slow down. */
const MOST_AT_NOTION = 6 * (12 + 1)
/** One request to Google is sent 8 times at most, and so is the one for a token. */
const MOST_AT_GOOGLE = 8 * 2

async function picture(here: Stage) {
  const feed = await here.store.published('open-innovation')
  return {
    events: here.events(),
    feed: feed.map(({ uid, cancelledAt }) => `${uid} ${cancelledAt !== null}`).sort(),
    status: here.notion.world.value(here.page, 'status'),
    comments: here.notion.world.comments(here.page).length,
  }
}

async function storm(kinds: readonly Fault[], seed: number, chance: number) {
  const here = await stage(NOW)
  here.notion.people.editCell(
    here.notion.world.children(here.notion.world.tables(here.page)[0] ?? '')[2] ?? '',
    3,
    '2023.04.31(월)까지',
  )
  here.clock.advance(STEP)
  for (const [side, { server }] of [here.notion, here.google].entries())
    server.faults.chance(seed * 2 + side, chance, kinds)
  await here.sync()
  const { notion, google } = here.requests()
  const tokens = here.google.server.requests.filter(({ path }) => path.includes('token')).length
  for (const { server } of [here.notion, here.google]) server.faults.clear()
  return { here, requests: { notion, google: google + tokens } }
}

async function calmDown(here: Stage) {
  for (let again = 0; again < 2; again += 1) {
    here.clock.advance(STEP)
    await here.sync()
  }
  const seen = await picture(here)
  const { writes } = here.requests()
  here.clock.advance(STEP)
  await here.sync()
  expect(here.requests().writes, 'writes of a quiet run').toBe(writes)
  await here.close()
  return seen
}

test(`30 % of all requests fail, each kind from ${SEEDS} seeds, all is right after two undisturbed runs and the storm cost three times the requests at most`, async () => {
  const calm = await storm(FAULTS, 1, 0)
  const wanted = await calmDown(calm.here)
  for (const kind of KINDS) {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const { here, requests } = await storm([kind], Math.floor(seededRandom(seed)() * 1e6), 0.3)
      const which = `${JSON.stringify(kind)} seed ${seed}`
      expect(requests.notion, which).toBeLessThanOrEqual(3 * calm.requests.notion + 12)
      expect(requests.google, which).toBeLessThanOrEqual(3 * calm.requests.google + 12)
      expect(await calmDown(here), which).toEqual(wanted)
    }
  }
}, 600_000)

test.each(KINDS.map((kind) => [JSON.stringify(kind), kind] as const))(
  'every request fails with %s, a run ends after the tries that the settings allow',
  async (_name, kind) => {
    const { here, requests } = await storm([kind], 1, 1)
    await here.close()
    expect(requests.notion).toBeLessThanOrEqual(MOST_AT_NOTION)
    expect(requests.google).toBeLessThanOrEqual(MOST_AT_GOOGLE)
  },
)

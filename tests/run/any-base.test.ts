import { expect, test } from 'vitest'
import { seededRandom } from '../../src/sandbox/faults.ts'
import { asText, strangersSee } from '../secrets/strangers.ts'
import { anyBase, SECRET } from './any-base.ts'
import { FAULTS, type Stage, stage } from './stage.ts'

const NOW = '2023-03-20T09:00:00+09:00'
const BASES = Number(process.env.MAGAM_HISTORIES ?? 12)
const FIRST = Number(process.env.MAGAM_SEED ?? 1)

/** What clients ask for again and again: the same bytes as long as nothing has changed. */
function feedsOf({ answers }: Awaited<ReturnType<typeof strangersSee>>) {
  return ['/calendar.ics', '/history.ics', '/feed.atom', '/programmes.json'].map(
    (path) => answers.get(path)?.text,
  )
}

test(`any knowledge base, ${BASES} of them: a second run writes nothing, neither does one without its state, and strangers see no private word`, async () => {
  for (let seed = FIRST; seed < FIRST + BASES; seed += 1) {
    const here = await stage(NOW, { fill: anyBase(seed) })
    try {
      const first = await here.sync()
      expect(first.result, `seed ${seed}`).toBe('done')
      const events = here.events()
      const seen = () => strangersSee(here.store, [here.base.settings], NOW, 'admin')
      const before = await seen()
      expect(asText(before), `seed ${seed}`).not.toContain(SECRET)
      for (const lose of [false, true]) {
        if (lose) await here.loseState()
        here.clock.advance(600_000)
        const { writes } = here.requests()
        const again = await here.sync()
        const google = again.sinks
          .filter(({ sink }) => sink === 'google-calendar')
          .flatMap(({ changes }) => changes)
        expect({ result: again.result, google, writes: here.requests().writes }, `seed ${seed}`).toEqual({
          result: 'done',
          google: [],
          writes,
        })
        if (!lose) expect(feedsOf(await seen()), `seed ${seed}`).toEqual(feedsOf(before))
      }
      expect(here.events(), `seed ${seed}`).toEqual(events)
    } finally {
      await here.close()
    }
  }
}, 300_000)

/** What people see of a base, in words that do not differ from stage to stage. */
async function picture(here: Stage) {
  const rows = await here.store.published('open-innovation')
  const pages = [...here.notion.world.store.pages.keys()]
  return {
    events: here.events(),
    feed: rows
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ lastDay }) => lastDay)
      .sort(),
    statuses: pages.map((page) => here.notion.world.value(page, 'status')),
    comments: pages.map((page) => here.notion.world.comments(page).length),
  }
}

const STORMS = Math.ceil(BASES / 3)
test(`a large base, in ${STORMS} storms, is right after at most two undisturbed runs`, async () => {
  for (let seed = FIRST; seed < FIRST + STORMS; seed += 1) {
    const [calm, stormy] = [
      await stage(NOW, { fill: anyBase(seed, 24) }),
      await stage(NOW, { fill: anyBase(seed, 24) }),
    ]
    try {
      const random = seededRandom(seed)
      for (const { server } of [stormy.notion, stormy.google])
        server.faults.chance(seed, 0.05 + random() * 0.35, FAULTS)
      await stormy.sync()
      for (const { server } of [stormy.notion, stormy.google]) server.faults.clear()
      for (const here of [calm, stormy, calm, stormy]) {
        here.clock.advance(600_000)
        await here.sync()
      }
      const wanted = await picture(calm)
      expect(wanted.events.length, `seed ${seed}`).toBeGreaterThan(30)
      expect(await picture(stormy), `seed ${seed}`).toEqual(wanted)
    } finally {
      await calm.close()
      await stormy.close()
    }
  }
}, 300_000)

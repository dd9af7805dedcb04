import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/run/report.ts'
import { type Fault, seededRandom } from '../../src/sandbox/faults.ts'
import { type Stage, stage } from './stage.ts'

const ALIVE = '2023-03-20T09:00:00+09:00'
const STEP = 600_000
const HISTORIES = Number(process.env.MAGAM_HISTORIES ?? 12)

const NOTION: readonly Fault[] = [
  { kind: 'status', status: 429, when: 'before', retryAfter: 1 },
  { kind: 'status', status: 500, when: 'before' },
  { kind: 'status', status: 500, when: 'after' },
  { kind: 'status', status: 503, when: 'before' },
  { kind: 'status', status: 503, when: 'after' },
  { kind: 'status', status: 504, when: 'after' },
  { kind: 'status', status: 529, when: 'before' },
  { kind: 'status', status: 409, when: 'before' },
  { kind: 'html', status: 502 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncate' },
  { kind: 'hang', when: 'after' },
]
const GOOGLE: readonly Fault[] = [
  { kind: 'status', status: 403, when: 'before', reason: 'rateLimitExceeded' },
  { kind: 'status', status: 403, when: 'before', reason: 'quotaExceeded' },
  { kind: 'status', status: 401, when: 'before' },
  ...NOTION.filter((fault) => !(fault.kind === 'status' && [409, 529].includes(fault.status))),
]

/** What people see once everything has settled: entries, feed, status, comments. */
async function picture(here: Stage) {
  const feed = await here.store.published('open-innovation')
  return {
    events: here.events(),
    feed: feed
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ uid, lastDay }) => `${lastDay} ${uid}`)
      .sort(),
    status: here.notion.world.value(here.page, 'status'),
    comments: here.notion.world.comments(here.page).filter(({ by }) => by === here.notion.botId).length,
    violations: here.google.world.violations,
  }
}

/** One story: a first run, edits by people, a run in which the fault strikes, then undisturbed runs. */
async function story(disturb: (here: Stage) => void): Promise<{ here: Stage }> {
  const here = await stage(ALIVE, { timeoutMs: 150 })
  await here.sync()
  here.clock.advance(STEP)
  const [table = ''] = here.notion.world.tables(here.page)
  const rows = here.notion.world.children(table)
  here.notion.people.editCell(rows[1] ?? '', 3, '2023.03.24(금) 18:00까지')
  here.notion.people.editCell(rows[2] ?? '', 3, '2023.04.31(월)까지')
  here.notion.people.addRow(table, [
    '새 공고',
    '',
    '',
    '2023.05.02(화)까지',
    '',
    'https://example.org/new',
    '',
  ])
  here.notion.people.deleteRow(rows[6] ?? '')
  here.clock.advance(STEP)
  disturb(here)
  const report = await here.sync()
  // Half of an empty answer is an empty answer: nobody can notice.
  const struck = [here.notion, here.google]
    .flatMap(({ server }) => server.faults.struck)
    .filter(({ fault, request }) => !(fault.kind === 'truncate' && request.method === 'DELETE')).length
  // A busy machine may be slower than this test's patience: that is told as no answer, and rightly.
  const late = report.faults.some(({ what }) => what === 'no answer')
  if (struck > 0 || !late) expect(toldIn(report) > 0, 'something is told').toBe(struck > 0)
  for (const server of [here.notion.server, here.google.server]) server.faults.clear()
  for (let run = 0; run < 2; run += 1) {
    here.clock.advance(STEP)
    await here.sync()
  }
  return { here }
}

/** How much a report says went wrong, made good or not. */
function toldIn({ faults, read, troubles, sinks, statuses }: Report): number {
  const troubled = sinks.filter(({ trouble }) => trouble !== null).length
  const problems = [...sinks.flatMap(({ changes }) => changes), ...statuses].filter(({ problem }) => problem)
  const counted = faults.reduce((sum, { count }) => sum + count, 0)
  return counted + read.failures.length + troubles.length + troubled + problems.length
}

async function expectRight(here: Stage, wanted: Awaited<ReturnType<typeof picture>>): Promise<void> {
  expect(await picture(here)).toEqual(wanted)
  here.clock.advance(STEP)
  const { writes } = here.requests()
  const report = await here.sync()
  expect(report.sinks.flatMap(({ changes }) => changes)).toEqual([])
  expect(here.requests().writes).toBe(writes)
}

async function undisturbed() {
  let counts = { notion: 0, google: 0 }
  const { here } = await story((begun) => {
    counts = { notion: -begun.notion.server.requests.length, google: -begun.google.server.requests.length }
  })
  const wanted = await picture(here)
  // The run in the middle is what faults strike; the two after it ask as much again at most.
  counts = {
    notion: counts.notion + here.notion.server.requests.length,
    google: counts.google + here.google.server.requests.length,
  }
  await here.close()
  return { wanted, counts }
}

describe('faults of each kind at each request', () => {
  test.each([
    ['notion', NOTION],
    ['google', GOOGLE],
  ] as const)(
    '%s, any fault at any request of a run, all right after two undisturbed runs',
    async (side, kinds) => {
      const { wanted, counts } = await undisturbed()
      for (const fault of kinds) {
        for (let nth = 1; nth <= counts[side]; nth += 1) {
          const { here } = await story((begun) => begun[side].server.faults.at(nth, fault))
          try {
            await expectRight(here, wanted)
          } catch (error) {
            throw new Error(`${side} ${JSON.stringify(fault)} at request ${nth}`, { cause: error })
          } finally {
            await here.close()
          }
        }
      }
    },
    300_000,
  )
})

test(`seeded storms, ${HISTORIES} of them, all right after two undisturbed runs`, async () => {
  const { wanted } = await undisturbed()
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const { here } = await story((begun) => {
      const random = seededRandom(seed)
      begun.notion.server.faults.chance(seed, 0.1 + random() * 0.3, NOTION)
      begun.google.server.faults.chance(seed + 1_000, 0.1 + random() * 0.3, GOOGLE)
    })
    try {
      await expectRight(here, wanted)
    } catch (error) {
      throw new Error(`storm with seed ${seed}`, { cause: error })
    } finally {
      await here.close()
    }
  }
}, 300_000)

import { seededRandom } from '../../../src/sandbox/faults.ts'
import { FAULTS, type Stage, stage } from '../../../tests/run/stage.ts'
import { type Office, office } from './edits.ts'
import { differ } from './right.ts'

const STEP_MS = 600_000
const START = '2026-03-02T09:00:00+09:00'
const KEEP_RUNS = 200

export type Life = {
  readonly here: Stage
  /** So many runs, ten minutes apart, with edits and faults between them; then quiet, in which all must be right. */
  play(seed: number, runs: number): Promise<void>
  /** Runs, writes and faults so far. */
  readonly counts: { runs: number; writes: number; faults: number; edits: number }
  close(): Promise<void>
}

/** Both sandboxes, one knowledge base and its state in `file`, to be lived in for as long as one likes. */
export async function life(file: string): Promise<Life> {
  const { fill, office: people } = office()
  const here = await stage(START, { fill, state: `file:${file}`, timeoutMs: 2_000 })
  const counts = { runs: 0, writes: 0, faults: 0, edits: 0 }
  const tick = async () => {
    here.clock.advance(STEP_MS)
    const report = await here.sync({ trigger: 'schedule' })
    counts.runs += 1
    if (report.result === 'refused')
      throw new Error(`refused: ${JSON.stringify(report.sinks.map(({ dangers }) => dangers))}`)
    return report
  }
  await here.sync()
  return {
    here,
    counts,
    async play(seed, runs) {
      const random = seededRandom(seed)
      for (let spoilt = 0; spoilt < 2; spoilt += 1) people.spoil(here, random)
      for (const [side, server] of [here.notion.server, here.google.server].entries())
        server.faults.chance(seed * 2 + side, random() * 0.15, FAULTS)
      for (let run = 0; run < runs; run += 1) {
        // People work by day; at night only the schedule and the faults go on.
        const edits = random() < 0.3 ? 1 + Math.floor(random() * 3) : 0
        for (let edit = 0; edit < edits; edit += 1) people.edit(here, random)
        counts.edits += edits
        await tick()
      }
      await settle(here, people, tick)
      for (const server of [here.notion.server, here.google.server]) {
        counts.faults += server.faults.struck.length
        server.faults.forgetStruck()
      }
      counts.writes += here.requests().writes
      here.notion.server.forgetRequests()
      here.google.server.forgetRequests()
      await here.store.pruneRuns(here.base.name, KEEP_RUNS)
    },
    close: () => here.close(),
  }
}

/** Two undisturbed runs, and then: the calendar is right, feed and calendar agree, and a further run writes nothing. */
async function settle(here: Stage, people: Office, tick: () => ReturnType<Stage['sync']>): Promise<void> {
  for (const server of [here.notion.server, here.google.server]) server.faults.clear()
  await tick()
  await tick()
  differ('the calendar', people.wanted(), here.events())
  const feed = (await here.store.published('open-innovation')).filter(
    ({ cancelledAt }) => cancelledAt === null,
  )
  differ(
    'the feed',
    people.wanted().map((line) => line.slice(0, 10)),
    feed.map(({ lastDay }) => lastDay).sort(),
  )
  const { writes } = here.requests()
  const report = await tick()
  if (here.requests().writes !== writes) throw new Error(`a quiet run wrote: ${JSON.stringify(report)}`)
}

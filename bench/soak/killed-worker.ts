import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { backupState } from '../../src/run/history.ts'
import { seededRandom } from '../../src/sandbox/faults.ts'
import { FAULTS } from '../../tests/run/stage.ts'
import { allRight, integrityOf, restored, rowsIn } from './killed-worker/checks.ts'
import { type Pair, pair } from './killed-worker/pair.ts'
import { type Town, town } from './killed-worker/town.ts'
import type { Soak } from './soak.ts'

/** A kill comes this often. */
const CYCLE_MS = 60_000
const EDIT_EVERY_MS = 1_000
const MOST_FAULTS = 0.03
/** Rows and bytes of the state that four bases of some forty rows may need, whatever their age. */
const MOST_ROWS = 6_000
const MOST_BYTES = 60_000_000
/** 1 MB in ten minutes; the quiet after a minute of work takes some five seconds. */
const MB_PER_CYCLE = (CYCLE_MS + 5_000) / 600_000

/** Two processes on one state, one of which is killed over and over: does anything ever go wrong, or grow? */
export const killedWorker: Soak = {
  name: 'killed-worker',
  holds:
    'Two processes sync four knowledge bases on one state, up to twenty runs a second together, while people edit and both services fail now and then. A history is a minute: one process is killed at a random moment and started again, its lock is taken over, and once it is quiet everything is right, a further run writes nothing, the state is sound, and a copy made meanwhile opens whole and finds nothing to do.',
  async start({ progress }) {
    const here = await town()
    const both = pair(here)
    await both.go()
    await both.runEach(2)
    return {
      play: async (seed) => progress(`cycle ${seed}: ${await cycle(here, both, seededRandom(seed), seed)}`),
      async close() {
        await both.close()
        await here.close()
      },
      sample: () => both.survivor.ask('size'),
      limits: { memoryMbPerHistory: MB_PER_CYCLE, handles: 2 },
    }
  },
}

/** A minute of work with a kill in it, and then the quiet in which all must be right. Gives its figures in words. */
async function cycle(here: Town, both: Pair, random: () => number, seed: number): Promise<string> {
  for (const { people, desk } of here.places) people.spoil(desk, random)
  for (const [side, { server }] of [here.notion, here.google].entries())
    server.faults.chance(seed * 2 + side, random() * MOST_FAULTS, FAULTS)
  const began = Date.now()
  both.forgetRuns()
  const copy = join(here.folder, `cycle-${seed}.db`)
  rmSync(copy, { force: true })
  // Early enough for its lease to be over about when the minute is.
  const [killAt, copyAt] = [random() * 8_000, 10_000 + random() * 20_000]
  const working = peopleWork(here, random, began + CYCLE_MS)
  await sleep(killAt)
  const locked = await both.killVictim()
  await sleep(began + copyAt - Date.now())
  await backupState(`file:${here.state}`, copy)
  const waits = await both.takenOver(locked)
  const edits = await working
  const { runs, busy, perSecond } = both.figures(began)

  for (const { server } of [here.notion, here.google]) server.faults.clear()
  const faults = [here.notion, here.google].reduce((sum, { server }) => sum + server.faults.struck.length, 0)
  await both.runEach(2)
  await both.rest()
  await quiet(here, both, copy)
  const [rows, bytes] = [rowsIn(here.state), statSync(here.state).size]
  if (rows > MOST_ROWS || bytes > MOST_BYTES) throw new Error(`the state grows: ${rows} rows, ${bytes} bytes`)
  here.forget()
  const { heapMb } = await both.survivor.ask('size')
  await both.go()
  const locks = waits.map(({ name, ms }) => `${name} locked for ${(ms / 1_000).toFixed(1)} s`).join(', ')
  return [
    `${runs} runs, ${perSecond.toFixed(1)} a second, and ${busy} times that found another at it`,
    `${edits} edits, ${faults} faults; killed after ${(killAt / 1_000).toFixed(1)} s, ${locks || 'no lock left'}`,
    `state ${(bytes / 1e6).toFixed(1)} MB, ${rows} rows; the survivor’s heap ${heapMb.toFixed(1)} MB`,
  ].join('; ')
}

/** An edit every second at one of the places, also of a page's status, until the time comes. Gives how many. */
async function peopleWork({ places }: Town, random: () => number, until: number): Promise<number> {
  let edits = 0
  while (Date.now() < until) {
    await sleep(random() * 2 * EDIT_EVERY_MS)
    const place = places[Math.floor(random() * places.length)]
    if (!place) continue
    const { people, desk, page } = place
    // A page with a row that needs a person keeps the status it has: this is one that Magam would not mend.
    if (random() < 0.1 && people.rows.every(({ readable }) => readable))
      desk.notion.people.setStatus(page, random() < 0.5 ? 'expired' : null)
    else people.edit(desk, random)
    edits += 1
  }
  return edits
}

/** With both processes at rest: all is right, the state is sound, the copy works, and one more run each writes nothing. */
async function quiet(here: Town, both: Pair, copy: string): Promise<void> {
  await allRight(here)
  integrityOf(here.state)
  await restored(here, copy)
  const before = here.writes().length
  await both.go()
  await both.runEach(1)
  await both.rest()
  const written = here.writes().slice(before)
  if (written.length > 0) throw new Error(`a quiet run wrote: ${JSON.stringify(written)}`)
  await allRight(here)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { fenceOf, locksOf } from './checks.ts'
import { startWorker, type Worker } from './child.ts'
import type { Ran } from './messages.ts'
import type { Town } from './town.ts'

/** A lock must be free again so long after its lease at the latest. */
const GRACE_MS = 5_000
const LOOK_EVERY_MS = 200
/** A run that takes longer does not come any more. */
const PATIENCE_MS = 120_000

export type Locked = {
  readonly name: string
  readonly fence: number
  readonly until: number
  readonly since: number
}

/** A process that goes on and on, and one that is killed. */
export type Pair = {
  readonly survivor: Worker
  go(): Promise<void>
  rest(): Promise<void>
  /** Resolves once either has ended so many runs of each knowledge base that began after this was called, and did all. */
  runEach(times: number): Promise<void>
  /** Kills the victim and starts another. Gives the locks it died with. */
  killVictim(): Promise<readonly Locked[]>
  /** Waits until others have taken the locks over: not before their lease is over, and soon after. Gives how long each took. */
  takenOver(locked: readonly Locked[]): Promise<readonly { readonly name: string; readonly ms: number }[]>
  forgetRuns(): void
  figures(since: number): { readonly runs: number; readonly busy: number; readonly perSecond: number }
  close(): Promise<void>
}

export function pair(here: Town): Pair {
  let runs: Ran[] = []
  let trouble: Error | null = null
  const begin = () =>
    startWorker(here.configFile, here.env, {
      run(ran) {
        runs.push(ran)
        if (ran.result === 'refused') trouble ??= new Error(`refused: ${ran.why}`)
      },
      death(error) {
        trouble ??= error
      },
    })
  const survivor = begin()
  let victim = begin()
  /** Looks again and again until `look` gives something; throws what went wrong meanwhile. */
  async function until<T>(what: string, look: () => T | null, patience: number): Promise<T> {
    const end = Date.now() + patience
    for (;;) {
      if (trouble) throw trouble
      const seen = look()
      if (seen !== null) return seen
      if (Date.now() > end) throw new Error(`waited in vain: ${what}; ${JSON.stringify(runs.slice(-8))}`)
      await sleep(LOOK_EVERY_MS)
    }
  }
  const both = (tell: 'go' | 'rest') => Promise.all([survivor, victim].map((worker) => worker.ask(tell)))
  return {
    survivor,
    go: async () => void (await both('go')),
    rest: async () => void (await both('rest')),
    async runEach(times) {
      const since = Date.now()
      const fine = (name: string) =>
        runs.filter(
          ({ knowledgeBase, result, began }) => knowledgeBase === name && result === 'done' && began >= since,
        ).length
      const all = () => (here.places.every(({ name }) => fine(name) >= times) ? true : null)
      await until(`${times} runs of each knowledge base`, all, PATIENCE_MS)
    },
    async killVictim() {
      const { pid } = victim
      await victim.kill()
      const since = Date.now()
      const locked = locksOf(here.state, pid)
      victim = begin()
      await victim.ask('go')
      return locked.map(({ name, fence, until: end }) => ({ name, fence, until: Date.parse(end), since }))
    },
    async takenOver(locked) {
      const waits: { name: string; ms: number }[] = []
      for (const { name, fence, until: end, since } of locked) {
        const free = () => {
          const taken = (fenceOf(here.state, name) ?? fence) !== fence
          return taken ? Date.now() : null
        }
        const at = await until(`${name} taken over`, free, end + GRACE_MS - Date.now())
        if (at < end) throw new Error(`${name} was taken over ${end - at} ms before its lease was over`)
        waits.push({ name, ms: at - since })
      }
      return waits
    },
    forgetRuns() {
      runs = []
    },
    figures(since) {
      const busy = runs.filter(({ result }) => result === 'busy').length
      const done = runs.length - busy
      return { runs: done, busy, perSecond: (done / (Date.now() - since)) * 1_000 }
    },
    async close() {
      await Promise.all([victim.kill(), survivor.kill()])
    },
  }
}

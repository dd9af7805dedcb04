import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type KnowledgeBase, knowledgeBases } from '../../../src/run/knowledge-base.ts'
import { run } from '../../../src/run/sync.ts'
import { readSettings } from '../../../src/settings/read.ts'
import { openStore } from '../../../src/state/open.ts'
import { byHand } from '../../../tests/run/by-hand.ts'
import type { Ran, Said, Told } from './messages.ts'

// A process that syncs every knowledge base of its settings (`worker.ts FILE`), one after another and over and over:
// what `magam serve` does on its schedule, without waiting for it. It has no handler for signals: it is there to be killed.

/** A process carries out a run this often, as far as the machine allows; two of them give twenty a second. */
const PACE_MS = 100
/** One that finds another at it asks elsewhere soon. */
const BUSY_MS = 10
/** Waits between tries pass so many times faster, or most of the soak would be waiting. */
const HASTE = 50

const tell = (words: Said) => void process.send?.(words)
const [configFile = ''] = process.argv.slice(2)
const settings = await readSettings({ configFile, env: process.env, envFile: `${configFile}.env` })
const store = await openStore(settings.environment.databaseUrl)
const bases = knowledgeBases(settings, {
  sleep: (ms) => sleep(ms / HASTE),
  timeoutMs: 5_000,
  requestsPerMinute: 100_000,
})
let going = false
let due = Date.now()

async function one(base: KnowledgeBase): Promise<void> {
  const began = Date.now()
  const wall = () => new Date()
  const { report } = await run(base, store, byHand(wall, { trigger: 'schedule' }))
  await store.pruneRuns(base.name, settings.keepRuns)
  const { result } = report
  const ms = Date.now() - began
  const why = result === 'done' || result === 'busy' ? '' : JSON.stringify(report).slice(0, 4_000)
  tell({ said: 'ran', knowledgeBase: base.name, result, began, ms, why } satisfies Ran)
  if (result === 'busy') return sleep(BUSY_MS)
  // A slow run may be made up for by faster ones, but not for long.
  due = Math.max(due + PACE_MS, began - 10 * PACE_MS)
  await sleep(Math.max(0, due - Date.now()))
}

async function work(): Promise<void> {
  while (going) {
    for (const base of bases) if (going) await one(base)
  }
}

let working = Promise.resolve()
const answers = {
  go() {
    if (going) return tell({ said: 'go' })
    going = true
    working = working.then(work)
    tell({ said: 'go' })
  },
  async rest() {
    going = false
    await working
    tell({ said: 'rest' })
  },
  size() {
    // Also gives back the pages that the engine keeps in reserve, which come and go with how busy it was.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    const { rss, heapUsed } = process.memoryUsage()
    const handles = readdirSync('/proc/self/fd').length
    tell({ said: 'size', memoryMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20, handles })
  },
}
process.on('message', ({ tell: what }: Told) => void answers[what]())
// Without whoever started it there is nothing to work for.
process.on('disconnect', () => process.exit(0))

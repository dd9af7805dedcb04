import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { run } from '../../src/run/sync.ts'
import { type FaultTarget, seededRandom } from '../../src/sandbox/faults.ts'
import { readSettings } from '../../src/settings/read.ts'
import { openStore } from '../../src/state/open.ts'
import { byHand } from './by-hand.ts'
import { type Scene, scene } from './scene.ts'

/** Kills at random moments, besides those at every request; `npm run soak` raises it. */
const SEEDED = Number(process.env.MAGAM_KILLS ?? 10)
const PATIENCE_MS = 200_000 + SEEDED * 10_000
const OVER = '2023-05-01T00:00:00Z'
const MAIN = join(import.meta.dirname, '../../src/main.ts')
const KILL_AT_WRITE = join(import.meta.dirname, 'kill-at-write.ts')

/** Runs `magam sync` in a process of its own; `onChild` may kill it. Gives its exit code, null when it was killed. */
function syncProcess({ folder, env }: Scene, onChild: (kill: () => void) => void): Promise<number | null> {
  const args = [MAIN, 'sync', '--config', join(folder, 'magam.yaml'), '--now', OVER, '--quiet']
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: 'ignore',
  })
  onChild(() => child.kill('SIGKILL'))
  return new Promise((resolve) => child.on('exit', resolve))
}

/** Two undisturbed runs later than any lease, in this process, on the state that the killed one left. */
async function recover({ folder, env, clock }: Scene): Promise<void> {
  const settings = await readSettings({
    configFile: join(folder, 'magam.yaml'),
    env,
    envFile: join(folder, '.env'),
  })
  const [base] = knowledgeBases(settings, { sleep: async () => undefined })
  if (!base) throw new Error('no knowledge base')
  const store = await openStore(env.MAGAM_DATABASE_URL)
  try {
    await store.check()
    for (let again = 0; again < 2; again += 1) {
      clock.advance(600_000)
      const wall = () => new Date(clock.now())
      const { report } = await run(base, store, byHand(wall, { now: new Date(OVER) }))
      expect(report.result).toBe('done')
    }
  } finally {
    await store.close()
  }
}

function picture({ google, notion, calendar, page }: Scene) {
  return {
    events: google.world
      .events(calendar)
      .map(({ id, summary, status }) => `${id} ${summary} ${status}`)
      .sort(),
    status: notion.world.value(page, 'status'),
    comments: notion.world.comments(page).length,
  }
}

async function withScene<T>(work: (here: Scene) => Promise<T>): Promise<T> {
  const here = await scene()
  try {
    return await work(here)
  } finally {
    await here.close()
  }
}

/** What an undisturbed run gives, and how many requests it sends to each side. */
const undisturbed = () =>
  withScene(async (here) => {
    expect(await syncProcess(here, () => undefined)).toBe(0)
    const counts = { notion: here.notion.server.requests.length, google: here.google.server.requests.length }
    await recover(here)
    return { wanted: wholePicture(picture(here)), counts }
  })

/** Ids differ from scene to scene: what counts is that none is there twice. */
function wholePicture({ events, ...rest }: ReturnType<typeof picture>) {
  return { ...rest, events: events.map((line) => line.slice(line.indexOf(' ') + 1)).sort() }
}

test('sync, killed before and after every request, is finished by the next run without a double', async () => {
  const { wanted, counts } = await undisturbed()
  for (const side of ['notion', 'google'] as const) {
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= counts[side]; nth += 1) {
        await withScene(async (here) => {
          let kill: () => void = () => undefined
          const strike = ({ number }: FaultTarget) => {
            if (number !== nth) return false
            kill()
            return true
          }
          here[side].server.faults.when(strike, { kind: 'reset', when }, 1)
          expect(
            await syncProcess(here, (killer) => {
              kill = killer
            }),
            `${side} ${when} request ${nth}`,
          ).toBeNull()
          await recover(here)
          expect(wholePicture(picture(here)), `${side} ${when} request ${nth}`).toEqual(wanted)
        })
      }
    }
  }
}, 300_000)

test(
  `sync, killed at ${SEEDED} random moments, is finished by the next run without a double`,
  async () => {
    const { wanted } = await undisturbed()
    const random = seededRandom(7)
    for (let kill = 1; kill <= SEEDED; kill += 1) {
      const ms = 200 + random() * 500
      await withScene(async (here) => {
        await syncProcess(here, (killer) => setTimeout(killer, ms))
        await recover(here)
        expect(wholePicture(picture(here)), `killed after ${ms} ms`).toEqual(wanted)
      })
    }
  },
  PATIENCE_MS,
)

/** `magam sync`, which ends itself at a write to the state; gives what it printed, null when it was killed. */
function dyingSync({ folder, env }: Scene, kill: string | null): Promise<string | null> {
  const args = [
    '--import',
    KILL_AT_WRITE,
    MAIN,
    'sync',
    '--config',
    join(folder, 'magam.yaml'),
    '--now',
    OVER,
    '--json',
  ]
  const more = kill === null ? {} : { MAGAM_TEST_KILL: kill }
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env, ...more },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  child.stdout.on('data', (text) => {
    printed += String(text)
  })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code === 0 ? printed : null)))
}

test(
  'sync, killed before and after writes to its state, is finished by the next run without a double',
  async () => {
    const { wanted } = await undisturbed()
    const writes = Number(await withScene(async (here) => (await dyingSync(here, null))?.split('\n').at(-1)))
    expect(writes).toBeGreaterThan(20)
    const step = Math.max(1, Math.floor((writes * 2) / SEEDED))
    for (let nth = 1; nth <= writes; nth += step) {
      for (const when of ['before', 'after']) {
        await withScene(async (here) => {
          expect(await dyingSync(here, `${when}:${nth}`), `${when} write ${nth}`).toBeNull()
          await recover(here)
          expect(wholePicture(picture(here)), `${when} write ${nth}`).toEqual(wanted)
        })
      }
    }
  },
  PATIENCE_MS,
)

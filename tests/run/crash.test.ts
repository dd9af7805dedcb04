import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { run } from '../../src/run/sync.ts'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { type FaultTarget, seededRandom } from '../../src/sandbox/faults.ts'
import { startGoogleSandbox } from '../../src/sandbox/google/index.ts'
import { startNotionSandbox } from '../../src/sandbox/notion/index.ts'
import { loadSample } from '../../src/sandbox/sample/index.ts'
import { readSettings } from '../../src/settings/read.ts'
import { openStore } from '../../src/state/open.ts'

/** Kills at random moments, besides those at every request; `npm run soak` raises it. */
const SEEDED = Number(process.env.MAGAM_KILLS ?? 10)
const OVER = '2023-05-01T00:00:00Z'
const MAIN = join(import.meta.dirname, '../../src/main.ts')

/** Both sandboxes, and a folder with settings and state for a real `magam sync` in a process of its own. */
async function scene() {
  const clock = sandboxClock(new Date(Date.now() - 86_400_000).toISOString())
  const [notion, google] = await Promise.all([startNotionSandbox({ clock }), startGoogleSandbox({ clock })])
  const { database, page } = loadSample(notion)
  const [table = ''] = notion.world.tables(page)
  notion.people.editCell(notion.world.children(table)[2] ?? '', 3, '2023.04.31(월)까지')
  clock.set(new Date().toISOString())
  const calendar = google.world.createCalendar({ summary: '마감' })
  const folder = await mkdtemp(join(tmpdir(), 'magam-crash-'))
  await writeFile(
    join(folder, 'magam.yaml'),
    JSON.stringify({
      knowledgeBases: [
        {
          name: 'open-innovation',
          notion: { database, requestsPerMinute: 1_000_000 },
          calendar: { id: calendar },
          feed: { slug: 'open-innovation', title: '마감' },
        },
      ],
    }),
  )
  const env = {
    NOTION_TOKEN: notion.token,
    NOTION_BASE_URL: notion.url,
    GOOGLE_CLIENT_ID: google.oauth.clientId,
    GOOGLE_CLIENT_SECRET: google.oauth.clientSecret,
    GOOGLE_REFRESH_TOKEN: google.oauth.refreshToken,
    GOOGLE_TOKEN_URL: google.tokenUrl,
    GOOGLE_CALENDAR_URL: google.url,
    MAGAM_DATABASE_URL: `file:${join(folder, 'magam.db')}`,
    NO_PROXY: '127.0.0.1',
  }
  return { clock, notion, google, page, calendar, folder, env }
}

type Scene = Awaited<ReturnType<typeof scene>>

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
      const { report } = await run(base, store, {
        mode: 'sync',
        trigger: 'hand',
        full: false,
        force: false,
        now: new Date(OVER),
        wall,
      })
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
    await Promise.all([here.notion.close(), here.google.close()])
    await rm(here.folder, { recursive: true, force: true })
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

test(`sync, killed at ${SEEDED} random moments, is finished by the next run without a double`, async () => {
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
}, 300_000)

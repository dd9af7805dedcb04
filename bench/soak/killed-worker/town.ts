import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import { startGoogleSandbox } from '../../../src/sandbox/google/index.ts'
import { startNotionSandbox } from '../../../src/sandbox/notion/index.ts'
import { processEnvironment } from '../../../tests/run/scene.ts'
import { type Desk, type Office, office } from '../whole-job/edits.ts'

/** Knowledge bases: a killed process locks one of them until its lease is over, and the others go on. */
const BASES = 4
const ROWS = 40
/** Rows come and go about these, so that what grows is not the work. */
const MOST_ROWS = 44
const DAY_MS = 86_400_000

/** One knowledge base: its people, where they work, and the page they work on. */
export type Place = {
  readonly name: string
  readonly people: Office
  readonly desk: Desk
  readonly page: string
}

/** Both services with several knowledge bases, and the settings by which processes of their own reach them. */
export async function town() {
  const now = new Date()
  // Pages are a day old: what is younger than ten minutes is read again and again until it is sure to be whole.
  const clock = sandboxClock(new Date(now.getTime() - DAY_MS).toISOString())
  const [notion, google] = await Promise.all([
    startNotionSandbox({ clock, capabilities: { insertComments: true, readComments: true } }),
    startGoogleSandbox({ clock }),
  ])
  const offices = Array.from({ length: BASES }, () =>
    office({ size: ROWS, most: MOST_ROWS, start: now.toISOString() }),
  )
  const filled = offices.map(({ fill }) => fill(notion))
  clock.set(new Date().toISOString())
  const places = offices.map(({ office: people }, at): Place => {
    const calendar = google.world.createCalendar({ summary: `마감 ${at}` })
    const page = filled[at]?.page ?? ''
    return { name: `base-${at}`, people, desk: { clock, notion, google, calendar }, page }
  })
  const folder = mkdtempSync(join(tmpdir(), 'magam-soak-'))
  const configFile = join(folder, 'magam.yaml')
  writeFileSync(
    configFile,
    JSON.stringify({
      knowledgeBases: places.map(({ name, desk }, at) => ({
        name,
        notion: { database: filled[at]?.database, requestsPerMinute: 1_000_000 },
        calendar: { id: desk.calendar },
        feed: { slug: name, title: name },
      })),
    }),
  )
  const state = join(folder, 'magam.db')
  return {
    clock,
    notion,
    google,
    places,
    folder,
    configFile,
    state,
    env: processEnvironment(notion, google, state),
    /** Requests to either service that change something, since they were last forgotten. */
    writes: () =>
      [notion, google].flatMap(({ server }) =>
        server.requests.filter(({ method, path }) => method !== 'GET' && !/\/query$|token/.test(path)),
      ),
    forget() {
      for (const { server } of [notion, google]) {
        server.forgetRequests()
        server.faults.forgetStruck()
      }
    },
    async close() {
      await Promise.all([notion.close(), google.close()])
      rmSync(folder, { recursive: true })
    },
  }
}

export type Town = Awaited<ReturnType<typeof town>>

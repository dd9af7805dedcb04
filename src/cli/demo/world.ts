import { sandboxClock } from '../../sandbox/clock.ts'
import { loadExport, readNotionExport } from '../../sandbox/export/index.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../../sandbox/google/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../sandbox/notion/index.ts'
import { loadSample } from '../../sandbox/sample/index.ts'
import type { Settings } from '../../settings/read.ts'
import { settingsFile } from '../../settings/schema.ts'

/** A local Notion and a local Google Calendar that hold one knowledge base, and the settings to reach them. */
export type DemoWorld = {
  readonly settings: Settings
  /** The sandbox's own time, which the run and the page judge by. */
  now(): Date
  readonly requests: { notion(): number; google(): number }
  close(): Promise<void>
}

/** The moment at which the sample page was alive: two of its eight deadlines have passed, six lie ahead. */
export const SAMPLE_NOW = '2023-03-20T09:00:00+09:00'

/** How long before the demo's moment its pages were written: a week. */
const WRITTEN_MS = 7 * 86_400_000

/**
 * Starts both sandboxes at the instant `now` and fills the Notion with the sample page, or with the export at
 * `importPath`. Throws a `UserError` for an export that cannot be read.
 */
export async function startDemoWorld(options: {
  readonly now: Date
  readonly importPath: string | null
  readonly port: number
}): Promise<DemoWorld> {
  const pages = options.importPath === null ? null : await readNotionExport(options.importPath)
  bypassProxies()
  // The page was written some days ago: what was edited this very minute would be read once more, to be sure.
  const clock = sandboxClock(new Date(options.now.getTime() - WRITTEN_MS).toISOString())
  const [notion, google] = await Promise.all([startNotionSandbox({ clock }), startGoogleSandbox({ clock })])
  const loaded = pages === null ? loadSample(notion) : loadExport(notion, pages)
  clock.set(options.now.toISOString())
  const calendar = google.world.createCalendar({ summary: '마감' })
  return {
    settings: {
      ...settingsFile.parse({
        knowledgeBases: [
          {
            name: 'open-innovation',
            notion: { database: loaded.database },
            calendar: { id: calendar, reminders: ['7d', '1d'] },
            feed: {
              slug: 'open-innovation',
              title: '오픈이노베이션 마감',
              titleEn: 'Open innovation deadlines',
            },
          },
        ],
        server: { port: options.port },
      }),
      environment: sandboxEnvironment(notion, google),
      warnings: [],
    },
    now: () => new Date(clock.now()),
    requests: { notion: () => notion.server.requests.length, google: () => google.server.requests.length },
    async close() {
      await Promise.all([notion.close(), google.close()])
    },
  }
}

/** The environment that leads both clients to the sandboxes, with the state in memory. */
export function sandboxEnvironment(notion: NotionSandbox, google: GoogleSandbox): Settings['environment'] {
  return {
    notionToken: notion.token,
    notionBaseUrl: notion.url,
    google: { kind: 'oauth', ...google.oauth, tokenUrl: google.tokenUrl },
    googleCalendarUrl: google.url,
    databaseUrl: 'file::memory:',
    webhookToken: null,
    adminToken: null,
    alertWebhook: null,
    smtpUrl: null,
  }
}

/** Google's client sends even loopback requests through a proxy that the environment names. */
function bypassProxies(): void {
  for (const name of ['NO_PROXY', 'no_proxy']) {
    process.env[name] = [process.env[name], '127.0.0.1'].filter(Boolean).join(',')
  }
}

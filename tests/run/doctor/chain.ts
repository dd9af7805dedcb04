import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Check, examine, wouldWork } from '../../../src/run/doctor/examine.ts'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../../../src/sandbox/google/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../../src/sandbox/notion/index.ts'
import { loadSample } from '../../../src/sandbox/sample/index.ts'
import { readEnvironmentOnly, readSettings } from '../../../src/settings/read.ts'

export const NOW = '2023-03-20T09:00:00+09:00'

/** A whole, working set-up on the sandbox, written to files in a folder of its own; a test breaks one thing of it. */
export type Chain = {
  readonly folder: string
  readonly notion: NotionSandbox
  readonly google: GoogleSandbox
  readonly calendar: string
  readonly page: string
  readonly database: string
  readonly dataSource: string
  /** The text of the settings file and the variables, to be changed before `look`. */
  settings: string
  env: Record<string, string>
  file(name: string, text: string, mode?: number): string
  look(): Promise<{ readonly works: boolean; readonly checks: readonly Check[] }>
  /** Whether a sync would work, and in words every link that does not hold; what differs from run to run is named. */
  troubles(): Promise<{ readonly works: boolean; readonly troubles: readonly string[] }>
  close(): Promise<void>
}

export async function startChain(options: { readonly authNow?: string } = {}): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'magam-doctor-'))
  const [notion, google] = await Promise.all([
    startNotionSandbox({
      clock: sandboxClock(NOW),
      capabilities: { readComments: true, insertComments: true },
    }),
    startGoogleSandbox({
      clock: sandboxClock(NOW),
      ...(options.authNow === undefined ? {} : { authClock: sandboxClock(options.authNow) }),
    }),
  ])
  const sample = loadSample(notion)
  const calendar = google.world.createCalendar({ summary: '마감' })
  google.world.share(calendar, google.serviceAccountKey.client_email, 'writer')
  const file = (name: string, text: string, mode = 0o600) => {
    writeFileSync(join(folder, name), text, { mode })
    return join(folder, name)
  }
  const configFile = join(folder, 'magam.yaml')
  const envFile = join(folder, '.env')
  const chain: Chain = {
    folder,
    notion,
    google,
    calendar,
    ...sample,
    settings: `timezone: Asia/Seoul
schedule: "*/10 * * * *"
knowledgeBases:
  - name: kb
    notion: { database: ${sample.database}, requestsPerMinute: 1000000 }
    calendar: { id: "${calendar}" }
    feed: { slug: kb, title: 마감 }
server: { port: 0, publicUrl: https://deadlines.example.org }
`,
    env: {
      NOTION_TOKEN: notion.token,
      NOTION_BASE_URL: notion.url,
      GOOGLE_APPLICATION_CREDENTIALS: file('key.json', JSON.stringify(google.serviceAccountKey)),
      GOOGLE_CALENDAR_URL: google.url,
      MAGAM_DATABASE_URL: `file:${join(folder, 'magam.db')}`,
    },
    file,
    async look() {
      file('magam.yaml', chain.settings, 0o644)
      const checks: Check[] = []
      const examination = examine({
        settings: () => readSettings({ configFile, env: chain.env, envFile }),
        databaseUrl: () => readEnvironmentOnly({ env: chain.env, envFile }).databaseUrl,
        configFile: 'magam.yaml',
        knowledgeBase: null,
        now: new Date(NOW),
      })
      for await (const check of examination) checks.push(check)
      return { works: wouldWork(checks), checks }
    },
    async troubles() {
      const { works, checks } = await chain.look()
      const broken = checks.filter(({ state }) => state !== 'good')
      return {
        works,
        troubles: broken.map(({ name, state, found, mend }) =>
          [name, state, found, mend ?? '-']
            .join(' | ')
            .replaceAll(folder, 'FOLDER')
            .replaceAll(calendar, 'CALENDAR')
            .replaceAll(sample.database, 'DATABASE'),
        ),
      }
    },
    async close() {
      await Promise.all([notion.close(), google.close()])
      rmSync(folder, { recursive: true })
    },
  }
  return chain
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../../src/sandbox/google/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../src/sandbox/notion/index.ts'
import { loadSample } from '../../src/sandbox/sample/index.ts'

/** What leads a process to both sandboxes, with its state in that file. */
export function processEnvironment(notion: NotionSandbox, google: GoogleSandbox, state: string) {
  return {
    NOTION_TOKEN: notion.token,
    NOTION_BASE_URL: notion.url,
    GOOGLE_CLIENT_ID: google.oauth.clientId,
    GOOGLE_CLIENT_SECRET: google.oauth.clientSecret,
    GOOGLE_REFRESH_TOKEN: google.oauth.refreshToken,
    GOOGLE_TOKEN_URL: google.tokenUrl,
    GOOGLE_CALENDAR_URL: google.url,
    MAGAM_DATABASE_URL: `file:${state}`,
    NO_PROXY: '127.0.0.1',
  }
}

/** Both sandboxes, and a folder with settings and state for a real `magam sync` in a process of its own. */
export async function scene() {
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
  const env = processEnvironment(notion, google, join(folder, 'magam.db'))
  return {
    clock,
    notion,
    google,
    page,
    calendar,
    folder,
    configFile: join(folder, 'magam.yaml'),
    env,
    async close() {
      await Promise.all([notion.close(), google.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Scene = Awaited<ReturnType<typeof scene>>

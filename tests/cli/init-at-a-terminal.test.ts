import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../../src/sandbox/google/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../src/sandbox/notion/index.ts'
import { loadSample } from '../../src/sandbox/sample/index.ts'
import { readConfig } from '../../src/settings/read.ts'
import { magamAtTerminal } from './pseudo-terminal.ts'
import { CTRL_C, ENTER } from './terminal.ts'

const NOW = '2023-03-20T09:00:00+09:00'
const TOKEN = 'ntn_sandbox0123456789'
let notion: NotionSandbox
let google: GoogleSandbox
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'magam-terminal-'))
  const clock = sandboxClock(NOW)
  ;[notion, google] = await Promise.all([
    startNotionSandbox({ clock, token: TOKEN, capabilities: { readComments: true } }),
    startGoogleSandbox({ clock }),
  ])
  loadSample(notion)
  writeFileSync(join(folder, 'key.json'), JSON.stringify(google.serviceAccountKey), { mode: 0o600 })
})
afterAll(async () => {
  await Promise.all([notion.close(), google.close()])
  rmSync(folder, { recursive: true })
})

/** The process has no `.env` and no settings: what it needs to find the sandboxes is in the environment. */
const init = (more: Readonly<Record<string, string>> = {}) =>
  magamAtTerminal(['init', '--now', NOW, '--requests-per-minute', '1000000'], {
    cwd: folder,
    env: {
      NOTION_BASE_URL: notion.url,
      GOOGLE_CALENDAR_URL: google.url,
      GOOGLE_TOKEN_URL: google.tokenUrl,
      MAGAM_DATABASE_URL: 'file::memory:',
      ...more,
    },
  })
const settingsFile = () => join(folder, 'config', 'magam.yaml')
const envFile = () => join(folder, '.env')

test('a person at a terminal who presses Ctrl-C, leaves with no file written', async () => {
  const magam = init()
  await magam.answer([['Token of the Notion integration', CTRL_C]])
  expect(await magam.ended).toBe(2)
  expect(magam.shown()).toContain('Stopped. No file was written.')
  expect([existsSync(settingsFile()), existsSync(envFile())]).toEqual([false, false])
})

test('a person at a terminal, is led from the token to settings with which a sync would work', async () => {
  const magam = init()
  await magam.answer([
    ['Token of the Notion integration', TOKEN, ENTER],
    ['Which one shall be kept in step?', ENTER],
    ['Your name for this knowledge base', ENTER],
    ['How shall Google Calendar be reached?', ENTER],
    ['Key file of the service account', join(folder, 'key.json'), ENTER],
    ['Which calendar shall hold the deadlines?', ENTER],
    ['Name of the new calendar', ENTER],
    ['Who shall see', google.people.email, ENTER],
    ['Let everybody read it?', ENTER],
    ['Publish a page and a feed', ENTER],
    ['Word for its address', ENTER],
    ['Its title', ENTER],
    ['What the first sync would do:'],
    ['8 programmes in 1 page: 6 open, 2 past, 0 not understood.'],
    ['Google Calendar: 8 to add'],
    ['share the calendar with', ENTER],
    ['Next: `magam doctor`'],
  ])
  expect(await magam.ended).toBe(0)
  const [calendar = ''] = google.world.calendars().filter((each) => each.includes('@group'))
  const { settings, problems } = readConfig(readFileSync(settingsFile(), 'utf8'), '')
  expect(problems).toEqual([])
  expect(settings?.knowledgeBases).toMatchObject([
    {
      name: 'knowledge-base',
      calendar: { id: calendar, notionLink: true },
      feed: { slug: 'knowledge-base' },
    },
  ])
  expect(parseEnv(readFileSync(envFile(), 'utf8'))).toEqual({
    NOTION_TOKEN: TOKEN,
    GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'key.json'),
  })
  expect(statSync(envFile()).mode & 0o777).toBe(0o600)
  expect(google.world.roles(calendar)[google.people.email]).toBe('reader')
  expect(google.world.events(calendar)).toEqual([])
  expect(magam.raw()).not.toContain(TOKEN)
})

test('`NO_COLOR` at a terminal, leaves the questions without colour', async () => {
  const magam = init({ NO_COLOR: '1', MAGAM_ENV_FILE: join(folder, 'none') })
  await magam.answer([['What now?', CTRL_C]])
  expect(await magam.ended).toBe(2)
  expect(magam.raw()).not.toMatch(/\u001b\[3[0-7]m/)
})

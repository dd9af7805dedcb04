import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../../src/sandbox/google/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../src/sandbox/notion/index.ts'
import { loadSample } from '../../src/sandbox/sample/index.ts'
import { type Answer, magam } from './magam.ts'
import { CTRL_C, DOWN, ENTER, LEFT, terminal } from './terminal.ts'

const NOW = '2023-03-20T09:00:00+09:00'
/** The local Notion has no limits; keeping to the real ones would take the tests a minute. */
const FAST = ['--requests-per-minute', '1000000']
const TOKEN = 'ntn_sandbox0123456789'
let folder: string
let notion: NotionSandbox
let google: GoogleSandbox
let env: Record<string, string>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'magam-init-'))
  const clock = sandboxClock(NOW)
  ;[notion, google] = await Promise.all([
    startNotionSandbox({ clock, token: TOKEN, capabilities: { readComments: true } }),
    startGoogleSandbox({ clock }),
  ])
  writeFileSync(join(folder, 'key.json'), JSON.stringify(google.serviceAccountKey), { mode: 0o600 })
  env = {
    NOTION_BASE_URL: notion.url,
    GOOGLE_CALENDAR_URL: google.url,
    GOOGLE_TOKEN_URL: google.tokenUrl,
    GOOGLE_AUTH_URL: google.oauth.authUrl,
    MAGAM_DATABASE_URL: `file:${join(folder, 'magam.db')}`,
    MAGAM_ENV_FILE: envFile(),
  }
})
afterEach(async () => {
  await Promise.all([notion.close(), google.close()])
  rmSync(folder, { recursive: true })
})

const configFile = () => join(folder, 'config', 'magam.yaml')
const envFile = () => join(folder, '.env')
const written = () => ({ config: existsSync(configFile()), env: existsSync(envFile()) })
const settings = () =>
  parse(readFileSync(configFile(), 'utf8')) as { knowledgeBases: Record<string, unknown>[] }
const variables = () => parseEnv(readFileSync(envFile(), 'utf8'))

const init = (args: readonly string[], person?: ReturnType<typeof terminal>): Promise<Answer> =>
  magam(['init', '--config', configFile(), '--now', NOW, ...FAST, ...args], {
    env,
    ...(person ? { person } : {}),
  })

describe('by flags', () => {
  beforeEach(() => {
    env.NOTION_TOKEN = TOKEN
  })
  const service = () => [
    '--yes',
    '--key-file',
    join(folder, 'key.json'),
    '--new-calendar',
    '마감',
    '--share-with',
    google.people.email,
  ]

  test('a service account and a new calendar, writes settings and `.env` with which doctor is content', async () => {
    const { id, database } = sample()
    const answer = await init(service())
    expect({ code: answer.code, stdout: answer.stdout }).toEqual({ code: 0, stdout: '' })
    const [calendar] = google.world.calendars().filter((each) => each.includes('@group'))
    expect(settings()).toEqual({
      version: 1,
      timezone: 'Asia/Seoul',
      schedule: '*/10 * * * *',
      knowledgeBases: [
        {
          name: 'knowledge-base',
          notion: { database, requestsPerMinute: 1_000_000 },
          status: { property: 'status', active: 'completed', expired: 'expired' },
          calendar: { id: calendar, reminders: ['7d', '1d'] },
          feed: { slug: 'knowledge-base', title: 'Knowledge base 마감' },
        },
      ],
    })
    expect(variables()).toEqual({
      NOTION_TOKEN: TOKEN,
      GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'key.json'),
    })
    expect(statSync(envFile()).mode & 0o777).toBe(0o600)
    const plain = { ...env, ...(variables() as Record<string, string>) }
    const doctor = await magam(['doctor', '--json', '--config', configFile(), '--now', NOW], { env: plain })
    expect(JSON.parse(doctor.stdout)).toMatchObject({ works: true })
    expect(doctor.code).toBe(0)
    // Set-up shows the first plan and writes none of it.
    expect(answer.stderr).toContain('8 programmes in 1 page: 6 open, 2 past, 0 not understood.')
    expect(answer.stderr).toContain('\n  Feed and page: 8 to add, the same\n')
    expect(google.world.events(String(calendar))).toEqual([])
    expect(notion.world.value(id, 'status')).toBe('completed')
    // Named people may read it, and nobody else.
    expect(google.world.roles(String(calendar))).toEqual({
      [google.serviceAccountKey.client_email]: 'owner',
      [google.people.email]: 'reader',
    })
    expect(answer.stderr).toContain(
      `calendar.google.com/calendar/r?cid=${encodeURIComponent(String(calendar))}`,
    )
  })
  describe('sharing', () => {
    const calendarOfOwn = () => {
      const id = google.world.createCalendar({ summary: 'Old' })
      google.world.share(id, google.serviceAccountKey.client_email, 'owner')
      return id
    }
    const onCalendar = (id: string, ...more: readonly string[]) =>
      init(['--yes', '--json', '--key-file', join(folder, 'key.json'), '--calendar', id, ...more])

    test('a calendar for everybody, is so after the last yes; its entries name no page and the feed offers it', async () => {
      const { database } = sample()
      const id = calendarOfOwn()
      const { code, stdout } = await onCalendar(
        id,
        '--public-calendar',
        '--share-with',
        'a@x.example, b@x.example',
      )
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        database,
        calendar: id,
        sharedWith: ['a@x.example', 'b@x.example'],
        publicCalendar: true,
      })
      expect(google.world.roles(id)).toEqual({
        [google.people.email]: 'owner',
        [google.serviceAccountKey.client_email]: 'owner',
        'a@x.example': 'reader',
        'b@x.example': 'reader',
        default: 'reader',
      })
      expect(settings().knowledgeBases).toMatchObject([
        { calendar: { id, notionLink: false }, feed: { slug: 'knowledge-base', sharedCalendar: id } },
      ])
      const { code: synced } = await magam(['sync', '--config', configFile(), '--now', NOW], {
        env: { ...env, ...(variables() as Record<string, string>) },
      })
      expect(synced).toBe(0)
      expect(google.world.events(id)).toHaveLength(8)
      expect(JSON.stringify(google.world.events(id))).not.toContain('notion.so')
    })
    test('nothing said about it, opens the calendar to nobody', async () => {
      sample()
      const id = calendarOfOwn()
      const before = google.world.roles(id)
      const { code, stdout } = await onCalendar(id)
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ sharedWith: [], publicCalendar: false })
      expect(google.world.roles(id)).toEqual(before)
      expect(readFileSync(configFile(), 'utf8')).not.toMatch(/notionLink|sharedCalendar/)
    })
    test('a calendar without a feed, is public without being offered', async () => {
      sample()
      await onCalendar(calendarOfOwn(), '--public-calendar', '--no-feed')
      expect(readFileSync(configFile(), 'utf8')).toContain('notionLink: false')
      expect(readFileSync(configFile(), 'utf8')).not.toContain('sharedCalendar')
    })
    test.each([['--share-with', 'a@x.example'], ['--public-calendar']])(
      'a calendar that only somebody else may share (%s), says who must and opens nothing',
      async (...flags) => {
        sample()
        const id = google.world.createCalendar({ summary: 'Theirs' })
        google.world.share(id, google.serviceAccountKey.client_email, 'writer')
        const { code, stderr } = await onCalendar(id, ...flags)
        expect(code).toBe(2)
        expect(stderr).toContain(
          `\`Theirs\` cannot be shared by \`${google.serviceAccountKey.client_email}\``,
        )
        expect(google.world.roles(id).default).toBeUndefined()
        expect(written()).toEqual({ config: false, env: false })
      },
    )
    test('an address without an @, is refused before anything is made', async () => {
      sample()
      const { code, stderr } = await onCalendar(calendarOfOwn(), '--share-with', 'me')
      expect(code).toBe(2)
      expect(stderr).toContain('`--share-with`: an address has one @')
    })
    test('entries that link to Notion, keep their calendar from being made public', async () => {
      sample()
      const id = calendarOfOwn()
      await onCalendar(id)
      const plain = { ...env, ...(variables() as Record<string, string>) }
      await magam(['sync', '--config', configFile(), '--now', NOW], { env: plain })
      const { code, stderr } = await onCalendar(id, '--overwrite', '--public-calendar')
      expect(code).toBe(2)
      expect(stderr).toContain(
        'error: `Old` cannot be made public yet\n  Caused by: 8 entries in it link to pages in Notion\n',
      )
      const added = await onCalendar(id, '--add', '--public-calendar')
      expect(added.code).toBe(2)
      expect(added.stderr).toContain('writes the same pages to this calendar already')
      expect(google.world.roles(id).default).toBeUndefined()
      expect(readFileSync(configFile(), 'utf8')).not.toContain('notionLink')
    })
    test('a company that forbids it, is told in Google’s words and nothing is written', async () => {
      sample()
      google.server.faults.when(({ method, path }) => method === 'POST' && path.endsWith('/acl'), {
        kind: 'status',
        status: 403,
        when: 'before',
        reason: 'forbidden',
      })
      const { code, stderr } = await onCalendar(calendarOfOwn(), '--public-calendar')
      expect(code).toBe(3)
      expect(stderr).toMatch(
        /error: the calendar could not be made public\n {2}Caused by: Google Calendar refused: .+\n\nhint: a company’s administrator may forbid it/,
      )
      expect(written()).toEqual({ config: false, env: false })
    })
  })
  test('the first line of what was written, names the schema', async () => {
    sample()
    await init(service())
    const first = readFileSync(configFile(), 'utf8').split('\n')[0] ?? ''
    const schema = first.replace('# yaml-language-server: $schema=', '')
    expect(resolve(dirname(configFile()), schema)).toBe(resolve('config/magam.schema.json'))
  })
  test('no Google, keeps the feed alone', async () => {
    sample()
    expect((await init(['--yes', '--google', 'none', '--slug', 'deadlines', '--no-status'])).code).toBe(0)
    expect(settings().knowledgeBases).toMatchObject([{ status: null, feed: { slug: 'deadlines' } }])
    expect(variables()).toEqual({ NOTION_TOKEN: TOKEN })
  })
  test('`--json`, says on stdout what was written and nothing secret', async () => {
    const { database } = sample()
    const { stdout } = await init(['--yes', '--json', '--google', 'none'])
    expect(JSON.parse(stdout)).toEqual({
      configFile: configFile(),
      envFile: envFile(),
      database,
      calendar: null,
      sharedWith: [],
      publicCalendar: false,
      programmes: { all: 8, open: 6, past: 2, openEnded: 0, unclear: 0 },
    })
  })
  test('lines of `.env` that are there, stay', async () => {
    sample()
    writeFileSync(envFile(), '# mine\nOTHER=1\nNOTION_TOKEN=old\n', { mode: 0o644 })
    await init(['--yes', '--google', 'none'])
    expect(readFileSync(envFile(), 'utf8')).toBe(`# mine\nOTHER=1\nNOTION_TOKEN=${TOKEN}\n`)
    expect(statSync(envFile()).mode & 0o777).toBe(0o600)
  })
  test('a settings file that is there, is replaced only with `--overwrite`', async () => {
    sample()
    await init(['--yes', '--google', 'none'])
    const before = readFileSync(configFile(), 'utf8')
    const refused = await init(['--yes', '--google', 'none', '--name', 'other'])
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: \`${configFile()}\` is there already\n\nhint: add to it with \`--add\`, replace it with \`--overwrite\`, or name another file with \`--config\`\n`,
    })
    expect(readFileSync(configFile(), 'utf8')).toBe(before)
    expect((await init(['--yes', '--google', 'none', '--name', 'other', '--overwrite'])).code).toBe(0)
    expect(settings().knowledgeBases[0]?.name).toBe('other')
  })
  test('another knowledge base, is added to the settings that are there, with its own name and address', async () => {
    const { database } = sample()
    await init(['--yes', '--google', 'none'])
    writeFileSync(configFile(), `${readFileSync(configFile(), 'utf8')}# mine\n`)
    expect((await init(['--yes', '--google', 'none', '--add'])).code).toBe(0)
    const [first, second, ...more] = settings().knowledgeBases
    expect(more).toEqual([])
    expect(first).toMatchObject({ name: 'knowledge-base', feed: { slug: 'knowledge-base' } })
    expect(second).toMatchObject({
      name: 'knowledge-base-2',
      notion: { database },
      feed: { slug: 'knowledge-base-2' },
    })
    expect(readFileSync(configFile(), 'utf8')).toContain('# mine')
    const taken = await init(['--yes', '--google', 'none', '--add', '--name', 'knowledge-base'])
    expect(taken.code).toBe(2)
    expect(taken.stderr).toContain('error: `--name`: there is a knowledge base of this name\n')
  })
  test('settings with a mistake, are not added to', async () => {
    sample()
    await init(['--yes', '--google', 'none'])
    writeFileSync(configFile(), 'nothing: here\n')
    const { code, stderr } = await init(['--yes', '--google', 'none', '--add'])
    expect(code).toBe(2)
    expect(stderr).toContain('nothing can be added to')
    expect(readFileSync(configFile(), 'utf8')).toBe('nothing: here\n')
  })
  test('two databases, the one named is taken, by name, id or link', async () => {
    const { database } = sample()
    notion.world.database({ title: 'Minutes', properties: { Name: 'title' } })
    const hex = database.replaceAll('-', '')
    for (const wish of ['Knowledge base', database, `https://www.notion.so/team/Base-${hex}?v=1`]) {
      expect((await init(['--yes', '--google', 'none', '--overwrite', '--data-source', wish])).code).toBe(0)
      expect(settings().knowledgeBases).toMatchObject([{ notion: { database } }])
    }
    const { code, stderr } = await init([
      '--yes',
      '--google',
      'none',
      '--overwrite',
      '--data-source',
      'Nothing',
    ])
    expect(code).toBe(2)
    expect(stderr).toContain('`--data-source` does not name one of those there are')
    expect(stderr).toContain('Minutes')
  })
  test.each<[string, readonly string[], string]>([
    ['nothing about Google', [], '`--google`'],
    ['no calendar', ['--google', 'service-account', '--key-file', 'KEY'], '`--calendar or --new-calendar`'],
    ['no key file', ['--google', 'service-account'], '`--key-file`'],
  ])('%s, names the flag that answers', async (_name, args, flag) => {
    sample()
    const { code, stderr } = await init([
      '--yes',
      ...args.map((arg) => arg.replace('KEY', join(folder, 'key.json'))),
    ])
    expect(code).toBe(2)
    expect(stderr).toContain(`hint: answer it with ${flag}`)
    expect(written()).toEqual({ config: false, env: false })
  })
  test('flags that the settings cannot hold, are refused together before anything is asked or made', async () => {
    sample()
    const { code, stdout, stderr } = await init([
      ...service(),
      '--timezone',
      'Asia/Soul',
      '--schedule',
      'often',
      '--reminders',
      '1d,soon',
    ])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: what was given on the command line cannot stand in the settings\n/)
    expect(stderr).toContain('`--timezone`: `Asia/Soul`')
    expect(stderr).toContain('`--schedule`: `often`: not a cron expression')
    expect(stderr).toContain('`--reminders`: `soon`')
    expect(google.world.calendars().filter((each) => each.includes('@group'))).toEqual([])
    expect(written()).toEqual({ config: false, env: false })
  })
  test('a calendar that is not shared, says with whom to share it and writes nothing', async () => {
    sample()
    const other = google.world.createCalendar({ summary: 'Other' })
    const { code, stderr } = await init([
      '--yes',
      '--key-file',
      join(folder, 'key.json'),
      '--calendar',
      other,
    ])
    expect(code).toBe(3)
    expect(stderr).toContain(`share it with \`${google.serviceAccountKey.client_email}\``)
    expect(written()).toEqual({ config: false, env: false })
  })
  test('a wrong token, says so and writes nothing', async () => {
    sample()
    env.NOTION_TOKEN = 'ntn_wrong0123456789'
    const { code, stderr } = await init(['--yes', '--google', 'none'])
    expect(code).toBe(3)
    expect(stderr).toContain('Notion does not know this token')
    expect(stderr).not.toContain(env.NOTION_TOKEN)
    expect(written()).toEqual({ config: false, env: false })
  })
  test('no token and nobody to ask, names the flag', async () => {
    delete env.NOTION_TOKEN
    expect((await init(['--yes'])).stderr).toContain('hint: answer it with `--notion-token-file`')
  })
  test('a token in a file, is read from there', async () => {
    sample()
    delete env.NOTION_TOKEN
    writeFileSync(join(folder, 'token'), `${TOKEN}\n`)
    expect(
      (await init(['--yes', '--google', 'none', '--notion-token-file', join(folder, 'token')])).code,
    ).toBe(0)
    expect(variables().NOTION_TOKEN).toBe(TOKEN)
  })
  test('nothing shared with the integration, says how to share', async () => {
    const { stderr } = await init(['--yes', '--google', 'none'])
    expect(stderr).toContain(
      'hint: in Notion open the database, choose ••• → Connections, and add the integration',
    )
  })
})

describe('by questions', () => {
  test('a person who mistypes the token first, is asked again and gets to the end', async () => {
    const { database } = sample()
    const person = terminal()
    const [answer] = await Promise.all([
      init([], person),
      person.answer([
        ['Token of the Notion integration', 'ntn_wrong0123', ENTER],
        ['Notion does not know this token'],
        ['Token of the Notion integration', TOKEN, ENTER],
        ['Which one shall be kept in step?', ENTER],
        ['Your name for this knowledge base', ENTER],
        ['How shall Google Calendar be reached?', DOWN, DOWN, ENTER],
        ['Word for its address', ENTER],
        ['Its title', ENTER],
        ['Write `', ENTER],
      ]),
    ])
    expect(answer.code).toBe(0)
    expect(settings().knowledgeBases).toMatchObject([{ name: 'knowledge-base', notion: { database } }])
    expect(variables()).toEqual({ NOTION_TOKEN: TOKEN })
    expect(person.shown()).toContain('8 programmes, deadlines in `지원 접수 기간`')
    expect(person.shown() + answer.stderr + answer.stdout).not.toContain(TOKEN)
  })
  test('a calendar that is shared only later, is waited for and checked', async () => {
    sample()
    env.NOTION_TOKEN = TOKEN
    const calendar = google.world.createCalendar({ summary: '마감' })
    const person = terminal()
    const [answer] = await Promise.all([
      init(['--key-file', join(folder, 'key.json'), '--no-feed'], person),
      (async () => {
        await person.answer([
          ['Which one shall be kept in step?', ENTER],
          ['Your name for this knowledge base', ENTER],
          ['Which calendar shall hold the deadlines?', DOWN, ENTER],
          ['Id of the calendar', calendar, ENTER],
          ['Check again?'],
        ])
        google.world.share(calendar, google.serviceAccountKey.client_email, 'writer')
        await person.answer([
          ['Check again?', ENTER],
          ['Write `', ENTER],
        ])
      })(),
    ])
    expect(answer.code).toBe(0)
    expect(settings().knowledgeBases).toMatchObject([{ calendar: { id: calendar } }])
    expect(person.shown()).toContain('calendar’s settings, share it with')
  })
  test('a calendar id that was mistyped, is asked for again; a link to it will do', async () => {
    sample()
    env.NOTION_TOKEN = TOKEN
    const calendar = google.world.createCalendar({ summary: '마감' })
    google.world.share(calendar, google.serviceAccountKey.client_email, 'writer')
    const link = `https://calendar.google.com/calendar/embed?src=${encodeURIComponent(calendar)}`
    const person = terminal()
    const [answer] = await Promise.all([
      init(['--key-file', join(folder, 'key.json'), '--no-feed'], person),
      person.answer([
        ['Which one shall be kept in step?', ENTER],
        ['Your name for this knowledge base', ENTER],
        ['Which calendar shall hold the deadlines?', DOWN, ENTER],
        ['Id of the calendar', 'deadlines', ENTER],
        ['That is no calendar id'],
        ['Check again?', DOWN, ENTER],
        ['Id of the calendar', link, ENTER],
        ['Write `', ENTER],
      ]),
    ])
    expect(answer.code).toBe(0)
    expect(settings().knowledgeBases).toMatchObject([{ calendar: { id: calendar } }])
  })
  test('a new calendar, is opened to whom the person names and says yes to', async () => {
    sample()
    env.NOTION_TOKEN = TOKEN
    const person = terminal()
    const [answer] = await Promise.all([
      init(['--key-file', join(folder, 'key.json')], person),
      person.answer([
        ['Which one shall be kept in step?', ENTER],
        ['Your name for this knowledge base', ENTER],
        ['Which calendar shall hold the deadlines?', ENTER],
        ['Name of the new calendar', ENTER],
        ['Who shall see `Knowledge base 마감`?', 'a@x.example', ENTER],
        ['Let everybody read it?', LEFT, ENTER],
        ['Publish a page and a feed', ENTER],
        ['Word for its address', ENTER],
        ['Its title', ENTER],
        ['share the calendar with a@x.example,'],
        ['let everybody read the calendar?', ENTER],
      ]),
    ])
    expect(answer.code).toBe(0)
    const [id = ''] = google.world.calendars().filter((each) => each.includes('@group'))
    expect(google.world.roles(id)).toEqual({
      [google.serviceAccountKey.client_email]: 'owner',
      'a@x.example': 'reader',
      default: 'reader',
    })
    expect(settings().knowledgeBases).toMatchObject([
      { calendar: { id, notionLink: false }, feed: { sharedCalendar: id } },
    ])
  })
  test('a person who answers with nothing, and goes on without what Google refuses, has a calendar of their own', async () => {
    sample()
    env.NOTION_TOKEN = TOKEN
    google.server.faults.when(({ method, path }) => method === 'POST' && path.endsWith('/acl'), {
      kind: 'status',
      status: 403,
      when: 'before',
      reason: 'forbidden',
    })
    const person = terminal()
    const [answer] = await Promise.all([
      init(['--key-file', join(folder, 'key.json'), '--no-feed', '--public-calendar'], person),
      person.answer([
        ['Which one shall be kept in step?', ENTER],
        ['Your name for this knowledge base', ENTER],
        ['Which calendar shall hold the deadlines?', ENTER],
        ['Name of the new calendar', ENTER],
        ['Who shall see', ENTER],
        ['let everybody read the calendar?', ENTER],
        ['could not be made public'],
        ['Go on without it?', ENTER],
      ]),
    ])
    expect(answer.code).toBe(0)
    const [id = ''] = google.world.calendars().filter((each) => each.includes('@group'))
    expect(google.world.roles(id)).toEqual({ [google.serviceAccountKey.client_email]: 'owner' })
    expect(readFileSync(configFile(), 'utf8')).not.toContain('notionLink')
  })
  test('a person who leaves, has written nothing', async () => {
    sample()
    const person = terminal()
    const [answer] = await Promise.all([
      init([], person),
      person.answer([
        ['Token of the Notion integration', TOKEN, ENTER],
        ['Which one shall be kept in step?', CTRL_C],
      ]),
    ])
    expect(answer.code).toBe(2)
    expect(answer.stderr).toContain('Stopped. No file was written.')
    expect(written()).toEqual({ config: false, env: false })
  })
  test('a status without our options, is asked about', async () => {
    const { dataSource } = notion.world.database({
      title: 'Calls',
      properties: { Name: 'title', 상태: { type: 'select', options: ['진행', '마감'] } },
    })
    notion.world.page({ parent: dataSource, title: '2026 창업 지원', properties: { 상태: '진행' } })
    env.NOTION_TOKEN = TOKEN
    const person = terminal()
    const [answer] = await Promise.all([
      init(['--google', 'none', '--slug', 'calls', '--feed-title', '마감', '--name', 'calls'], person),
      person.answer([
        ['Which one shall be kept in step?', ENTER],
        ['has no option `completed` and `expired`', ENTER],
        ['Every programme is read', ENTER],
        ['The last deadline has passed', ENTER],
        ['Write `', ENTER],
      ]),
    ])
    expect(answer.code).toBe(0)
    expect(settings().knowledgeBases).toMatchObject([
      { status: { property: '상태', active: '진행', expired: '마감' } },
    ])
  })
})

describe('signing in to Google', () => {
  /** Opens the address that was shown, as the person's browser would. */
  const browse = async (person: { shown(): string }) => {
    for (let tries = 0; tries < 500; tries += 1) {
      const url = /http:\/\/127\S+code_challenge\S+/.exec(person.shown())?.[0]
      if (url) return void (await (await fetch(url)).text())
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('no address was shown')
  }
  const auth = async () => {
    let stderr = ''
    const heard = (text: string) => {
      stderr += text
    }
    const run = magam(['auth', 'google'], { env, onStderr: heard })
    const [answer] = await Promise.all([run, browse({ shown: () => stderr })])
    return answer
  }
  beforeEach(() => {
    env.GOOGLE_CLIENT_ID = google.oauth.clientId
    env.GOOGLE_CLIENT_SECRET = google.oauth.clientSecret
  })

  test('a person who allows it, has a refresh token in `.env` that only they may read', async () => {
    const answer = await auth()
    expect({ code: answer.code, stdout: answer.stdout }).toEqual({ code: 0, stdout: '' })
    const token = String(variables().GOOGLE_REFRESH_TOKEN)
    expect(token.length).toBeGreaterThan(10)
    expect(statSync(envFile()).mode & 0o777).toBe(0o600)
    expect(answer.stderr).not.toContain(token)
  })
  test('a person who refuses, is told what to do and nothing is written', async () => {
    google.world.setConsent(false)
    const { code, stderr } = await auth()
    expect(code).toBe(3)
    expect(stderr).toContain('Run `magam auth google` again and allow access')
    expect(existsSync(envFile())).toBe(false)
  })
  test('secrets that lie in files of their own, are used and stay there', async () => {
    sample()
    const own = (name: string, text: string) => {
      writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 })
      return join(folder, name)
    }
    delete env.GOOGLE_CLIENT_SECRET
    const lines = [
      `NOTION_TOKEN_FILE=${own('token', TOKEN)}`,
      `GOOGLE_CLIENT_SECRET_FILE=${own('client', google.oauth.clientSecret)}`,
      `GOOGLE_REFRESH_TOKEN_FILE=${join(folder, 'refresh')}`,
    ]
    writeFileSync(envFile(), `${lines.join('\n')}\n`, { mode: 0o600 })
    const answer = await auth()
    expect(answer.code).toBe(0)
    expect(answer.stderr).toContain(`The refresh token is in \`${join(folder, 'refresh')}\``)
    const refresh = readFileSync(join(folder, 'refresh'), 'utf8')
    expect(refresh).toMatch(/^\S{10,}\n$/)
    const { code } = await init(['--yes', '--new-calendar', '마감'])
    expect(code).toBe(0)
    const id = `GOOGLE_CLIENT_ID=${google.oauth.clientId}`
    expect(readFileSync(envFile(), 'utf8')).toBe(`${[...lines, id].join('\n')}\n`)
    expect(readFileSync(join(folder, 'refresh'), 'utf8')).toBe(refresh)
    delete env.GOOGLE_CLIENT_ID
    const doctor = await magam(['doctor', '--json', '--config', configFile(), '--now', NOW], { env })
    expect(doctor.code).toBe(0)
  })
  test('no client, says where to make one', async () => {
    delete env.GOOGLE_CLIENT_SECRET
    const { code, stderr } = await magam(['auth', 'google'], { env })
    expect(code).toBe(2)
    expect(stderr).toContain('make an OAuth client of the type “Desktop app”')
  })
  test('in set-up, the calendar is chosen among one’s own', async () => {
    sample()
    env.NOTION_TOKEN = TOKEN
    let stderr = ''
    const heard = (text: string) => {
      stderr += text
    }
    const run = magam(
      ['init', '--yes', '--config', configFile(), '--google', 'oauth', ...FAST, '--new-calendar', '마감'],
      { env, onStderr: heard },
    )
    const [answer] = await Promise.all([run, browse({ shown: () => stderr })])
    expect(answer.code).toBe(0)
    expect(Object.keys(variables()).sort()).toEqual([
      'GOOGLE_CLIENT_ID',
      'GOOGLE_CLIENT_SECRET',
      'GOOGLE_REFRESH_TOKEN',
      'NOTION_TOKEN',
    ])
  })
})

function sample(): { id: string; database: string } {
  const { page, database } = loadSample(notion)
  return { id: page, database }
}

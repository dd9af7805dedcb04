import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { linkedView } from '../../../src/sandbox/notion/index.ts'
import { publicFeedSink } from '../../../src/sinks/public-feed/sink.ts'
import { openStore } from '../../../src/state/open.ts'
import { entryOf } from '../../sinks/public-feed/entries.ts'
import { type Chain, startChain } from './chain.ts'

let chain: Chain
beforeEach(async () => {
  chain = await startChain()
})
afterEach(() => chain.close())

const settings = (from: string | RegExp, to: string) => {
  const changed = chain.settings.replace(from, to)
  expect(changed).not.toBe(chain.settings)
  chain.settings = changed
}

/** Puts a person's sign-in in the place of the service account. */
const signInAsPerson = (over: Record<string, string> = {}) => {
  const { GOOGLE_APPLICATION_CREDENTIALS: _, ...rest } = chain.env
  const { clientId, clientSecret, refreshToken } = chain.google.oauth
  chain.env = {
    ...rest,
    GOOGLE_CLIENT_ID: clientId,
    GOOGLE_CLIENT_SECRET: clientSecret,
    GOOGLE_REFRESH_TOKEN: refreshToken,
    GOOGLE_TOKEN_URL: chain.google.tokenUrl,
    ...over,
  }
}

test('a whole set-up, every link holds', async () => {
  const { works, checks } = await chain.look()
  expect({ works, states: [...new Set(checks.map(({ state }) => state))] }).toEqual({
    works: true,
    states: ['good'],
  })
  expect(checks.map(({ name }) => name)).toEqual([
    'Node',
    'settings',
    'schedule',
    'state',
    'port',
    'public URL',
    'alert',
    'Notion token',
    'Notion data source',
    'Notion status',
    'Notion filter',
    'Notion pages',
    'Notion comments',
    'Notion people',
    'deadline column',
    'Google sign-in',
    'Google calendar',
    'clock',
  ])
})

test('a whole set-up, nothing is written anywhere', async () => {
  const before = {
    events: chain.google.world.events(chain.calendar),
    page: chain.notion.world.pageJson(chain.page),
  }
  await chain.look()
  expect({
    events: chain.google.world.events(chain.calendar),
    page: chain.notion.world.pageJson(chain.page),
  }).toEqual(before)
  const reads = chain.notion.server.requests.filter(
    ({ method, path }) => method !== 'GET' && !path.endsWith('/query'),
  )
  expect(reads).toEqual([])
  const store = await openStore(String(chain.env.MAGAM_DATABASE_URL))
  expect(await store.values('magam', '')).toEqual([])
  await store.close()
})

test('a person signed in, every link holds', async () => {
  signInAsPerson()
  expect(await chain.troubles()).toEqual({ works: true, troubles: [] })
})

describe('the settings', () => {
  test('an empty file', async () => {
    chain.settings = ''
    const { checks } = await chain.look()
    expect(checks.find(({ name }) => name === 'state')?.state).toBe('good')
    // Nothing is known of the installation yet: no state is made for it.
    expect(existsSync(join(chain.folder, 'magam.db'))).toBe(false)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:1:1: knowledgeBases: is missing | What is kept in step: one or more.",
        ],
        "works": false,
      }
    `)
  })
  test('a mistake of YAML', async () => {
    settings('timezone: Asia/Seoul', 'timezone: [Asia/Seoul')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ] | -",
        ],
        "works": false,
      }
    `)
  })
  test('an unknown key', async () => {
    settings('    calendar:', '    calender:')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:6:5: knowledgeBases[0]: unknown key \`calender\` | did you mean \`calendar\`?",
        ],
        "works": false,
      }
    `)
  })
  test('an unknown time zone', async () => {
    settings('Asia/Seoul', 'Asia/Soul')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:1:11: timezone: \`Asia/Soul\`: not a time zone of the IANA list; did you mean \`Asia/Seoul\`? | -",
        ],
        "works": false,
      }
    `)
  })
  test('a schedule that is none', async () => {
    settings('"*/10 * * * *"', '"every ten minutes"')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:2:11: schedule: \`every ten minutes\`: not a cron expression: five fields, minute hour day month weekday | -",
        ],
        "works": false,
      }
    `)
  })
  test('a schedule that never comes', async () => {
    settings('"*/10 * * * *"', '"0 0 30 2 *"')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:2:11: schedule: \`0 0 30 2 *\`: not a cron expression: five fields, minute hour day month weekday | -",
        ],
        "works": false,
      }
    `)
  })
  test('a schedule with longer pauses than what is looked for between two runs', async () => {
    settings('"*/10 * * * *"', '"0 9 * * mon-fri"')
    chain.env.MAGAM_ALERT_WEBHOOK = 'https://hooks.example.org/x'
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "schedule | warning | runs are up to 72 hours apart, and \`/readyz\` says no after 180 minutes | set \`server.readyMinutes\` to more than 4320, where something looks at \`/readyz\`",
          "schedule | warning | runs are up to 72 hours apart, and people are told that nothing works after 360 minutes | set \`alert.after\` to more than \`72h\`",
        ],
        "works": true,
      }
    `)
  })
  test('a secret in the file', async () => {
    settings('server:', 'token: ntn_0123456789abcdefghij\nserver:')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: FOLDER/magam.yaml:8:8: \`token\` holds a secret, and this file is not the place for one | put it into \`.env\` as \`NOTION_TOKEN\`, take it out here, and make a new one if the file was shared",
        ],
        "works": false,
      }
    `)
  })
  test('several mistakes at once', async () => {
    settings('Asia/Seoul', 'Seoul')
    settings('slug: kb', 'slug: KB')
    expect((await chain.troubles()).troubles).toHaveLength(2)
  })
  test('mail without a server', async () => {
    settings('server:', 'alert: { mail: { from: a@example.org, to: [b@example.org] } }\nserver:')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "alert | warning | mail is wanted but no server is named to send it | set \`MAGAM_SMTP_URL\`, such as \`smtps://user:password@host\`",
        ],
        "works": true,
      }
    `)
  })
  test('secrets that others can read', async () => {
    chain.file('.env', 'OTHER=1\n', 0o644)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | warning | \`FOLDER/.env\` holds secrets and can be read by others | run \`chmod 600 FOLDER/.env\`",
        ],
        "works": true,
      }
    `)
  })
  test('a port that is taken', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    settings('port: 0', `port: ${port}`)
    const { works, troubles } = await chain.troubles()
    server.close()
    expect({
      works,
      troubles: troubles.map((words) => words.replaceAll(String(port), 'PORT')),
    }).toMatchInlineSnapshot(`
      {
        "troubles": [
          "port | warning | 127.0.0.1:PORT is taken by another program | if that is not \`magam serve\` itself, name another \`server.port\`",
        ],
        "works": true,
      }
    `)
  })
})

describe('the state', () => {
  test('a place that cannot be written', async () => {
    chain.env.MAGAM_DATABASE_URL = `file:${chain.file('plain', 'text')}/magam.db`
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "state | bad | the folder of \`FOLDER/plain/magam.db\` cannot be made: a file stands in its place: EEXIST: file already exists, mkdir 'FOLDER/plain' | move that file away, or name another place",
        ],
        "works": false,
      }
    `)
  })
  test('written by a newer Magam', async () => {
    await chain.look()
    const file = join(chain.folder, 'magam.db')
    const later = new DatabaseSync(file)
    later.exec("insert into magam_migration values ('9999-later', '2030-01-01T00:00:00Z')")
    later.close()
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "state | bad | the state was written by a newer Magam (it knows the step \`9999-later\`) | update Magam, or put the copy from before the update in its place (\`….before-…\`, or your own backup); this one was left as it is",
        ],
        "works": false,
      }
    `)
  })
  test('knows a knowledge base that the settings no longer name', async () => {
    const store = await openStore(`file:${join(chain.folder, 'magam.db')}`)
    await store.startRun({
      id: 'r1',
      knowledgeBase: 'old one',
      trigger: 'hand',
      startedAt: '2023-03-01T00:00:00.000Z',
      endedAt: null,
      result: 'running',
      json: '{}',
    })
    await store.close()
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "state | warning | the settings no longer name \`old one\`, whose last run was on 2023-03-01 | put it back, or leave it: what is remembered of it goes a year after that run; its entries stay on the calendar until you delete them there",
        ],
        "works": true,
      }
    `)
  })
  test('holds more deadlines ahead than the feed has room for', async () => {
    settings('feed: { slug: kb', 'feed: { maxBytes: 10000, slug: kb')
    const store = await openStore(`file:${join(chain.folder, 'magam.db')}`)
    const sink = publicFeedSink('kb', { alarms: [] }, store, () => '2023-03-20T00:00:00Z')
    for (let n = 0; n < 30; n += 1) {
      const entry = entryOf(`e${n}`, { kind: 'day', date: '2023-04-02' }, { description: '가'.repeat(100) })
      await sink.apply({ action: 'create', entry, reason: 'new', why: 'new' })
    }
    await store.close()
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "feed | warning | 17 deadlines ahead do not fit into 10000 bytes: what is furthest ahead waits | offer feeds of some fields or hosts (\`feed.filters\`), or raise \`feed.maxBytes\`, but Google cuts a feed at about 1 MB",
        ],
        "works": true,
      }
    `)
  })
  test('a file that is no state', async () => {
    writeFileSync(join(chain.folder, 'magam.db'), 'Dear reader, '.repeat(100))
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "state | bad | \`FOLDER/magam.db\` is not a SQLite database: file is not a database | name another file with \`MAGAM_DATABASE_URL\`; this one was left as it is",
        ],
        "works": false,
      }
    `)
  })
  test('a server that does not answer', async () => {
    chain.env.MAGAM_DATABASE_URL = 'postgres://magam:hunter22@127.0.0.1:1/magam'
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "state | bad | PostgreSQL at 127.0.0.1:1/magam does not answer: connect ECONNREFUSED 127.0.0.1:1 | check that the server runs and that the address in \`MAGAM_DATABASE_URL\` is right",
        ],
        "works": false,
      }
    `)
  })
})

test("no public address, what is served and what is published are nobody else's", async () => {
  settings(', publicUrl: https://deadlines.example.org', '')
  expect(await chain.troubles()).toMatchInlineSnapshot(`
    {
      "troubles": [
        "public URL | warning | the feed has no address that others can reach | set \`server.publicUrl\` to the address of the proxy, or of the pages that \`magam publish\` writes",
      ],
      "works": true,
    }
  `)
})

describe('Notion', () => {
  test('no token', async () => {
    delete chain.env.NOTION_TOKEN
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion token | bad | there is no token for Notion: \`NOTION_TOKEN\` is not set | put it into \`.env\` in the folder where Magam runs, or name that file in \`MAGAM_ENV_FILE\`; \`magam init\` asks for the token and checks it",
        ],
        "works": false,
      }
    `)
  })
  test('a wrong token', async () => {
    chain.env.NOTION_TOKEN = 'ntn_wrong'
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion token | bad | asking Notion who we are: Notion does not know this token (401: API token is invalid.) | Copy the token of the integration anew into \`NOTION_TOKEN\`.",
        ],
        "works": false,
      }
    `)
  })
  test('a database that is not shared', async () => {
    chain.notion.world.unshare(chain.database)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion data source | bad | reading the database DATABASE: not found, or not shared with the integration (404: Could not find database with ID: DATABASE. Make sure the relevant pages and databases are shared with your integration "Magam".) | Open the database in Notion, one that is only linked where it lives, choose ••• → Connections, and add the integration; then copy its link anew.",
        ],
        "works": false,
      }
    `)
  })
  test('a service that does not answer', async () => {
    await chain.notion.close()
    const { works, troubles } = await chain.troubles()
    expect({
      works,
      troubles: troubles.map((words) => words.replace(/127[.\d:]+/, 'SERVER')),
    }).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion token | bad | asking Notion who we are: no whole answer came from Notion (fetch failed: connect ECONNREFUSED SERVER) | Check the network; the next run tries again.",
        ],
        "works": false,
      }
    `)
  })
  test('no capability to read', async () => {
    chain.notion.settings.capabilities.readContent = false
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion data source | bad | reading the database DATABASE: the integration lacks the capability for this (403: Insufficient permissions for this endpoint.) | Open the integration’s settings in Notion, tick the capability under “Capabilities”, and save.",
        ],
        "works": false,
      }
    `)
  })
  test('no capability to comment, a sync works without', async () => {
    chain.notion.settings.capabilities.readComments = false
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion comments | warning | the integration may not read comments: rows that need a person are not commented on | Tick “Read comments” and “Insert comments” in the integration’s settings, or set \`notion.comments: false\`.",
        ],
        "works": true,
      }
    `)
  })
  test('a data source that was renamed, named by its old name', async () => {
    settings('requestsPerMinute', 'dataSources: [Old name], requestsPerMinute')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion data source | bad | the database has no data source \`Old name\` | It has: \`Knowledge base\`.",
        ],
        "works": false,
      }
    `)
  })
  test('a database with several data sources', async () => {
    chain.notion.world.dataSource(chain.database, 'Second', { Name: 'title' })
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion data source | bad | the database has 2 data sources: \`Knowledge base\`, \`Second\` | Name the ones to read in \`notion.dataSources\`, or write \`all\`.",
        ],
        "works": false,
      }
    `)
  })
  test('a status option that is missing', async () => {
    settings('    feed:', '    status: { review: 확인 필요 }\n    feed:')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion status | bad | \`status\` in \`Knowledge base\` has no option \`확인 필요\`; it has \`not started\`, \`in progress\`, \`completed\`, \`expired\` | Add the option in Notion (or let \`magam init\` add it), or name an existing one under \`status\` in the settings; or write \`status: null\` to leave statuses alone.",
        ],
        "works": false,
      }
    `)
  })
  test('a status property of another type', async () => {
    settings('    feed:', '    status: { property: Tags }\n    feed:')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion columns | bad | Data source \`Knowledge base\` has no status or select property \`Tags\`: statuses are neither read nor written. | Correct the name in the settings; or write \`status: null\` to leave statuses alone.",
        ],
        "works": false,
      }
    `)
  })
  test('a filter on a property that does not exist', async () => {
    settings('requestsPerMinute', 'filter: { property: Tag, contains: x }, requestsPerMinute')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion filter | bad | the filter does not fit: data source \`Knowledge base\` has no property \`Tag\` | It has: \`이름\`, \`Created by\`, \`Last edited by\`, \`Tags\`, \`status\`.",
        ],
        "works": false,
      }
    `)
  })
  test('no column of deadlines', async () => {
    const { id, dataSource } = chain.notion.world.database({
      title: 'Other',
      properties: {
        Name: 'title',
        status: { type: 'status', toDo: ['a'], inProgress: ['b'], complete: ['completed', 'expired'] },
      },
    })
    chain.notion.world.page({ parent: dataSource, title: 'Minutes of a meeting' })
    settings(chain.database, id)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "deadline column | bad | no table of \`Minutes of a meeting\` has a column that is read as a name and one that is read as a deadline | name your headers under \`columns\` in the settings: \`columns: { deadline: [your header] }\`",
        ],
        "works": false,
      }
    `)
  })
  test('only a view of a database that stands elsewhere', async () => {
    const { id, dataSource } = chain.notion.world.database({
      title: 'Other',
      properties: {
        Name: 'title',
        status: { type: 'status', toDo: ['a'], inProgress: ['b'], complete: ['completed', 'expired'] },
      },
    })
    chain.notion.world.page({ parent: dataSource, title: 'Calls', body: [linkedView('All calls')] })
    settings(chain.database, id)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "deadline column | bad | no table of \`Calls\` has a column that is read as a name and one that is read as a deadline. The database \`All calls\` on this page is not shared with the integration, or only shows what lives elsewhere: it was passed over. | name your headers under \`columns\` in the settings: \`columns: { deadline: [your header] }\`",
        ],
        "works": false,
      }
    `)
  })
  test('no page at all', async () => {
    const { id } = chain.notion.world.database({
      title: 'Empty',
      properties: {
        Name: 'title',
        status: { type: 'status', toDo: ['a'], inProgress: ['b'], complete: ['completed', 'expired'] },
      },
    })
    settings(chain.database, id)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Notion pages | warning | no page can be seen | Add a page to the database, or share it with the integration.",
          "deadline column | warning | \`Empty\` has no page to look at | add one and look again",
        ],
        "works": true,
      }
    `)
  })
})

describe('Google', () => {
  test('no way to sign in', async () => {
    delete chain.env.GOOGLE_APPLICATION_CREDENTIALS
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | there is no way to reach Google: neither \`GOOGLE_APPLICATION_CREDENTIALS\` nor \`GOOGLE_REFRESH_TOKEN\` is set | run \`magam init\`, or \`magam auth google\`; without \`calendar:\` in the settings Magam keeps the feed alone",
        ],
        "works": false,
      }
    `)
  })
  test('a key file that is not there', async () => {
    rmSync(join(chain.folder, 'key.json'))
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | the service account’s key file \`FOLDER/key.json\` cannot be read (ENOENT) | check the path in \`GOOGLE_APPLICATION_CREDENTIALS\` and the rights of the file",
        ],
        "works": false,
      }
    `)
  })
  test('a key file of another kind', async () => {
    chain.file('key.json', JSON.stringify({ installed: { client_id: 'x' } }))
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | \`FOLDER/key.json\` is not the key file of a Google service account: It is the file of an OAuth client. | To sign in as yourself, put its \`client_id\` and \`client_secret\` into \`.env\` as \`GOOGLE_CLIENT_ID\` and \`GOOGLE_CLIENT_SECRET\`, take \`GOOGLE_APPLICATION_CREDENTIALS\` out and run \`magam auth google\`; for a service account make a key of the type JSON under its Keys.",
        ],
        "works": false,
      }
    `)
  })
  test('a key file with a byte-order mark, which holds', async () => {
    chain.file('key.json', `\ufeff${JSON.stringify(chain.google.serviceAccountKey)}`)
    expect(await chain.troubles()).toEqual({ works: true, troubles: [] })
  })
  test('a key file that was cut', async () => {
    chain.file('key.json', JSON.stringify(chain.google.serviceAccountKey).slice(0, 700))
    const { troubles } = await chain.troubles()
    expect(troubles).toEqual([expect.stringContaining('It is not JSON, or was cut off.')])
  })
  test('a key that was cut', async () => {
    const key = { ...chain.google.serviceAccountKey, private_key: '-----BEGIN PRIVATE KEY-----\nabc\n' }
    chain.file('key.json', JSON.stringify(key))
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | The private key in the service account’s key file cannot be used: It was cut or changed. | Make a new JSON key and use the file as it was downloaded.",
        ],
        "works": false,
      }
    `)
  })
  test('a key that others can read', async () => {
    rmSync(join(chain.folder, 'key.json'))
    chain.file('key.json', JSON.stringify(chain.google.serviceAccountKey), 0o644)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | warning | \`FOLDER/key.json\` holds secrets and can be read by others | run \`chmod 600 FOLDER/key.json\`",
        ],
        "works": true,
      }
    `)
  })
  test('a service account that was deleted', async () => {
    chain.google.world.removeAccount(chain.google.serviceAccountKey.client_email)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | Google does not accept the service account’s key: it was deleted, or the account was | Make a new JSON key for the service account and point GOOGLE_APPLICATION_CREDENTIALS at it.",
        ],
        "works": false,
      }
    `)
  })
  test('a calendar that is not shared', async () => {
    settings(chain.calendar, chain.google.world.createCalendar({ summary: 'Private' }))
    const { works, troubles } = await chain.troubles()
    expect({
      works,
      troubles: troubles.map((words) => words.replace(/`[^`]+@group[^`]+`/, '`OTHER`')),
    }).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google calendar | bad | \`magam@sandbox-project.iam.gserviceaccount.com\` cannot see the calendar \`OTHER\` | Check the calendar id; then, in the calendar’s settings, share it with \`magam@sandbox-project.iam.gserviceaccount.com\` and the permission “Make changes to events”.",
        ],
        "works": false,
      }
    `)
  })
  test('the name of a calendar in the place of its id', async () => {
    settings(chain.calendar, '마감')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google calendar | bad | \`magam@sandbox-project.iam.gserviceaccount.com\` cannot see the calendar \`마감\` | That is no calendar id: one such as \`c_…@group.calendar.google.com\` stands under “Integrate calendar” in the calendar’s settings; then, in the calendar’s settings, share it with \`magam@sandbox-project.iam.gserviceaccount.com\` and the permission “Make changes to events”.",
        ],
        "works": false,
      }
    `)
  })
  test('a calendar that may only be read', async () => {
    chain.google.world.share(chain.calendar, chain.google.serviceAccountKey.client_email, 'reader')
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google calendar | bad | \`magam@sandbox-project.iam.gserviceaccount.com\` may read the calendar \`CALENDAR\` but not write to it | In the calendar’s settings, give \`magam@sandbox-project.iam.gserviceaccount.com\` the permission “Make changes to events”.",
        ],
        "works": false,
      }
    `)
  })
  test('a calendar that is gone', async () => {
    chain.google.people.deleteCalendar(chain.calendar)
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google calendar | bad | \`magam@sandbox-project.iam.gserviceaccount.com\` cannot see the calendar \`CALENDAR\` | Check the calendar id; then, in the calendar’s settings, share it with \`magam@sandbox-project.iam.gserviceaccount.com\` and the permission “Make changes to events”.",
        ],
        "works": false,
      }
    `)
  })
  test('a refresh token that was revoked', async () => {
    signInAsPerson()
    chain.google.world.revokeTokens()
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | Google no longer accepts the refresh token: it has expired or been revoked | Run \`magam auth google\`. If this comes back every seven days, publish the consent screen: tokens of one in “Testing” die after a week.",
        ],
        "works": false,
      }
    `)
  })
  test('an OAuth client that is not known', async () => {
    signInAsPerson({ GOOGLE_CLIENT_SECRET: 'GOCSPX-other-secret' })
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google sign-in | bad | Google does not know this OAuth client | Check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET against the project’s credentials page.",
        ],
        "works": false,
      }
    `)
  })
  test('half an OAuth client', async () => {
    signInAsPerson()
    delete chain.env.GOOGLE_REFRESH_TOKEN
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "settings | bad | the settings have one mistake: \`GOOGLE_CLIENT_ID\`, \`GOOGLE_CLIENT_SECRET\`, \`GOOGLE_REFRESH_TOKEN\` must be given together; missing: \`GOOGLE_REFRESH_TOKEN\` | run \`magam auth google\`, which makes the refresh token",
        ],
        "works": false,
      }
    `)
  })
  test('a calendar service that is switched off in the project', async () => {
    chain.google.server.faults.when(({ path }) => path.startsWith('/calendar/'), {
      kind: 'status',
      status: 403,
      when: 'before',
      reason: 'accessNotConfigured',
    })
    expect(await chain.troubles()).toMatchInlineSnapshot(`
      {
        "troubles": [
          "Google calendar | bad | The Google Calendar API is switched off in this Google project | Open the project in the Google Cloud console, enable “Google Calendar API”, and wait a few minutes.",
        ],
        "works": false,
      }
    `)
  })
})

test('a clock that is minutes ahead', async () => {
  const late = await startChain({ authNow: new Date(Date.now() - 15 * 60_000).toISOString() })
  const found = await late.troubles()
  await late.close()
  expect(found).toMatchInlineSnapshot(`
    {
      "troubles": [
        "Google sign-in | bad | Google refused to sign in because the time of this machine is wrong | Set the clock (for example with \`timedatectl set-ntp true\`), then try again.",
      ],
      "works": false,
    }
  `)
})

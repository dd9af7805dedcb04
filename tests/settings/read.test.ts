import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { UserError } from '../../src/lib/failure.ts'
import { knowledgeBaseNamed, readConfig, readEnvironmentOnly, readSettings } from '../../src/settings/read.ts'

const root = mkdtempSync(join(tmpdir(), 'magam-settings-'))
let folder = ''
let count = 0
beforeEach(() => {
  folder = join(root, String(++count))
  mkdirSync(folder)
})
afterAll(() => rmSync(root, { recursive: true }))

const ID = '0123456789abcdef0123456789abcdef'
const GOOD = `knowledgeBases:
  - name: kb
    notion: { database: ${ID} }
    calendar: { id: a@group.calendar.google.com }
`
const problems = (text: string) => readConfig(text, 'magam.yaml').problems
/** The settings of one knowledge base with these lines added to it. */
const withLines = (...lines: string[]) => GOOD + lines.map((line) => `    ${line}\n`).join('')

describe('good settings', () => {
  test('the shortest file, is filled with defaults', () => {
    const { settings } = readConfig(GOOD, 'magam.yaml')
    expect(settings).toMatchObject({
      version: 1,
      timezone: 'Asia/Seoul',
      schedule: '*/10 * * * *',
      keepRuns: 200,
    })
    expect(settings?.knowledgeBases[0]).toMatchObject({
      name: 'kb',
      notion: { database: '01234567-89ab-cdef-0123-456789abcdef' },
      columns: {},
      status: { property: 'status', active: 'completed', expired: 'expired', review: null },
      feed: null,
    })
  })
  test('reminders in words, become minutes', () => {
    const text = GOOD.replace('google.com }', 'google.com, reminders: [3h, 7d, 1d, 30] }')
    expect(readConfig(text, '').settings?.knowledgeBases[0]?.calendar?.reminders).toEqual([
      10_080, 1_440, 180, 30,
    ])
  })
  test('status null, leaves statuses alone', () => {
    expect(readConfig(withLines('status: null'), '').settings?.knowledgeBases[0]?.status).toBeNull()
  })
})

describe('mistakes in the file', () => {
  test('several at once, are all told, in the order of the file, with line and column', () => {
    const text = `timezone: Asia/Seol
schedule: "every day"
knowledgeBases:
  - name: kb
    notion: { database: nope }
    calender: { id: x }
`
    expect(problems(text)).toEqual([
      {
        what: '1:11: timezone: `Asia/Seol`: not a time zone of the IANA list; did you mean `Asia/Seoul`?',
        hint: null,
      },
      {
        what: '2:11: schedule: `every day`: not a cron expression: five fields, minute hour day month weekday',
        hint: null,
      },
      {
        what: '5:25: knowledgeBases[0].notion.database: `nope`: expected a Notion id (32 hex digits) or a link to the database',
        hint: null,
      },
      { what: '6:5: knowledgeBases[0]: unknown key `calender`', hint: 'did you mean `calendar`?' },
    ])
  })
  test('an unknown key that is near none, gets the list of those known', () => {
    expect(problems(`${GOOD}alert: { zzzzzz: 1 }\n`)).toEqual([
      { what: '5:10: alert: unknown key `zzzzzz`', hint: 'known here: `after`, `mail`' },
    ])
  })
  test('a key of a group with free choice, is looked up as well', () => {
    expect(problems(withLines('columns: { dedline: [마감] }'))).toEqual([
      { what: '5:16: knowledgeBases[0].columns: unknown key `dedline`', hint: 'did you mean `deadline`?' },
    ])
  })
  test('a value of another kind, says what was expected and what was found', () => {
    expect(problems('knowledgeBases: none\nkeepRuns: many\n')).toEqual([
      { what: '1:17: knowledgeBases: expected a list, found text', hint: null },
      { what: '2:11: keepRuns: expected a number, found text', hint: null },
    ])
  })
  test('an id of digits alone, says to put it into quotes', () => {
    expect(problems(GOOD.replace(ID, '1'.repeat(32)))).toMatchObject([{ hint: 'put it into quotes' }])
    expect(problems(GOOD.replace(ID, `"${'1'.repeat(32)}"`))).toEqual([])
  })
  test('a missing value, says what it is for', () => {
    expect(problems('timezone: Asia/Seoul\n')).toEqual([
      { what: '1:1: knowledgeBases: is missing', hint: 'What is kept in step: one or more.' },
    ])
  })
  test('a reminder in another form, says which forms work', () => {
    const [problem] = problems(GOOD.replace('google.com }', 'google.com, reminders: [soon] }'))
    expect(problem).toEqual({
      what: '4:62: knowledgeBases[0].calendar.reminders[0]: `soon` has not the form that is expected here',
      hint: 'Pop-up reminders before an entry starts, such as [7d, 1d]; at most five. Google keeps them for the account that signs in: those of a service account reach nobody.',
    })
  })
  test.each(['+09:00', 'KST+9', 'Asia/Pyongyang2', ''])('the time zone `%s`, is refused', (zone) => {
    expect(problems(`timezone: "${zone}"\n${GOOD}`)[0]?.what).toMatch(/^1:11: timezone: /)
  })
  test.each(['UTC', 'Asia/Seoul', 'America/New_York', 'Asia/Calcutta'])(
    'the time zone `%s`, is taken',
    (zone) => {
      expect(problems(`timezone: ${zone}\n${GOOD}`)).toEqual([])
    },
  )
  test.each(['Upper', 'two words', '-a', 'a--b', '../etc', '한글'])('the slug `%s`, is refused', (slug) => {
    expect(problems(withLines(`feed: { slug: "${slug}", title: t }`))).toHaveLength(1)
  })
  test.each(['0 */10 * * * *', '* * * * * *'])(
    'the schedule `%s` with a field of seconds, is refused',
    (cron) => {
      expect(problems(`schedule: "${cron}"\n${GOOD}`)).toEqual([
        {
          what: `1:11: schedule: \`${cron}\`: six fields, of which the first would be seconds: leave it out`,
          hint: null,
        },
      ])
    },
  )
  test('spaces and colons that only look like one, are pointed at', () => {
    expect(problems(GOOD.replace('    calendar', '\u00a0\u00a0\u00a0\u00a0calendar'))).toMatchObject([
      {
        hint: 'a space, a colon or a quotation mark here or on the line above only looks like the plain one: type it anew',
      },
    ])
    const [problem] = problems('knowledgeBases：\n  - name：x\n')
    expect(problem).toEqual({
      what: '1:1: expected a group of keys, found text',
      hint: 'a space, a colon or a quotation mark here or on the line above only looks like the plain one: type it anew',
    })
  })
  test('a public address without its scheme, is shown one that has it', () => {
    expect(problems(`server: { publicUrl: deadlines.example.org }\n${GOOD}`)).toEqual([
      {
        what: '1:22: server.publicUrl: `deadlines.example.org`: not an address such as `https://deadlines.example.org`',
        hint: null,
      },
    ])
  })
  test('an empty file, is a file without knowledge bases', () => {
    expect(problems('')).toMatchObject([{ what: '1:1: knowledgeBases: is missing' }])
  })
  test.each(['[]', 'text', '5'])('a file that is `%s`, says a group was expected', (text) => {
    expect(problems(text)[0]?.what).toMatch(/^1:1: expected a group of keys, found /)
  })
})

describe('mistakes of YAML', () => {
  test('a mistake of syntax, has line and column', () => {
    expect(problems('timezone: Asia/Seoul\nknowledgeBases: [1, 2\nschedule: x\n')[0]?.what).toMatch(
      /^\d:\d+: /,
    )
  })
  test.each([
    [
      'an asterisk without quotes',
      `schedule: */10 * * * *\n${GOOD}`,
      '1:16: Unexpected alias at node end',
      'a value that begins with `*` goes into quotes, such as `schedule: "*/10 * * * *"`',
    ],
    [
      'a tab',
      GOOD.replace('    calendar', '\t\tcalendar'),
      '4:1: Tabs are not allowed as indentation',
      'indent with spaces',
    ],
    [
      'a space that does not break',
      GOOD.replace('    notion', '\u00a0\u00a0\u00a0\u00a0notion'),
      '4:1: All mapping items must start at the same column',
      'a space, a colon or a quotation mark here or on the line above only looks like the plain one: type it anew',
    ],
    [
      'a colon within a value',
      withLines('feed:', '  slug: s', '  title: 마감: 오픈'),
      '7:14: Nested mappings are not allowed in compact mappings',
      'a value that holds a colon and a space goes into quotes; a key of its own goes on a line of its own, indented like its neighbours',
    ],
  ])('%s, is told once, with what to do', (_what, text, what, hint) => {
    expect(problems(text)).toEqual([{ what, hint }])
  })
  test('a quotation mark beside a mistake of syntax, is not taken for its cause', () => {
    const text = withLines('feed:', '  slug: s', '  title: “마감”', '   titleEn: x')
    expect(JSON.stringify(problems(text))).not.toContain('only looks like')
  })
  test('a mark of byte order and the line ends of Windows, are no mistakes', () => {
    expect(problems(`\ufeff${GOOD.replaceAll('\n', '\r\n')}`)).toEqual([])
  })
  test('a key given twice, is refused', () => {
    expect(problems(`timezone: UTC\ntimezone: UTC\n${GOOD}`)).toEqual([
      { what: '2:1: Map keys must be unique', hint: null },
    ])
  })
  test('a tag of its own, is refused', () => {
    expect(problems(`timezone: !!js/function "x"\n${GOOD}`)[0]?.what).toMatch(/^1:\d+: .*tag/i)
  })
  test('two documents in one file, are refused', () => {
    expect(problems(`${GOOD}---\n${GOOD}`)[0]?.what).toMatch(/multiple documents/)
  })
  test('aliases of aliases that stand for gigabytes, are refused at once', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map((pair) => [...pair])) {
      bomb.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`)
    }
    expect(problems(bomb.join('\n'))).toEqual([{ what: '1:1: the file holds too many aliases', hint: null }])
  })
  test('a nesting of a hundred thousand, is refused with its first mistakes only', () => {
    expect(problems('['.repeat(100_000))).toHaveLength(10)
  })
  test('a key named __proto__, is a key like any other', () => {
    expect(problems(`__proto__: { timezone: UTC }\n${GOOD}`)).toMatchObject([
      { what: '1:1: unknown key `__proto__`' },
    ])
    expect(Object.prototype).not.toHaveProperty('timezone')
  })
  test('a file of many megabytes, is refused', () => {
    expect(problems(`# ${'x'.repeat(16_000_001)}`)).toHaveLength(1)
  })
})

describe('rules across fields', () => {
  const second = GOOD.split('\n').slice(1).join('\n')
  test('two knowledge bases of one name, are refused', () => {
    expect(problems(GOOD + second)).toEqual([
      { what: '5:11: two knowledge bases are named `kb`', hint: 'give each a name of its own' },
      {
        what: '7:21: `kb` writes the same pages to this calendar already, so every deadline would stand in it twice',
        hint: 'name another calendar, or give each a `notion.filter` of its own',
      },
    ])
  })
  describe('two knowledge bases over one database', () => {
    const base = (name: string, more: string, calendar = 'a@group.calendar.google.com') =>
      `  - name: ${name}\n    notion: { database: ${ID}${more} }\n    calendar: { id: ${calendar} }\n`
    const both = (one: string, other: string) => problems(`knowledgeBases:\n${one}${other}`)
    const filter = (tag: string) => `, filter: { property: Tags, contains: ${tag} }`
    const refused = [
      {
        what: '7:21: `one` writes the same pages to this calendar already, so every deadline would stand in it twice',
        hint: 'name another calendar, or give each a `notion.filter` of its own',
      },
    ]

    test.each([
      ['nothing parts them', '', ''],
      ['only one has a filter', filter('a'), ''],
      ['their filters are the same', filter('a'), filter('a')],
      ['a data source is read by both', ', dataSources: [A, B]', ', dataSources: [B]'],
      ['one reads all data sources', ', dataSources: all', ', dataSources: [B]'],
    ])('and one calendar, of which %s, are refused', (_, one, other) => {
      expect(both(base('one', one), base('two', other))).toEqual(refused)
    })
    test.each([
      ['filters of their own', base('one', filter('a')), base('two', filter('b'))],
      ['data sources of their own', base('one', ', dataSources: [A]'), base('two', ', dataSources: [B]')],
      ['calendars of their own', base('one', ''), base('two', '', 'b@group.calendar.google.com')],
    ])('with %s, are taken', (_, one, other) => {
      expect(both(one, other)).toEqual([])
    })
  })
  test('neither calendar nor feed, is refused', () => {
    expect(problems(`knowledgeBases:\n  - { name: kb, notion: { database: ${ID} } }\n`)).toEqual([
      {
        what: '2:5: has neither `calendar` nor `feed`, so nothing would come of it',
        hint: 'add `calendar: { id: … }`, `feed: { slug: …, title: … }`, or both',
      },
    ])
  })
  test('a private feed without a token, is refused', () => {
    expect(problems(withLines('feed: { slug: s, title: t, access: private }'))[0]?.what).toMatch(
      /^5:40: a private feed needs at least one token/,
    )
  })
  test('one status for two meanings, is refused', () => {
    expect(problems(withLines('status: { active: done, expired: done }'))[0]?.what).toMatch(
      /must be different/,
    )
  })
  test('a status that would be written but is not managed, is refused', () => {
    expect(problems(withLines('status: { manages: [completed] }'))).toEqual([
      {
        what: '5:24: `expired` would be written but is not among the statuses that Magam manages',
        hint: 'add `expired` to `manages`, or leave `manages` out',
      },
    ])
  })
})

describe('secrets in the file', () => {
  test.each([
    ['token: ntn_0123456789abcdefghij', 'NOTION_TOKEN'],
    ['clientSecret: GOCSPX-abcdefgh123', 'GOOGLE_CLIENT_SECRET'],
    ['refreshToken: anything', 'GOOGLE_REFRESH_TOKEN'],
    ['description: ntn_0123456789abcdefghij', 'NOTION_TOKEN'],
    ['databaseUrl: postgres://a:hunter22@b/c', 'MAGAM_DATABASE_URL'],
  ])('`%s`, is told once, without the secret, with the variable it belongs in', (line, variable) => {
    const found = problems(withLines(`feed: { slug: s, title: t, ${line} }`))
    expect(found).toHaveLength(1)
    expect(found[0]?.what).toMatch(/^5:\d+: .*holds a secret/)
    expect(found[0]?.hint).toContain(`\`${variable}\``)
    expect(JSON.stringify(found)).not.toContain(line.split(': ')[1])
  })
  test('the secret address of a calendar in the place of its id, is told with what belongs there', () => {
    const secret = 'private-0123456789abcdef0123456789abcdef'
    const address = `https://calendar.google.com/calendar/ical/a%40group.calendar.google.com/${secret}/basic.ics`
    const found = problems(GOOD.replace('a@group.calendar.google.com', `"${address}"`))
    expect(found).toEqual([
      {
        what: '4:21: `id` holds a secret, and this file is not the place for one',
        hint: 'write the calendar’s id, which stands above that address in the calendar’s settings; if the file was shared, reset the address there',
      },
    ])
  })
  test('a secret in a key that is a list, is not printed by anybody', () => {
    const printed = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const { problems: told } = readConfig('? [ntn_canary0123456789, b]\n: 1\n', '')
    expect(told.length).toBeGreaterThan(0)
    expect(JSON.stringify([told, printed.mock.calls])).not.toContain('canary')
    printed.mockRestore()
  })
  test('a secret in broken YAML, is not quoted', () => {
    const text = 'token: "ntn_0123456789abcdefghij\nx: [\n'
    expect(JSON.stringify(problems(text))).not.toContain('ntn_0123456789')
  })
})

describe('older and newer files', () => {
  const OLD = `notionDatabase: ${ID}\ncalendarId: a@group.calendar.google.com\ntimezone: Asia/Seoul\n`
  test('the flat form of one knowledge base, is understood and its new form shown', () => {
    const read = readConfig(OLD, 'magam.yaml')
    expect(read.settings?.knowledgeBases[0]).toMatchObject({
      name: 'main',
      calendar: { id: 'a@group.calendar.google.com' },
    })
    expect(read.warnings).toEqual([
      {
        what: '`magam.yaml` has an older shape, which is still understood',
        hint: `its new form is:

version: 1
timezone: Asia/Seoul
knowledgeBases:
  - name: main
    notion:
      database: ${ID}
    calendar:
      id: a@group.calendar.google.com
`,
      },
    ])
  })
  test('the new form that is shown, is read without a warning and means the same', () => {
    const old = readConfig(OLD, '')
    const fresh = readConfig(String(old.warnings[0]?.hint?.replace(/^.*\n\n/, '')), '')
    expect(fresh).toEqual({ ...old, warnings: [] })
  })
  test('a file of a later shape, is refused', () => {
    expect(problems(`version: 2\n${GOOD}`)).toEqual([
      { what: '1:10: the file was written for a newer Magam', hint: 'update Magam' },
    ])
  })
})

describe('the files together', () => {
  const write = (name: string, text: string, mode = 0o600) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    chmodSync(file, mode)
    return file
  }
  const read = (env: Record<string, string>, envText: string | null = null, mode = 0o600) =>
    readSettings({
      configFile: write('magam.yaml', GOOD, 0o644),
      env,
      envFile: envText === null ? join(folder, 'none') : write('.env', envText, mode),
    })
  const mistakesOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    )
    if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${String(error)}`)
    const { message, problems, hint } = error
    return { message, problems, ...(hint && { hint }) }
  }

  test('no settings file, says what to do', async () => {
    expect(await mistakesOf(readSettings({ configFile: join(folder, 'no.yaml'), env: {} }))).toEqual({
      message: `there is no settings file \`${join(folder, 'no.yaml')}\``,
      problems: [],
      hint: 'run `magam init`, which makes one, or name another with `--config`; `magam demo` needs none',
    })
  })
  test('a folder in the place of the file, says so', async () => {
    expect((await mistakesOf(readSettings({ configFile: folder, env: {} }))).message).toMatch(
      /cannot be read/,
    )
  })
  test('mistakes of file and environment, come together, those of the file with its name', async () => {
    const configFile = write('bad.yaml', `${GOOD}zone: x\n`)
    const { message, problems: found } = await mistakesOf(
      readSettings({ configFile, env: { GOOGLE_CLIENT_ID: 'id' }, envFile: join(folder, 'none') }),
    )
    expect(message).toBe('the settings have 2 mistakes')
    expect(found[0]?.what).toBe(`${configFile}:5:1: unknown key \`zone\``)
    expect(found[1]?.what).toMatch(
      /must be given together; missing: `GOOGLE_CLIENT_SECRET`, `GOOGLE_REFRESH_TOKEN`/,
    )
  })
  test('the environment, wins over `.env`; an empty variable does not', async () => {
    const { environment } = await read(
      { NOTION_TOKEN: 'from-the-environment', MAGAM_ADMIN_TOKEN: '' },
      'NOTION_TOKEN=from-the-file\nMAGAM_ADMIN_TOKEN="quoted # value"\n',
    )
    expect(environment.notionToken).toBe('from-the-environment')
    expect(environment.adminToken).toBe('quoted # value')
  })
  test('a secret in a file of its own, is read without its line end', async () => {
    const file = write('token', 'ntn_from_a_file\n')
    expect((await read({ NOTION_TOKEN_FILE: file })).environment.notionToken).toBe('ntn_from_a_file')
  })
  test('a secret and its file both given, is refused', async () => {
    expect((await mistakesOf(read({ NOTION_TOKEN: 'a', NOTION_TOKEN_FILE: 'b' }))).problems).toEqual([
      { what: '`NOTION_TOKEN` and `NOTION_TOKEN_FILE` are both given', hint: 'keep one of them' },
    ])
  })
  test('a file that cannot be read, or is empty, is named', async () => {
    const empty = write('empty', '\n')
    const { problems: found } = await mistakesOf(
      read({ NOTION_TOKEN_FILE: join(folder, 'no'), MAGAM_ADMIN_TOKEN_FILE: empty }),
    )
    expect(found.map((each) => each.what)).toEqual([
      `the file that \`NOTION_TOKEN_FILE\` names cannot be read: \`${join(folder, 'no')}\` (ENOENT)`,
      `the file that \`MAGAM_ADMIN_TOKEN_FILE\` names is empty: \`${empty}\``,
    ])
  })
  test('`.env` that others can read, is warned of with the command that mends it', async () => {
    const { warnings } = await read({}, 'NOTION_TOKEN=x\n', 0o644)
    expect(warnings).toEqual([
      {
        what: `\`${join(folder, '.env')}\` holds secrets and can be read by others`,
        hint: `run \`chmod 600 ${join(folder, '.env')}\``,
      },
    ])
  })
  test('a misspelt variable in `.env`, is warned of with the nearest', async () => {
    const { warnings } = await read({}, 'NOTION_TOKN=x\nOTHER=y\n')
    expect(warnings).toEqual([
      {
        what: `\`${join(folder, '.env')}\`: \`NOTION_TOKN\` is not known`,
        hint: 'did you mean `NOTION_TOKEN`?',
      },
    ])
  })
  test.each([
    ['notion_token=ntn_abcdefgh', 1],
    ['NOTION_TOKEN: ntn_abcdefgh', 1],
    ['# mine\r\nset NOTION_TOKEN=ntn_abcdefgh\r', 2],
    ['$env:NOTION_TOKEN = "ntn_abcdefgh"', 1],
  ])('a line of `.env` that gives its variable no value, `%s`, is warned of', async (text, line) => {
    const { environment, warnings } = await read({}, `${text}\nOTHER: x\n`)
    expect({ token: environment.notionToken, warnings }).toEqual({
      token: null,
      warnings: [
        {
          what: `\`${join(folder, '.env')}\`, line ${line}: \`NOTION_TOKEN\` is named, and gets no value`,
          hint: 'write `NAME=value`, the name in capitals',
        },
      ],
    })
  })
  test('a variable that stands in `.env` twice, is warned of, since the last line counts', async () => {
    const { environment, warnings } = await read({}, 'NOTION_TOKEN=ntn_abcdefgh\n# example\nNOTION_TOKEN=\n')
    expect({ token: environment.notionToken, warnings }).toEqual({
      token: null,
      warnings: [
        {
          what: `\`${join(folder, '.env')}\`, line 3: \`NOTION_TOKEN\` is named once more, and the last line counts`,
          hint: 'keep one of them',
        },
      ],
    })
  })
  test.each([
    ['export NOTION_TOKEN=ntn_abcdefgh # mine'],
    ['NOTION_TOKEN = "ntn_abcdefgh" # mine'],
    ['\ufeffNOTION_TOKEN=ntn_abcdefgh\r'],
  ])('a line of `.env` in another common form, `%s`, is read', async (text) => {
    const { environment, warnings } = await read({}, `${text}\n`)
    expect({ token: environment.notionToken, warnings }).toEqual({ token: 'ntn_abcdefgh', warnings: [] })
  })
  test.each([
    ['UTF-16', Buffer.from('\ufeffNOTION_TOKEN=ntn_abcdefgh\n', 'utf16le')],
    ['the Korean code page', Buffer.from([0x23, 0xb8, 0xb6, 0xb0, 0xa8, 0x0a])],
  ])('files in %s, are refused with what to do', async (_what, bytes) => {
    const hint = 'save it as UTF-8 (Windows Notepad: Save as, Encoding: UTF-8)'
    const [configFile, envFile, secret] = [write('magam.yaml', ''), write('.env', ''), write('token', '')]
    for (const file of [configFile, envFile, secret]) writeFileSync(file, bytes)
    expect(await mistakesOf(readSettings({ configFile, env: {}, envFile: join(folder, 'none') }))).toEqual({
      message: 'the settings file cannot be read',
      problems: [{ what: `\`${configFile}\` is not UTF-8 text`, hint }],
    })
    writeFileSync(configFile, GOOD)
    expect(
      (await mistakesOf(readSettings({ configFile, env: { MAGAM_ADMIN_TOKEN_FILE: secret }, envFile })))
        .problems,
    ).toEqual([
      { what: `\`${envFile}\` is not UTF-8 text`, hint },
      { what: `the file that \`MAGAM_ADMIN_TOKEN_FILE\` names is not UTF-8 text: \`${secret}\``, hint },
    ])
  })
  test.each([
    ['"ntn_abcdefgh"', 'it holds a quotation mark'],
    ['“ntn_abcdefgh”', 'it holds a quotation mark'],
    ['Bearer ntn_abcdefgh', 'it holds a space or a line break'],
    ['ntn_ab\ncdefgh', 'it holds a space or a line break'],
    ['ntn_abcdefgh\u200b', 'it holds a letter that no token has'],
    ['여기에토큰', 'it holds a letter that no token has'],
  ])('a token that cannot be one, %j, is told before it is sent, and not shown', async (token, why) => {
    const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret', GOOGLE_REFRESH_TOKEN: token }
    expect((await mistakesOf(read({ ...google, NOTION_TOKEN: token }))).problems).toEqual(
      ['NOTION_TOKEN', 'GOOGLE_REFRESH_TOKEN'].map((name) => ({
        what: `\`${name}\` cannot be right: ${why}`,
        hint: 'copy it anew, nothing before it and nothing after it',
      })),
    )
  })
  test('`MAGAM_ENV_FILE` that names nothing, is warned of', async () => {
    const file = join(folder, 'secrets.env')
    const { warnings } = await readSettings({
      configFile: write('magam.yaml', GOOD),
      env: { MAGAM_ENV_FILE: file },
    })
    expect(warnings).toEqual([
      { what: `\`MAGAM_ENV_FILE\` names \`${file}\`, which is not there`, hint: 'check its path' },
    ])
  })
  test.each([
    ["'/keys/my key.json'", '/keys/my key.json'],
    ['~/key.json', join(homedir(), 'key.json')],
    ['key.json', 'key.json'],
  ])('the path of a key file, `%s`, is taken as people give it', async (given, keyFile) => {
    const { environment } = await read({ GOOGLE_APPLICATION_CREDENTIALS: given })
    expect(environment.google).toEqual({ kind: 'service-account', keyFile })
  })
  test('a key in the place of its path, is told and not shown', async () => {
    expect(
      (await mistakesOf(read({ GOOGLE_APPLICATION_CREDENTIALS: '{"private_key":"x"}' }))).problems,
    ).toEqual([
      {
        what: '`GOOGLE_APPLICATION_CREDENTIALS` holds a key, and should name the file of one',
        hint: 'put the key into a file that only you may read, and give its path',
      },
    ])
  })
  test('Google, by key file or by a person’s consent, the key file first', async () => {
    const oauth = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret', GOOGLE_REFRESH_TOKEN: 'token' }
    expect((await read(oauth)).environment.google).toEqual({
      kind: 'oauth',
      clientId: 'id',
      clientSecret: 'secret',
      refreshToken: 'token',
      tokenUrl: null,
    })
    const both = await read({ ...oauth, GOOGLE_APPLICATION_CREDENTIALS: 'key.json' })
    expect(both.environment.google).toEqual({ kind: 'service-account', keyFile: 'key.json' })
    expect((await read({})).environment.google).toBeNull()
  })
  test('an OAuth client without its refresh token, names the command that makes one', async () => {
    const { problems: found } = await mistakesOf(
      read({ GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' }),
    )
    expect(found[0]?.hint).toBe('run `magam auth google`, which makes the refresh token')
  })
  test('an address that is none, is named without its value', async () => {
    expect((await mistakesOf(read({ NOTION_BASE_URL: 'hunter22' }))).problems).toEqual([
      { what: '`NOTION_BASE_URL` is not an address', hint: null },
    ])
  })
  test('the environment alone, needs no settings file', () => {
    expect(readEnvironmentOnly({ env: {}, envFile: join(folder, 'none') }).databaseUrl).toBe(
      'file:data/magam.db',
    )
  })
  test('a slip in a thousand places, is told fifty times and counted', async () => {
    const line = (i: number) =>
      `  - { name: kb${i}, notion: { database: ${ID} }, calendar: { id: a, colr: x } }\n`
    const configFile = write(
      'many.yaml',
      `knowledgeBases:\n${Array.from({ length: 1_000 }, (_, i) => line(i)).join('')}`,
    )
    const { message, problems: found } = await mistakesOf(readSettings({ configFile, env: {} }))
    expect(message).toBe('the settings have 1000 mistakes')
    expect(found).toHaveLength(51)
    expect(found.at(-1)).toEqual({ what: '… and 950 more', hint: null })
  })
  test('a knowledge base by name, is found, or the nearest is named', async () => {
    const settings = await read({})
    expect(knowledgeBaseNamed(settings, 'kb').name).toBe('kb')
    expect(() => knowledgeBaseNamed(settings, 'bk')).toThrow('there is no knowledge base named `bk`')
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { ZipFile } from 'yazl'
import { Failure, UserError } from '../../src/lib/failure.ts'
import { readDocument } from '../../src/programmes/index.ts'
import { readNotionExport } from '../../src/sandbox/export/index.ts'
import { seededRandom } from '../../src/sandbox/faults.ts'
import { COLUMNS, ROWS } from '../../src/sandbox/sample/rows.ts'
import { readSettings } from '../../src/settings/read.ts'
import { cell, page, table } from '../programmes/page.ts'
import { asked } from '../serve/asking.ts'
import { baseOf, CALLS, NOW, publishedOf } from '../serve/sample.ts'
import { mutated, mutatedBytes } from './mutate.ts'

/** A way in for strangers. `once` throws when something happens that must not. */
export type FuzzTarget = {
  readonly holds: string
  start(): Promise<{ once(seed: number): Promise<void>; close(): void }>
}

export const fuzzTargets: Readonly<Record<string, FuzzTarget>> = {
  'export-reader': {
    holds: 'any archive, Markdown or CSV file is read or refused in words',
    start: startExports,
  },
  'table-reader': {
    holds: 'any table is read: no throw, each programme with a name and an id of its own, the same twice',
    async start() {
      return { once: async (seed) => readTable(seededRandom(seed)), close: () => {} }
    },
  },
  settings: {
    holds: 'any settings file is read, or each mistake told in words that are bounded',
    start: startSettings,
  },
  webhook: {
    holds: 'any delivery without a fitting signature is refused, does nothing and is no fault of ours',
    start: startWebhook,
  },
  'feed-query': {
    holds: 'any address and question is answered, and what is a feed can be read by another parser',
    start: startQueries,
  },
}

const MARKDOWN = `# 오픈이노베이션

Created by: 편집자
Tags: knowledge base
status: completed

## 진행 사업

| ${COLUMNS.join(' | ')} |
| ${COLUMNS.map(() => '---').join(' | ')} |
${ROWS.map((row) => `| ${row.map((text) => text.replaceAll('\n', '<br>')).join(' | ')} |`).join('\n')}
`
const CSV = `${COLUMNS.join(',')}\n${ROWS.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`

async function archive(): Promise<Buffer> {
  const zip = new ZipFile()
  const id = '0123456789abcdef0123456789abcdef'
  zip.addBuffer(Buffer.from(MARKDOWN), `오픈이노베이션 ${id}.md`)
  zip.addBuffer(Buffer.from(CSV), `오픈이노베이션 ${id}/표 ${id}.csv`)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function startExports() {
  const folder = mkdtempSync(join(tmpdir(), 'magam-fuzz-'))
  const zip = await archive()
  const kinds = [
    ['x.zip', (random: () => number) => mutatedBytes(zip, random)],
    ['x.md', (random: () => number) => mutated(MARKDOWN, random)],
    ['x.csv', (random: () => number) => mutated(CSV, random)],
  ] as const
  return {
    async once(seed: number) {
      const [name, make] = kinds[seed % kinds.length] ?? kinds[0]
      writeFileSync(join(folder, name), make(seededRandom(seed)))
      await onlyTrouble(() => readNotionExport(join(folder, name)))
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}

async function onlyTrouble(work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof UserError || error instanceof Failure)) throw error
    if (error.message.length > 20_000) throw new Error(`trouble in ${error.message.length} characters`)
  }
}

function readTable(random: () => number): void {
  const touched = (text: string) => (random() < 0.3 ? mutated(text, random) : text)
  const rows = [COLUMNS, ...ROWS].map((row) => row.map((text) => cell(touched(text))))
  const document = page([table(rows)], { title: touched('오픈이노베이션') })
  const read = readDocument(document, { columns: {} })
  const ids = read.programmes.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) throw new Error('two programmes share an id')
  if (read.programmes.some(({ name }) => name === '')) throw new Error('a programme without a name')
  if (JSON.stringify(readDocument(document, { columns: {} })) !== JSON.stringify(read))
    throw new Error('read otherwise the second time')
}

const SETTINGS = `# yaml-language-server: $schema=./magam.schema.json
timezone: Asia/Seoul
schedule: "*/10 * * * *"
knowledgeBases:
  - name: open-innovation
    notion: { database: 0123456789abcdef0123456789abcdef, filter: { property: Tags, contains: knowledge base } }
    columns: { deadline: [지원 접수 기간] }
    status: { property: status, active: completed, expired: expired, review: null, manages: [completed, expired] }
    calendar: { id: a@group.calendar.google.com, reminders: [7d, 1d] }
    feed: { slug: open-innovation, title: 오픈이노베이션 마감 }
server: { port: 8080, publicUrl: https://deadlines.example.org/ }
alert: { after: 6h }
`

async function startSettings() {
  const folder = mkdtempSync(join(tmpdir(), 'magam-fuzz-'))
  const configFile = join(folder, 'magam.yaml')
  return {
    async once(seed: number) {
      writeFileSync(configFile, mutated(SETTINGS, seededRandom(seed)))
      const told = await readSettings({ configFile, env: {}, envFile: join(folder, '.env') }).then(
        () => '',
        (error: unknown) => {
          if (!(error instanceof UserError)) throw error
          if (error.problems.length === 0) throw new Error('refused without a mistake')
          return JSON.stringify([error.message, error.problems])
        },
      )
      if (told.length > 50_000) throw new Error(`mistakes in ${told.length} characters`)
      if (({} as Record<string, unknown>).polluted !== undefined)
        throw new Error('the prototype of objects was changed')
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}

async function startWebhook() {
  let effects = 0
  const problems: string[] = []
  const token = 'secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl'
  const { app } = asked(publishedOf(), {
    onProblem: (words, error) => void problems.push(`${words}: ${String(error)}`),
    webhook: {
      takesToken: true,
      token: async () => token,
      keepToken: async () => false,
      firstTime: async () => true,
      onEvent: () => {
        effects += 1
      },
    },
  })
  const body = JSON.stringify({
    id: '367cba44',
    timestamp: new Date(NOW).toISOString(),
    type: 'page.content_updated',
    entity: { id: 'x', type: 'page' },
  })
  const signature = `sha256=${'0f'.repeat(32)}`
  return {
    async once(seed: number) {
      const random = seededRandom(seed)
      const given = random() < 0.5 ? mutated(signature, random) : signature
      // A header holds bytes; what holds anything else never reaches the server.
      const header = given.replace(/[^\t\u0020-\u007e\u00a0-\u00ff]/g, '?').trim()
      const { status } = await app.request('/webhooks/notion', {
        method: 'POST',
        body: mutated(body, random),
        headers: {
          'x-notion-signature': header,
          'content-type': mutated('application/json', random).replace(/[^\u0020-\u007e]/g, ''),
        },
      })
      if (![401, 409, 413].includes(status) || effects > 0 || problems.length > 0)
        throw new Error(`status ${status}, ${effects} effects, ${problems.join()}`)
    },
    close: () => {},
  }
}

async function startQueries() {
  const problems: string[] = []
  const { app } = asked(publishedOf(await baseOf(CALLS)), {
    onProblem: (words, error) => void problems.push(`${words}: ${String(error)}`),
  })
  const paths = [
    '/calendar.ics?field=AI&host=a&q=b',
    '/?lang=en&month=2023-04&open=1',
    '/calendars/open-innovation.ics?target=x',
    '/entries/abc.ics',
    '/programmes.json?x',
    '/private/token/slug.ics',
  ]
  return {
    async once(seed: number) {
      const random = seededRandom(seed)
      const path = mutated(paths[seed % paths.length] ?? '/', random).replace(/^\/*/, '/')
      const url = `http://magam.example${path.slice(0, 8_000)}`
      if (!URL.canParse(url)) return
      const answer = await app.request(url)
      if (![200, 304, 404, 405, 503].includes(answer.status) || problems.length > 0)
        throw new Error(`${JSON.stringify(path)}: status ${answer.status}, ${problems.join()}`)
      const text = await answer.text()
      if (answer.headers.get('content-type')?.startsWith('text/calendar')) ICAL.parse(text)
      if (answer.headers.has('set-cookie') || answer.headers.has('x-evil'))
        throw new Error(`${path}: a header too many`)
    },
    close: () => {},
  }
}

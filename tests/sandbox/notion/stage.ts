import { APIResponseError, Client, isNotionClientError, LogLevel } from '@notionhq/client'
import { afterEach } from 'vitest'
import { type SandboxClock, sandboxClock } from '../../../src/sandbox/clock.ts'
import {
  heading,
  type NotionSandbox,
  type NotionSandboxOptions,
  paragraph,
  startNotionSandbox,
  table,
} from '../../../src/sandbox/notion/index.ts'

export type Stage = NotionSandbox & {
  readonly clock: SandboxClock
  readonly client: Client
  readonly oldClient: Client
  readonly database: string
  readonly dataSource: string
  readonly page: string
  readonly table: string
  readonly rows: readonly string[]
}

const open: NotionSandbox[] = []
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
})

/** A local Notion with one knowledge base and one page with a table of two programmes, closed after the test. */
export async function stage(options: Omit<NotionSandboxOptions, 'clock'> = {}): Promise<Stage> {
  const clock = sandboxClock('2023-03-20T00:00:30Z', { still: true })
  const sandbox = await startNotionSandbox({ clock, ...options })
  open.push(sandbox)
  const { id: database, dataSource } = sandbox.world.database({
    title: 'Knowledge base',
    properties: {
      이름: 'title',
      Tags: { type: 'multi_select', options: ['knowledge base', 'draft'] },
      status: {
        type: 'status',
        toDo: ['not started'],
        inProgress: ['in progress'],
        complete: ['completed', 'expired'],
      },
      field: { type: 'select', options: ['AI'] },
      deadline: 'date',
      note: 'rich_text',
      size: 'number',
      done: 'checkbox',
      link: 'url',
      mail: 'email',
      people: 'people',
      'Created by': 'created_by',
      'Last edited by': 'last_edited_by',
    },
  })
  const page = sandbox.world.page({
    parent: dataSource,
    title: '오픈이노베이션',
    properties: { Tags: ['knowledge base'], status: 'completed' },
    body: [
      heading(2, '진행 사업'),
      paragraph('설명'),
      table([
        ['사업명', '지원 접수 기간'],
        ['INNOX 2기', '2023.03.17.(금)까지'],
        ['삼성금융', '2023.04.02(일) 23:30까지'],
      ]),
    ],
  })
  const [first = ''] = sandbox.world.tables(page)
  const client = (notionVersion: string) =>
    new Client({
      auth: sandbox.token,
      baseUrl: sandbox.url,
      notionVersion,
      retry: false,
      logLevel: LogLevel.ERROR,
      logger: () => undefined,
    })
  return Object.assign(sandbox, {
    clock,
    client: client('2026-03-11'),
    oldClient: client('2025-09-03'),
    database,
    dataSource,
    page,
    table: first,
    rows: sandbox.world.children(first),
  })
}

/** Status, code and message of the refusal that the call meets. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof APIResponseError) return `${error.status} ${error.code}: ${error.message}`
    if (isNotionClientError(error)) return `${error.code}: ${error.message}`
    throw error
  }
  return 'accepted'
}

export const words = (content: string) => ({ type: 'text' as const, text: { content } })

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** Asks without the client: for what the client would not send. */
export async function ask(sandbox: NotionSandbox, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${sandbox.token}`,
    'notion-version': '2026-03-11',
    ...init.headers,
  }
  const answer = await fetch(`${sandbox.url}/v1/${path}`, { ...init, headers })
  const body = (await answer.json()) as Readonly<Record<string, unknown>>
  return { status: answer.status, headers: answer.headers, body }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { addDays, seoulDay } from '../../src/lib/seoul.ts'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { type NotionSandbox, startNotionSandbox, table } from '../../src/sandbox/notion/index.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts')
const ADMIN = 'admin-token-of-the-bench'
const MEGABYTE = 2 ** 20

/** A real `magam serve` over a local Notion, with every page of it read. */
export type Service = {
  readonly port: number
  /** Edits every page, asks for a run, and gives the milliseconds until its report. */
  sync(): Promise<number>
  /** Processor time that the process has used, in ms. */
  processorMs(): Promise<number>
  /** Resident memory of the process now, in MB. */
  memory(): number
  /** The highest since `forgetPeak`. */
  peak(): number
  forgetPeak(): void
  close(): Promise<void>
}

/** `pages` pages of five calls each, and a process that has read and published them. */
export async function startedService(pages: number): Promise<Service> {
  const notion = await startNotionSandbox({ clock: sandboxClock(new Date().toISOString()) })
  const database = fill(notion, pages)
  const folder = mkdtempSync(join(tmpdir(), 'magam-bench-flood-'))
  const child = serve(folder, notion, database)
  const events = eventsOf(child)
  const port = Number(new URL((await events.next('listening')).url ?? '').port)
  await events.next('report')
  const tables = [...notion.world.store.pages.keys()].flatMap((page) => notion.world.tables(page))
  let edits = 0
  return {
    port,
    async sync() {
      edits += 1
      for (const one of tables) {
        const [, row = ''] = notion.world.children(one)
        notion.people.editCell(row, 3, `지원 ${edits}`)
      }
      notion.server.forgetRequests()
      const start = performance.now()
      const reported = events.next('report')
      await fetch(`http://127.0.0.1:${port}/api/sync`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ADMIN}`, 'x-forwarded-for': '192.0.2.1' },
      })
      await reported
      return performance.now() - start
    },
    async processorMs() {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]) * 1000
    },
    memory: () => status(child, 'VmRSS'),
    peak: () => status(child, 'VmHWM'),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      await notion.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function fill({ world }: NotionSandbox, pages: number): string {
  const base = world.database({ title: 'bench', properties: { Name: 'title' } })
  const today = seoulDay(Date.now())
  for (let page = 0; page < pages; page += 1) {
    const rows = Array.from({ length: 5 }, (_, row) => [
      `${page}-${row}차 오픈이노베이션 참여 스타트업 모집`,
      `주관기관 ${page % 20}`,
      `창업 ${(page % 7) + 1}년 미만 기업, 예비창업자`,
      'AI, 바이오, 플랫폼, 메타버스',
      `${addDays(today, ((page * 5 + row) % 120) + 1).replaceAll('-', '.')} 18:00까지`,
      'PoC 자금, 사무 공간, 후속 투자 연계',
      `https://example.kr/notice?no=${page * 5 + row}`,
    ])
    const head = ['사업명', '주최', '모집 대상', '지원 분야', '접수 기간', '지원 내용', '링크']
    world.page({ parent: base.dataSource, title: `page ${page}`, body: [table([head, ...rows])] })
  }
  return base.id
}

function serve(folder: string, notion: NotionSandbox, database: string): ChildProcess {
  const config = join(folder, 'magam.yaml')
  const settings = {
    // Yearly: no run of its own while measuring.
    schedule: '0 0 1 1 *',
    server: { trustProxy: 1 },
    knowledgeBases: [
      {
        name: 'bench',
        notion: { database, requestsPerMinute: 1_000_000 },
        status: null,
        feed: { slug: 'bench', title: '마감' },
      },
    ],
  }
  writeFileSync(config, JSON.stringify(settings))
  return spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--json', '--config', config], {
    cwd: folder,
    env: {
      NOTION_TOKEN: notion.token,
      NOTION_BASE_URL: notion.url,
      MAGAM_ADMIN_TOKEN: ADMIN,
      MAGAM_DATABASE_URL: `file:${join(folder, 'magam.db')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

type Event = { readonly event: string; readonly url?: string }

function eventsOf(child: ChildProcess): { next(name: string): Promise<Event> } {
  const kept: Event[] = []
  const waiting: { name: string; take: (event: Event) => void }[] = []
  if (child.stdout === null) throw new Error('no stdout')
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as Event
    const at = waiting.findIndex(({ name }) => name === event.event)
    if (at === -1) kept.push(event)
    else waiting.splice(at, 1)[0]?.take(event)
  })
  return {
    next(name) {
      const at = kept.findIndex(({ event }) => event === name)
      if (at !== -1) return Promise.resolve(kept.splice(at, 1)[0] as Event)
      return new Promise((take) => waiting.push({ name, take }))
    },
  }
}

/** A figure of Linux about a process, in MB. */
function status({ pid }: ChildProcess, name: string): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1])
  return (kilobytes * 1024) / MEGABYTE
}

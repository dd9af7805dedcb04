import type { NotionSandbox } from '../../../src/sandbox/notion/index.ts'
import { link, table, type Words } from '../../../src/sandbox/notion/index.ts'
import { COLUMNS } from '../../../src/sandbox/sample/rows.ts'
import type { Stage } from '../../../tests/run/stage.ts'

type Row = { id: string; name: string; day: string; readable: boolean; link: string }

/** Where people work: both services, and the calendar that their page keeps. */
export type Desk = Pick<Stage, 'clock' | 'notion' | 'google' | 'calendar'>

/** A page with one table, edited by people, and what its calendar must show once everything is quiet. */
export type Office = {
  /** One edit by somebody, in Notion or in Google. `random` gives numbers from 0 to 1. */
  edit(here: Desk, random: () => number): void
  /** Makes a row unreadable whose entry is known to be on the calendar: only at a quiet point. */
  spoil(here: Desk, random: () => number): void
  /** Day and title of every entry, sorted. */
  wanted(): readonly string[]
  readonly rows: readonly Row[]
}

const START = '2026-03-02T00:00:00Z'
const DAY_MS = 86_400_000

/** An office with so many rows and never more than `most`, whose first deadlines lie after `start` (an instant); `fill` puts its page into a Notion. */
export function office({ size = 60, most = Number.POSITIVE_INFINITY, start = START } = {}): {
  fill(notion: NotionSandbox): { database: string; page: string }
  office: Office
} {
  const rows: Row[] = []
  let table_ = ''
  let made = 0
  const cells = (row: Omit<Row, 'id'>): Words[] => [
    row.name,
    '창업 7년 미만',
    'AI, 바이오',
    row.readable ? `${row.day.replaceAll('-', '.')}까지` : '2026.04.31까지',
    '사무 공간',
    [link(row.link, row.link)],
    'help@example.org',
  ]
  const newRow = (day: string): Omit<Row, 'id'> => {
    made += 1
    return { name: `공고 ${made}`, day, readable: true, link: `https://example.org/call/${made}` }
  }
  const dayFrom = (now: string | number, days: number) =>
    new Date(new Date(now).getTime() + days * DAY_MS + 9 * 3_600_000).toISOString().slice(0, 10)
  const pick = <T>(list: readonly T[], random: () => number): T | undefined =>
    list[Math.floor(random() * list.length)]
  const future = (here: Desk) => rows.filter(({ day }) => day > dayFrom(here.clock.now(), 1))

  const edits: readonly ((here: Desk, random: () => number) => void)[] = [
    (here, random) => {
      if (rows.length >= most) return
      const row = newRow(dayFrom(here.clock.now(), 3 + Math.floor(random() * 60)))
      rows.push({ ...row, id: here.notion.people.addRow(table_, cells(row)) })
    },
    (here, random) => {
      const row = pick(future(here), random)
      if (!row) return
      Object.assign(row, { day: dayFrom(here.clock.now(), 3 + Math.floor(random() * 60)), readable: true })
      here.notion.people.editCell(row.id, 3, cells(row)[3] ?? '')
    },
    (here, random) => {
      const row = pick(
        rows.filter(({ readable }) => readable),
        random,
      )
      if (!row) return
      row.name = `${row.name.replace(/ \(.*/, '')} (${Math.floor(random() * 1_000)}차 수정)`
      here.notion.people.editCell(row.id, 0, row.name)
    },
    (here, random) => {
      const row = pick(
        future(here).filter(({ readable }) => readable),
        random,
      )
      if (!row || rows.length < size) return
      rows.splice(rows.indexOf(row), 1)
      here.notion.people.deleteRow(row.id)
    },
    (here, random) => {
      const row = pick(
        rows.filter(({ readable }) => readable),
        random,
      )
      if (row) row.id = here.notion.people.cutAndPasteRow(row.id, 'end')
    },
    (here, random) => {
      const row = pick(rows, random)
      if (row) here.notion.people.moveRow(row.id, 'end')
    },
    (here, random) => {
      const event = pick(repairable(here, rows), random)
      if (event) here.google.people.rename(here.calendar, event.id ?? '', '누가 바꾼 제목')
    },
    (here, random) => {
      const event = pick(repairable(here, rows), random)
      if (event) here.google.people.delete(here.calendar, event.id ?? '')
    },
    (here, random) => {
      const event = pick(repairable(here, rows), random)
      if (event)
        here.google.people.recolour(here.calendar, event.id ?? '', String(1 + Math.floor(random() * 11)))
    },
  ]
  return {
    fill(notion) {
      const { id, dataSource } = notion.world.database({
        title: 'Knowledge base',
        properties: {
          이름: 'title',
          status: {
            type: 'status',
            toDo: ['not started'],
            inProgress: [],
            complete: ['completed', 'expired'],
          },
        },
      })
      const first = Array.from({ length: size }, (_, at) => newRow(dayFrom(start, 5 + (at % 50))))
      const body = [table([[...COLUMNS], ...first.map(cells)])]
      const page = notion.world.page({
        parent: dataSource,
        title: '공고 모음',
        properties: { status: 'completed' },
        body,
      })
      table_ = notion.world.tables(page)[0] ?? ''
      const ids = notion.world.children(table_).slice(1)
      rows.push(...first.map((row, at) => ({ ...row, id: ids[at] ?? '' })))
      return { database: id, page }
    },
    office: {
      rows,
      edit: (here, random) => pick(edits, random)?.(here, random),
      spoil(here, random) {
        const row = pick(future(here), random)
        if (!row) return
        row.readable = false
        here.notion.people.editCell(row.id, 3, cells(row)[3] ?? '')
      },
      wanted: () => rows.map(({ day, name }) => `${day} [마감] ${name}`).sort(),
    },
  }
}

/** Entries of rows that are understood: what a person does to another, nobody can tell from what it should be. */
function repairable(here: Desk, rows: readonly Row[]) {
  const titles = new Set(rows.filter(({ readable }) => readable).map(({ name }) => `[마감] ${name}`))
  return here.google.world
    .events(here.calendar)
    .filter(({ status, purged, summary }) => status !== 'cancelled' && !purged && titles.has(summary ?? ''))
}

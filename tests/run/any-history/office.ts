import {
  link,
  type NotionSandbox,
  table as tableBlock,
  type Words,
} from '../../../src/sandbox/notion/index.ts'
import type { Edit, Period } from './steps.ts'

/** A row as its people know it. `ids` are all it ever had, the present one last. */
export type Row = {
  readonly number: number
  ids: string[]
  name: string
  period: Period
  /** Every entry it ever asked for, in words: what a row that cannot be read may still show. */
  readonly asked: Set<string>
}
export type Table = { readonly id: string; readonly rows: Row[]; isKnown: boolean }
export type Page = {
  readonly id: string
  readonly table: Table
  isTrashed: boolean
  isHidden: boolean
  wasOutOfSight: boolean
  /** The status a person chose that is none of Magam's; null while Magam may choose. */
  chosen: string | null
}

/** A knowledge base with the people who edit it, and what its calendar must show: known without asking Magam. */
export type Office = {
  fill(notion: NotionSandbox): { database: string; page: string }
  edit(notion: NotionSandbox, edit: Edit): void
  /** Everything is made readable again: rows, headers, columns, options, pages in hand. */
  mend(notion: NotionSandbox): void
  readonly pages: readonly Page[]
  readonly options: ReadonlySet<string>
  readonly isStatusRenamed: () => boolean
  readonly wasStatusRenamed: () => boolean
  /** What calendars must show of a row: day or moment of its end, and title; one for each round. */
  asks(row: Row): readonly string[]
  /** Whether all that a row asks for is over, at an instant in milliseconds. */
  isOver(row: Row, now: number): boolean
}

const MANAGED = ['completed', 'expired']
const CHOICES = ['not started', 'in progress', ...MANAGED]
const HEADERS = ['지원 접수 기간', '접수기간', '마감일', '신청 기간', '그 밖의 이야기']
const COLUMNS = ['메모', 'D-day', '상태']
const PERIOD = 3
const DAY_MS = 86_400_000
const NAME = 'status'
const OTHER_NAME = '진행 상태'

/** `start` is the instant from which days count. */
export function office(start: string, first: readonly Period[]): Office {
  const pages: Page[] = []
  const options = new Set(CHOICES)
  let source = ''
  let made = 0
  let isRenamed = false
  let wasRenamed = false

  const dayOf = (day: number) =>
    new Date(Date.parse(start) + 9 * 3_600_000 + day * DAY_MS).toISOString().slice(0, 10)
  const write = (period: Period): string => {
    if (period.kind === 'open') return '상시 모집'
    if (period.kind === 'bad')
      return ['2026.04.31까지', '담당자에게 문의', '추후 공지', '2026.02.30 18:00까지'][period.style] ?? ''
    if (period.kind === 'rounds')
      return `1차 ${dayOf(period.day).replaceAll('-', '.')}, 2차 ${dayOf(period.day + 20).replaceAll('-', '.')}`
    const day = dayOf(period.day)
    const [year, month, date] = day.split('-').map(Number)
    const forms = [
      `${day.replaceAll('-', '.')}`,
      `~ ${day.replaceAll('-', '.')}`,
      `${year}년 ${month}월 ${date}일`,
      day,
    ]
    return `${forms[period.style]}${period.kind === 'time' ? ' 18:00' : ''}까지`
  }
  const ends = (period: Period): readonly { label: string; at: string }[] => {
    if (period.kind === 'day') return [{ label: '', at: dayOf(period.day) }]
    if (period.kind === 'time') return [{ label: '', at: `${dayOf(period.day)}T18:00` }]
    if (period.kind !== 'rounds') return []
    return [
      { label: ' (1차)', at: dayOf(period.day) },
      { label: ' (2차)', at: dayOf(period.day + 20) },
    ]
  }
  const asks = ({ name, period }: Row) => ends(period).map(({ label, at }) => `${at} [마감] ${name}${label}`)
  const ask = (row: Row) => {
    for (const line of asks(row)) row.asked.add(line)
    return row
  }
  const newRow = (period: Period): Row => {
    made += 1
    return ask({ number: made, ids: [], name: `공고 ${made}`, period, asked: new Set() })
  }
  const cells = (row: Row): Words[] => {
    const address = `https://example.org/call/${row.number}`
    return [
      row.name,
      '창업 7년 미만',
      'AI, 바이오',
      write(row.period),
      '사무 공간',
      [link(address, address)],
      'help@example.org',
    ]
  }
  const addPage = (notion: NotionSandbox, rows: readonly Row[], status: string): Page => {
    const id = notion.people.addPage({
      parent: source,
      title: `공고 모음 ${pages.length + 1}`,
      properties: { [isRenamed ? OTHER_NAME : NAME]: status },
      body: [
        tableBlock([
          ['사업명', '모집 대상', '지원 분야', HEADERS[0] ?? '', '지원 내용', '링크', 'Contact'],
          ...rows.map(cells),
        ]),
      ],
    })
    const [table = ''] = notion.world.tables(id)
    for (const [nth, block] of notion.world.children(table).slice(1).entries()) rows[nth]?.ids.push(block)
    const page = {
      id,
      table: { id: table, rows: [...rows], isKnown: true },
      isTrashed: false,
      isHidden: false,
      wasOutOfSight: false,
      chosen: MANAGED.includes(status) ? null : status,
    }
    pages.push(page)
    return page
  }

  const inHand = () => pages.filter(({ isTrashed }) => !isTrashed)
  const chosen = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)]
  const present = ({ ids }: Row) => ids.at(-1) ?? ''
  const rowAt = (at: number) =>
    chosen(
      inHand().flatMap((page) => page.table.rows.map((row) => ({ row, table: page.table }))),
      at,
    )
  const setPeriod = ({ people }: NotionSandbox, row: Row, period: Period) => {
    row.period = period
    ask(row)
    people.editCell(present(row), PERIOD, write(period))
  }
  const without = (table: Table, row: Row) => void table.rows.splice(table.rows.indexOf(row), 1)
  const setOption = ({ people, world }: NotionSandbox, option: string, there: boolean) => {
    const name = isRenamed ? OTHER_NAME : NAME
    if (there === options.has(option)) return
    if (there) {
      people.addOption(source, name, option)
      options.add(option)
      return
    }
    // Pages that had it fall back to the first option, which is nobody's but a person's.
    for (const page of pages) if (world.value(page.id, name) === option) page.chosen = CHOICES[0] ?? null
    people.removeOption(source, name, option)
    options.delete(option)
  }

  function edit(notion: NotionSandbox, what: Edit): void {
    const { people, world } = notion
    switch (what.do) {
      case 'period': {
        const found = rowAt(what.at)
        if (found) setPeriod(notion, found.row, what.period)
        return
      }
      case 'reword': {
        const found = rowAt(what.at)
        if (!found || !('style' in found.row.period)) return
        setPeriod(notion, found.row, { ...found.row.period, style: (found.row.period.style + 1) % 4 })
        return
      }
      case 'rename': {
        const found = rowAt(what.at)
        if (!found) return
        found.row.name = `공고 ${found.row.number} (${what.at}차 수정)`
        ask(found.row)
        people.editCell(present(found.row), 0, found.row.name)
        return
      }
      case 'remove': {
        const found = rowAt(what.at)
        if (!found) return
        people.deleteRow(present(found.row))
        without(found.table, found.row)
        return
      }
      case 'drag': {
        const found = rowAt(what.at)
        if (found) people.moveRow(present(found.row), 'end')
        return
      }
      case 'paste': {
        const found = rowAt(what.at)
        // In a table whose headers say nothing, a pasted row cannot be known again by anybody.
        if (found?.table.isKnown) found.row.ids.push(people.cutAndPasteRow(present(found.row), 'end'))
        return
      }
      case 'add': {
        const page = chosen(inHand(), what.to)
        if (!page) return
        const row = newRow(what.period)
        row.ids.push(people.addRow(page.table.id, cells(row)))
        page.table.rows.push(row)
        return
      }
      case 'carry': {
        const found = rowAt(what.at)
        const page = chosen(inHand(), what.to)
        if (!found?.table.isKnown || !page?.table.isKnown || page.table === found.table) return
        if (found.row.period.kind === 'bad') return
        // Notion fits a pasted row to its new table; the sandbox keeps its cells, so both must be as wide.
        const [width, other] = [found.table, page.table].map(({ id }) => world.cells(id)[0]?.length)
        if (width !== other) return
        found.row.ids.push(people.cutAndPasteRow(present(found.row), 'end', page.table.id))
        without(found.table, found.row)
        page.table.rows.push(found.row)
        return
      }
      case 'status': {
        const page = chosen(inHand(), what.at)
        const option = CHOICES[what.option] ?? ''
        if (!page || !options.has(option)) return
        people.setStatus(page.id, option)
        page.chosen = MANAGED.includes(option) ? null : option
        return
      }
      case 'page':
        return void addPage(
          notion,
          what.rows.map(newRow),
          options.has('completed') ? 'completed' : 'not started',
        )
      case 'trash': {
        const page = chosen(inHand(), what.at)
        if (!page) return
        people.trashPage(page.id)
        page.isTrashed = true
        page.wasOutOfSight = true
        return
      }
      case 'untrash': {
        const page = chosen(
          pages.filter(({ isTrashed }) => isTrashed),
          what.at,
        )
        if (!page) return
        people.restorePage(page.id)
        page.isTrashed = false
        return
      }
      case 'hide': {
        const page = chosen(inHand(), what.at)
        if (!page) return
        world.unshare(page.id)
        page.isHidden = true
        page.wasOutOfSight = true
        return
      }
      case 'show': {
        const page = chosen(
          pages.filter(({ isHidden }) => isHidden),
          what.at,
        )
        if (!page) return
        world.share(page.id)
        page.isHidden = false
        return
      }
      case 'header':
        rename(notion, chosen(inHand(), what.at), what.word)
        return
      case 'column': {
        const page = chosen(inHand(), what.at)
        const width = page ? (world.cells(page.table.id)[0]?.length ?? 0) : 99
        if (page && width < 9) people.addColumn(page.table.id, COLUMNS[what.at % COLUMNS.length] ?? '')
        return
      }
      case 'property': {
        people.renameColumn(source, isRenamed ? OTHER_NAME : NAME, isRenamed ? NAME : OTHER_NAME)
        isRenamed = !isRenamed
        wasRenamed = true
        return
      }
      case 'option': {
        const option = MANAGED[what.at % 2] ?? ''
        setOption(notion, option, !options.has(option))
        return
      }
    }
  }
  function rename({ people, world }: NotionSandbox, page: Page | undefined, word: number): void {
    const [header] = page ? world.children(page.table.id) : []
    if (!page || header === undefined) return
    people.editCell(header, PERIOD, HEADERS[word] ?? '')
    page.table.isKnown = word < HEADERS.length - 1
  }
  return {
    pages,
    options,
    isStatusRenamed: () => isRenamed,
    wasStatusRenamed: () => wasRenamed,
    asks,
    isOver(row, now) {
      const last = ends(row.period).at(-1)?.at
      if (last === undefined) return false
      return (
        now >=
        (last.includes('T') ? Date.parse(`${last}:00+09:00`) : Date.parse(`${last}T00:00:00+09:00`) + DAY_MS)
      )
    },
    fill(notion) {
      const { id, dataSource } = notion.world.database({
        title: 'Knowledge base',
        properties: {
          이름: 'title',
          [NAME]: { type: 'status', toDo: ['not started'], inProgress: ['in progress'], complete: MANAGED },
        },
      })
      source = dataSource
      const rows = first.map(newRow)
      const half = Math.ceil(rows.length / 2)
      const page = addPage(notion, rows.slice(0, half), 'completed')
      if (rows.length > half) addPage(notion, rows.slice(half), 'not started')
      return { database: id, page: page.id }
    },
    edit,
    mend(notion) {
      for (const page of pages) {
        if (page.isHidden) notion.world.share(page.id)
        page.isHidden = false
        if (page.isTrashed) continue
        if (!page.table.isKnown) rename(notion, page, 0)
        for (const row of page.table.rows)
          if (row.period.kind === 'bad')
            setPeriod(notion, row, { kind: 'day', day: 30 + (row.number % 9), style: 0 })
      }
      if (isRenamed) edit(notion, { do: 'property' })
      for (const option of MANAGED) setOption(notion, option, true)
    },
  }
}

/** The id by which Notion knows a row now. */
export function presentId({ ids }: Row): string {
  return ids.at(-1) ?? ''
}

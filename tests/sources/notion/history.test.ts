import { afterEach, describe, expect, test } from 'vitest'
import { type Fault, seededRandom } from '../../../src/sandbox/faults.ts'
import {
  bullet,
  callout,
  columns,
  heading,
  paragraph,
  synced,
  table,
  toggle,
} from '../../../src/sandbox/notion/index.ts'
import { type NotionOptions, notionSource, type SourceMemory } from '../../../src/sources/notion/index.ts'
import { freshMemory, type Stage, stage } from './stage.ts'

/** Many in `npm run soak`, where every fault strikes everywhere as well. */
const HISTORIES = Number(process.env.MAGAM_HISTORIES ?? 15)
const SOAK = HISTORIES > 15
const SEED = Number(process.env.MAGAM_SEED ?? 0) * 10_000
const MINUTE = 60_000

let open: Stage[] = []
afterEach(async () => {
  for (const one of open) await one.close()
  open = []
})

/**
 * A small base with every kind of place: tables at the top, in a toggle, in columns and in a synced block that another
 * page shows, and an inline database.
 */
async function smallBase(options: Partial<NotionOptions> = {}, fillers = 0) {
  const s = await stage({}, options)
  open.push(s)
  for (let nth = 0; nth < fillers; nth += 1)
    s.world.page({ parent: s.base.dataSource, title: `filler ${nth}` })
  const programmes = (name: string) =>
    table([
      ['사업명', '접수기간'],
      [`${name} 1`, '2026.04.30까지'],
      [`${name} 2`, '2026.05.30까지'],
    ])
  const add = (title: string, body: Parameters<Stage['world']['append']>[1]) =>
    s.world.page({ parent: s.base.dataSource, title, properties: { status: 'completed' }, body })
  const pages = [
    add('A', [heading(2, '사업'), programmes('A'), paragraph('끝')]),
    add('B', [
      toggle('접힘', [bullet('항목'), programmes('B')]),
      columns([programmes('B2')], [callout('옆')]),
    ]),
    add('C', [paragraph('아래')]),
    add('D', [synced([programmes('D')])]),
  ]
  const original = s.world.children(pages[3] ?? '')[0] ?? ''
  pages.push(add('E', [synced(original), paragraph('끝')]))
  const inline = s.world.database({
    title: '공고 DB',
    parent: pages[2] ?? '',
    inline: true,
    properties: { 이름: 'title', 마감일: 'date' },
  })
  s.world.page({ parent: inline.dataSource, title: 'C 1', properties: { 마감일: '2026-05-01' } })
  s.world.page({ parent: inline.dataSource, title: 'C 2', properties: { 마감일: '2026-06-01' } })
  s.clock.advance(30 * MINUTE)
  return { ...s, pages, inline }
}
type SmallBase = Awaited<ReturnType<typeof smallBase>>

/** Requests that never end are given up soon, so that tests are; on a busy machine others may take as long. */
const IMPATIENT = { requestTimeoutMs: 40 }
const patient = (s: Stage, memory: SourceMemory) =>
  notionSource({ ...s.settings, requestTimeoutMs: 60_000 }, memory)

/** What an undisturbed first reading of the world as it is now gives. */
async function oracle(s: Stage) {
  const { memory, all } = freshMemory()
  expect(await patient(s, memory).read({ now: s.now(), full: true })).toMatchObject({ complete: true })
  return all()
}

/** Reads though faults may strike; no document may be dropped whose page is there. */
async function readThrough(s: Stage) {
  const before = s.all().map(({ id }) => id)
  const result = await s.read().catch((error: unknown) => error)
  const there = new Set(s.all().map(({ id }) => id))
  const lost = before.filter((id) => !there.has(id) && s.world.store.pages.get(id)?.trashed === false)
  expect(lost).toEqual([])
  return result
}

async function endsRight(s: Stage) {
  s.sandbox.server.faults.clear()
  for (let nth = 0; nth < 2; nth += 1) {
    s.clock.advance(3 * MINUTE)
    await patient(s, s.memory).read({ now: s.now(), full: false })
  }
  expect(s.all()).toEqual(await oracle(s))
}

const FAULTS: Readonly<Record<string, Fault>> = {
  '429': { kind: 'status', status: 429, when: 'before', retryAfter: 90 },
  '529': { kind: 'status', status: 529, when: 'before' },
  '500': { kind: 'status', status: 500, when: 'before' },
  '502': { kind: 'html', status: 502 },
  '503': { kind: 'status', status: 503, when: 'after' },
  '504': { kind: 'status', status: 504, when: 'before' },
  '409': { kind: 'status', status: 409, when: 'before' },
  '404': { kind: 'status', status: 404, when: 'before' },
  '403': { kind: 'status', status: 403, when: 'before' },
  '401': { kind: 'status', status: 401, when: 'before' },
  '400': { kind: 'status', status: 400, when: 'before' },
  reset: { kind: 'reset', when: 'before' },
  truncate: { kind: 'truncate' },
  hang: { kind: 'hang', when: 'after' },
}

/** One of each way in which a fault is met; the others are met in one of these ways. */
const WAYS = new Set(['429', '503', '409', '404', '401', '400', 'hang'])

describe('one fault at any request of a reading', () => {
  for (const [index, [name, fault]] of Object.entries(FAULTS).entries()) {
    const stride = SOAK || WAYS.has(name) ? 1 : 4
    test(`${name}, at requests of a first and of a later reading, ends right`, async () => {
      for (let nth = 1 + (index % stride); ; nth += stride) {
        const s = await smallBase(fault.kind === 'hang' ? IMPATIENT : {})
        s.sandbox.server.faults.at(nth, fault)
        await readThrough(s)
        const struck = s.sandbox.server.faults.struck.length > 0
        edit(s, nth)
        s.clock.advance(MINUTE)
        s.sandbox.server.faults.at(nth, fault)
        await readThrough(s)
        await endsRight(s)
        await s.close()
        open = []
        if (!struck) break
      }
    })
  }
})

test('faults from some request on for the rest of a reading, each kind, end right', async () => {
  for (const [name, fault] of Object.entries(FAULTS)) {
    if (name === 'hang' || !(SOAK || WAYS.has(name))) continue
    for (const from of SOAK ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [1, 4, 9]) {
      const s = await smallBase()
      await s.read()
      edit(s, from)
      let count = 0
      s.sandbox.server.faults.when(() => {
        count += 1
        return count >= from
      }, fault)
      await readThrough(s)
      await endsRight(s)
      await s.close()
      open = []
    }
  }
})

function edit(s: SmallBase, seed: number): void {
  const [a = '', b = '', c = ''] = s.pages
  const rows = (page: string) => s.world.tables(page).flatMap((id) => s.world.children(id))
  const at = (list: readonly string[]) => list[seed % list.length] ?? ''
  s.people.editCell(at(rows(a)), 1, `2026.05.${10 + (seed % 20)}`)
  s.people.addRow(s.world.tables(b)[0] ?? '', [`새 ${seed}`, '2026.06.30'])
  if (seed % 2 === 0) s.people.deleteRow(rows(b)[1] ?? '')
  if (seed % 3 === 0) s.people.trashPage(a)
  s.people.addPage({ parent: s.inline.dataSource, title: `행 ${seed}` })
  if (seed % 4 === 0) s.people.renamePage(c, `이름 ${seed}`)
}

function parentOf(s: Stage, id: string): string | null {
  const parent = s.world.store.pages.get(id)?.parent
  return parent && 'id' in parent ? parent.id : null
}

/** Anything people do, chosen by chance. */
function anyDoing(s: SmallBase, random: () => number): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const live = [...s.world.store.pages.values()].filter(({ trashed }) => !trashed).map(({ id }) => id)
  const mine = live.filter((id) => parentOf(s, id) === s.base.dataSource)
  const inlineRows = live.filter((id) => parentOf(s, id) === s.inline.dataSource)
  const trashed = [...s.world.store.pages.values()].filter((page) => page.trashed).map(({ id }) => id)
  const tableId = pick(mine.flatMap((id) => s.world.tables(id)))
  const rowId = tableId && pick(s.world.children(tableId))
  const page = pick(mine)
  const inlineRow = pick(inlineRows)
  const text = `t${Math.floor(random() * 1000)}`
  const doings: (() => void)[] = [
    () => rowId && s.people.editCell(rowId, 1, text),
    () => rowId && s.people.editCell(rowId, 0, text),
    () => tableId && s.people.addRow(tableId, [text, '2026.07.01']),
    () => tableId && s.world.children(tableId).length > 1 && rowId && s.people.deleteRow(rowId),
    () => rowId && s.people.moveRow(rowId, 'end'),
    () => rowId && s.people.cutAndPasteRow(rowId),
    () => tableId && s.people.setHeaderRow(tableId, random() < 0.5),
    () => tableId && s.people.moveColumn(tableId, 0, 1),
    () => page && s.people.renamePage(page, text),
    () => page && s.people.setStatus(page, random() < 0.5 ? 'expired' : 'completed'),
    () => page && s.people.addBlock(page, toggle(text, [table([[text, 'x']])])),
    () => page && mine.length > 1 && s.people.trashPage(page),
    () => trashed[0] && s.people.restorePage(pick(trashed) ?? ''),
    () => void s.people.addPage({ parent: s.base.dataSource, title: text, body: [table([[text, 'y']])] }),
    () => inlineRow && s.people.renamePage(inlineRow, text),
    () => inlineRow && s.people.trashPage(inlineRow),
    () => void s.people.addPage({ parent: s.inline.dataSource, title: text }),
    () => renameTitle(s, s.base.dataSource),
    () => renameTitle(s, s.inline.dataSource),
  ]
  pick(doings)?.()
}

/** Moves the stamp of no page. */
function renameTitle(s: SmallBase, dataSource: string): void {
  const title = s.world.store.dataSources.get(dataSource)?.properties.find(({ type }) => type === 'title')
  if (title) s.people.renameColumn(dataSource, title.name, title.name === '이름' ? '제목' : '이름')
}

async function playHistory(seed: number, s: SmallBase): Promise<void> {
  const random = seededRandom(seed)
  const { faults } = s.sandbox.server
  for (let step = 0; step < 8; step += 1) {
    for (let nth = random() * 3; nth > 0; nth -= 1) anyDoing(s, random)
    s.clock.advance(Math.floor(random() * 3 * MINUTE))
    faults.clear()
    if (random() < 0.7) faults.chance(seed * 100 + step, random() * 0.4, Object.values(FAULTS).slice(0, -1))
    await readThrough(s)
  }
  await endsRight(s)
}

async function playHistories(count: number, base: () => Promise<SmallBase>): Promise<void> {
  for (let seed = SEED + 1; seed <= SEED + count; seed += 1) {
    const s = await base()
    try {
      await playHistory(seed, s)
    } catch (error) {
      throw new Error(`history with seed ${seed}`, { cause: error })
    } finally {
      await s.close()
      open = []
    }
  }
}

test('any history of edits and faults, two undisturbed readings after it, ends right', async () => {
  await playHistories(HISTORIES, () => smallBase())
})

test('any history among more pages than one list holds, two undisturbed readings after it, ends right', async () => {
  await playHistories(Math.ceil(HISTORIES / 8), () => smallBase({ listEveryMinutes: 4 }, 101))
})

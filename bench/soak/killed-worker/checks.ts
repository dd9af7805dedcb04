import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { knowledgeBases } from '../../../src/run/knowledge-base.ts'
import { run } from '../../../src/run/sync.ts'
import { readSettings } from '../../../src/settings/read.ts'
import { openStore } from '../../../src/state/open.ts'
import { byHand } from '../../../tests/run/by-hand.ts'
import { differ, standing } from '../whole-job/right.ts'
import type { Place, Town } from './town.ts'

/** Longer than any lease. */
const LATER_MS = 61_000

/** Every calendar, feed, status and comment is what it should be; the ledger knows the entries of the rows that are understood and no other. */
export async function allRight({ places, state }: Town): Promise<void> {
  const store = await openStore(`file:${state}`)
  try {
    await store.check()
    for (const place of places) {
      const { name, people, desk } = place
      differ(`the calendar of ${name}`, people.wanted(), standing(desk))
      const days = people.wanted().map((line) => line.slice(0, 10))
      const feed = (await store.published(name)).filter(({ cancelledAt }) => cancelledAt === null)
      differ(`the feed of ${name}`, days, feed.map(({ lastDay }) => lastDay).sort())
      const ledger = await store.ledger(name)
      const understood = people.rows.filter(({ readable }) => readable)
      if (ledger.length !== understood.length)
        throw new Error(`${ledger.length} of ${understood.length} entries in the ledger of ${name}`)
      statusAndComments(place)
    }
  } finally {
    await store.close()
  }
}

/** The page says that all is on the calendar; each row that cannot be read has one comment that waits for an answer. */
function statusAndComments({ name, people, desk, page }: Place): void {
  const status = desk.notion.world.value(page, 'status')
  if (status !== 'completed') throw new Error(`the status of ${name} is ${status}`)
  const ours = desk.notion.world.comments(page).map(({ text }) => text)
  const unreadable = people.rows.filter(({ readable }) => !readable)
  const settled = ours.filter((text) => text.includes('해결되었습니다')).length
  const asked = ours.length - settled
  if (asked - settled !== unreadable.length)
    throw new Error(`${name}: ${asked} comments, ${settled} settled, ${unreadable.length} rows unreadable`)
}

/** SQLite's own full check of a state: every page, and that every index has every row. */
export function integrityOf(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const [said] = database
      .prepare('pragma integrity_check')
      .all()
      .map((row) => Object.values(row)[0])
    if (said !== 'ok') throw new Error(`${file}: ${said}`)
  } finally {
    database.close()
  }
}

/** A copy made while both worked opens whole, and runs on it, once whatever it was copied in the middle of is over, find nothing to do. */
export async function restored(here: Town, copy: string): Promise<void> {
  integrityOf(copy)
  const settings = await readSettings({ configFile: here.configFile, env: here.env, envFile: `${copy}.env` })
  const store = await openStore(`file:${copy}`)
  const before = here.writes().length
  try {
    await store.check()
    for (const base of knowledgeBases(settings, { requestsPerMinute: 100_000 })) {
      const wall = () => new Date(here.clock.now() + LATER_MS)
      const { report } = await run(base, store, byHand(wall))
      if (report.result !== 'done') throw new Error(`on the copy: ${JSON.stringify(report)}`)
    }
  } finally {
    await store.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
  }
  const written = here.writes().slice(before)
  if (written.length > 0) throw new Error(`the copy found something to do: ${JSON.stringify(written)}`)
}

/** Locks that the process of that id holds, with the end of their lease (UTC). */
export function locksOf(
  state: string,
  pid: number,
): readonly { name: string; fence: number; until: string }[] {
  return rowsOf(state, 'select name, fence, until from lock where owner like ?', `${pid}:%`) as {
    name: string
    fence: number
    until: string
  }[]
}

/** How often a lock has been taken; null when nobody ever did. */
export function fenceOf(state: string, name: string): number | null {
  const [row] = rowsOf(state, 'select fence from lock where name = ?', name)
  return row ? Number(row.fence) : null
}

/** Rows of every table of the state together. */
export function rowsIn(state: string): number {
  const tables = rowsOf(
    state,
    "select name from sqlite_schema where type = 'table' and name not like ?",
    'magam_%',
  )
  return tables.reduce((sum, { name }) => {
    const [row] = rowsOf(state, `select count(*) as count from "${String(name)}" where ? = ''`, '')
    return sum + Number(row?.count)
  }, 0)
}

function rowsOf(state: string, query: string, value: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(state, { readOnly: true, timeout: 5_000 })
  try {
    return database.prepare(query).all(value)
  } finally {
    database.close()
  }
}

import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '../../src/state/open.ts'
import type { Soak } from './soak.ts'
import { type Life, life } from './whole-job/life.ts'

/** Every ten minutes of a day. */
const RUNS = 144
/** Rows and bytes of the state that a base of some hundred rows may need, whatever its age. */
const MOST_ROWS = 3_000
const MOST_BYTES = 40_000_000

/** The life of one knowledge base: a history is a day of it. Days follow each other, so the same day again needs those before. */
export const wholeJob: Soak = {
  name: 'whole-job',
  holds:
    'A history is a day of runs every ten minutes, in which people edit Notion and Google and both services fail now and then. After each, the calendar and the feed are right, a further run writes nothing, the state stays small, and a copy of it opens whole.',
  async start({ progress }) {
    const folder = mkdtempSync(join(tmpdir(), 'magam-soak-'))
    const file = join(folder, 'magam.db')
    const days = await life(file)
    return {
      async play(seed) {
        await days.play(seed, RUNS)
        await restore(days, join(folder, `day-${seed}.db`))
        const { rows, bytes } = sizeOf(file)
        const { runs, edits, faults, writes } = days.counts
        progress(
          `day ${seed}: ${runs} runs, ${edits} edits, ${faults} faults, ${writes} writes; state ${(bytes / 1e6).toFixed(1)} MB, rows ${Object.entries(
            rows,
          )
            .map(([table, count]) => `${table} ${count}`)
            .join(', ')}`,
        )
        const most = Object.entries(rows).filter(([, count]) => count > MOST_ROWS)
        if (most.length > 0 || bytes > MOST_BYTES)
          throw new Error(`the state grows: ${JSON.stringify({ rows, bytes })}`)
      },
      async close() {
        await days.close()
        rmSync(folder, { recursive: true })
      },
      limits: { memoryMbPerHistory: 1, handles: 2 },
    }
  },
}

/** A copy made while the state is in use opens, and every page of it can be read. */
async function restore({ here }: Life, copy: string): Promise<void> {
  await here.store.backup(copy)
  const store = await openStore(`file:${copy}`)
  try {
    await store.check()
    const [held, kept] = [
      await here.store.published('open-innovation'),
      await store.published('open-innovation'),
    ]
    if (held.length !== kept.length) throw new Error(`the copy has ${kept.length} of ${held.length} entries`)
  } finally {
    await store.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
  }
}

function sizeOf(file: string): { rows: Record<string, number>; bytes: number } {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'magam_%'")
      .all()
    const rows = tables.map(({ name }) => {
      const { count } = database.prepare(`select count(*) as count from "${String(name)}"`).get() as {
        count: number
      }
      return [String(name), count] as const
    })
    return { rows: Object.fromEntries(rows), bytes: statSync(file).size }
  } finally {
    database.close()
  }
}

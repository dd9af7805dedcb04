import { type Kysely, sql } from 'kysely'
import { putRows } from './rows.ts'
import type { RunRow, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Past and present runs, newest first. */
export function runs(
  db: Kysely<Tables>,
): Pick<Store, 'startRun' | 'finishRun' | 'runs' | 'run' | 'runsNamed' | 'pruneRuns' | 'lastRuns'> {
  const put = (run: RunRow) => putRows(db, 'run', ['id'], [columns(run)])
  return {
    startRun: put,
    // A whole row again: the state may have been deleted while the run went on, and its report must still be kept.
    finishRun: put,
    async runs(knowledgeBase, limit) {
      let query = db
        .selectFrom('run')
        .selectAll()
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
      if (knowledgeBase !== null) query = query.where('knowledge_base', '=', knowledgeBase)
      return (await query.execute()).map(runRow)
    },
    async run(id) {
      const row = await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? runRow(row) : null
    },
    async runsNamed(prefix, limit) {
      const rows = await db
        .selectFrom('run')
        .selectAll()
        // LIKE ignores case in SQLite and minds it in PostgreSQL; this means the same in both.
        .where(sql<string>`substr(id, 1, length(cast(${prefix} as text)))`, '=', prefix)
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(runRow)
    },
    lastRuns: () =>
      db
        .selectFrom('run')
        .select((eb) => ['knowledge_base as knowledgeBase', eb.fn.max('started_at').as('startedAt')])
        .groupBy('knowledge_base')
        .orderBy('knowledge_base')
        .execute(),
    async pruneRuns(knowledgeBase, keep) {
      const ranked = db
        .selectFrom('run')
        .select((eb) => [
          'id',
          eb.fn
            .agg<number>('row_number')
            .over((over) => over.orderBy('started_at', 'desc').orderBy('id', 'desc'))
            .as('place'),
        ])
        .where('knowledge_base', '=', knowledgeBase)
        .as('ranked')
      const old = db.selectFrom(ranked).select('ranked.id').where('ranked.place', '>', keep)
      return (await db.deleteFrom('run').where('id', 'in', old).returning('id').execute()).length
    },
  }
}

function columns(run: RunRow): Tables['run'] {
  return {
    id: run.id,
    knowledge_base: run.knowledgeBase,
    trigger: run.trigger,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    result: run.result,
    json: run.json,
  }
}

function runRow(row: Tables['run']): RunRow {
  return {
    id: row.id,
    knowledgeBase: row.knowledge_base,
    // Only `columns` above writes these two.
    trigger: row.trigger as RunRow['trigger'],
    startedAt: row.started_at,
    endedAt: row.ended_at,
    result: row.result as RunRow['result'],
    json: row.json,
  }
}

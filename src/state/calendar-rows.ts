import type { Kysely } from 'kysely'
import { dropRows, putRows } from './rows.ts'
import type { LedgerRow, PublishedRow, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** What was written to calendars, and what they hold. */
export function calendarRows(
  db: Kysely<Tables>,
): Pick<Store, 'ledger' | 'putLedger' | 'dropLedger' | 'held' | 'putHeld' | 'dropHeld' | 'clearHeld'> {
  return {
    async ledger(knowledgeBase) {
      const query = db.selectFrom('ledger').selectAll().where('knowledge_base', '=', knowledgeBase)
      return (await query.orderBy('key').execute()).map(ledgerRow)
    },
    putLedger: (knowledgeBase, rows) =>
      putRows(
        db,
        'ledger',
        ['knowledge_base', 'key'],
        rows.map((row) => ledgerColumns(knowledgeBase, row)),
      ),
    dropLedger: (knowledgeBase, keys) =>
      dropRows(db, 'ledger', ['knowledge_base', knowledgeBase], 'key', keys),
    held: (calendar) =>
      db
        .selectFrom('held')
        .select(['address', 'json'])
        .where('calendar', '=', calendar)
        .orderBy('address')
        .execute(),
    putHeld: (calendar, rows) =>
      putRows(
        db,
        'held',
        ['calendar', 'address'],
        rows.map(({ address, json }) => ({ calendar, address, json })),
      ),
    dropHeld: (calendar, addresses) => dropRows(db, 'held', ['calendar', calendar], 'address', addresses),
    async clearHeld(calendar) {
      await db.deleteFrom('held').where('calendar', '=', calendar).execute()
    },
  }
}

/** What strangers may see: entries of the feed and the programmes behind them. */
export function publicRows(
  db: Kysely<Tables>,
): Pick<
  Store,
  | 'published'
  | 'putPublished'
  | 'dropPublished'
  | 'publicProgrammes'
  | 'putPublicProgrammes'
  | 'dropPublicProgrammes'
> {
  return {
    async published(knowledgeBase) {
      const query = db.selectFrom('published').selectAll().where('knowledge_base', '=', knowledgeBase)
      return (await query.orderBy('key').execute()).map(publishedRow)
    },
    putPublished: (knowledgeBase, rows) =>
      putRows(
        db,
        'published',
        ['knowledge_base', 'key'],
        rows.map((row) => publishedColumns(knowledgeBase, row)),
      ),
    dropPublished: (knowledgeBase, keys) =>
      dropRows(db, 'published', ['knowledge_base', knowledgeBase], 'key', keys),
    publicProgrammes: (knowledgeBase) =>
      db
        .selectFrom('public_programme')
        .select(['id', 'json'])
        .where('knowledge_base', '=', knowledgeBase)
        .orderBy('id')
        .execute(),
    putPublicProgrammes: (knowledgeBase, rows) =>
      putRows(
        db,
        'public_programme',
        ['knowledge_base', 'id'],
        rows.map(({ id, json }) => ({ knowledge_base: knowledgeBase, id, json })),
      ),
    dropPublicProgrammes: (knowledgeBase, ids) =>
      dropRows(db, 'public_programme', ['knowledge_base', knowledgeBase], 'id', ids),
  }
}

function ledgerRow(row: Tables['ledger']): LedgerRow {
  return {
    key: row.key,
    id: row.id,
    generation: row.generation,
    rows: JSON.parse(row.rows) as string[],
    slot: row.slot,
    twin: row.twin,
    hash: row.hash,
    sequence: row.sequence,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}

function ledgerColumns(knowledgeBase: string, row: LedgerRow): Tables['ledger'] {
  return {
    knowledge_base: knowledgeBase,
    key: row.key,
    id: row.id,
    generation: row.generation,
    rows: JSON.stringify(row.rows),
    slot: row.slot,
    twin: row.twin,
    hash: row.hash,
    sequence: row.sequence,
    created_at: row.createdAt,
    changed_at: row.changedAt,
  }
}

function publishedRow(row: Tables['published']): PublishedRow {
  return {
    key: row.key,
    uid: row.uid,
    firstDay: row.first_day,
    lastDay: row.last_day,
    json: row.json,
    ics: row.ics,
    cancelledAt: row.cancelled_at,
  }
}

function publishedColumns(knowledgeBase: string, row: PublishedRow): Tables['published'] {
  return {
    knowledge_base: knowledgeBase,
    key: row.key,
    uid: row.uid,
    first_day: row.firstDay,
    last_day: row.lastDay,
    json: row.json,
    ics: row.ics,
    cancelled_at: row.cancelledAt,
  }
}

import type { Kysely } from 'kysely'
import { dropRows, putRows } from './rows.ts'
import type { Store, StoredDocument } from './store.ts'
import type { Tables } from './tables.ts'

const PAGE = 200

/** Pages as they were last read. */
export function documents(
  db: Kysely<Tables>,
): Pick<Store, 'documents' | 'documentStamps' | 'putDocuments' | 'dropDocuments'> {
  return {
    documents: (knowledgeBase) => walk(db, knowledgeBase),
    async documentStamps(knowledgeBase) {
      const rows = await db
        .selectFrom('document')
        .select(['id', 'edited_at', 'hash'])
        .where('knowledge_base', '=', knowledgeBase)
        .orderBy('id')
        .execute()
      return new Map(rows.map((row) => [row.id, { editedAt: row.edited_at, hash: row.hash }]))
    },
    putDocuments: (knowledgeBase, all) =>
      putRows(
        db,
        'document',
        ['knowledge_base', 'id'],
        all.map(({ id, editedAt, hash, json }) => ({
          knowledge_base: knowledgeBase,
          id,
          edited_at: editedAt,
          hash,
          json,
        })),
      ),
    dropDocuments: (knowledgeBase, ids) =>
      dropRows(db, 'document', ['knowledge_base', knowledgeBase], 'id', ids),
  }
}

/** Page by page after the last id rather than by a cursor: the reader may use the store between two documents. */
async function* walk(db: Kysely<Tables>, knowledgeBase: string): AsyncGenerator<StoredDocument> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('document')
      .select(['id', 'edited_at as editedAt', 'hash', 'json'])
      .where('knowledge_base', '=', knowledgeBase)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.id
  }
}

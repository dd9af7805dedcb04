import type { KnowledgeBaseSettings } from '../settings/read.ts'

type Named = Pick<KnowledgeBaseSettings, 'name'> & {
  readonly notion: Pick<KnowledgeBaseSettings['notion'], 'database' | 'dataSources'>
}

/**
 * The knowledge bases that a hint may be for, by the ids of what changed and of what that lies in: those of a database or
 * data source among them. Null: none is named (a page shown on another's, a database within a page), so it may be any.
 */
export function hinted(bases: readonly Named[], ids: readonly string[]): readonly string[] | null {
  const about = new Set(ids.map(plain))
  const named = bases.filter(({ notion: { database, dataSources = [] } }) =>
    [database, ...(dataSources === 'all' ? [] : dataSources)].some((id) => about.has(plain(id))),
  )
  return named.length === 0 ? null : named.map(({ name }) => name)
}

/** Ids are written with hyphens and without. */
function plain(id: string): string {
  return id.replaceAll('-', '').toLowerCase()
}

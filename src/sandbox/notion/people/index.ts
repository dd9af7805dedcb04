import type { Store } from '../store.ts'
import { blockDoings } from './blocks.ts'
import { columnDoings } from './columns.ts'
import { commentDoings } from './comments.ts'
import type { NotionPeople } from './doings.ts'
import { editing } from './edit.ts'
import { pageDoings } from './pages.ts'
import { tableDoings } from './tables.ts'

export type { NotionPeople, Place } from './doings.ts'

/** The doings of `person`. */
export function notionPeople(store: Store, person: string): NotionPeople {
  const edit = editing(store, person)
  return {
    as: (other) => notionPeople(store, other),
    ...tableDoings(store, person, edit),
    ...blockDoings(store, person, edit),
    ...pageDoings(store, person),
    ...columnDoings(store, person),
    ...commentDoings(store, person),
  }
}

import type { Call } from './call.ts'
import type { DataSource, Page } from './store.ts'

/** Whether a page fits the filter of a query. */
export function matcher(_call: Call, _source: DataSource, _filter: unknown): (page: Page) => boolean {
  return () => true
}

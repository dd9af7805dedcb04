import type { Call } from './call.ts'
import type { DataSource, Page } from './store.ts'

/** The order of a query; null when none is asked. */
export function comparer(
  _call: Call,
  _source: DataSource,
  _sorts: unknown,
): ((a: Page, b: Page) => number) | null {
  return null
}

import type { PublicProgramme } from '../plan/publication.ts'
import { type Filter, holds, LISTS, type ListName } from './filter.ts'

/** What the lists of a filter can find: every value that some programme has. */
export type Vocabulary = {
  /**
   * The same question without the values that nobody has, where others of their list are had: any of a list is enough, so
   * the answer is the same, and a stranger who makes values up gets what has been drawn already. Of a list that finds
   * nothing, one value stays.
   */
  narrowed(filter: Filter): Filter
}

export function vocabulary(programmes: readonly PublicProgramme[]): Vocabulary {
  const all = (name: ListName) => [...new Set(programmes.flatMap(LISTS[name]))]
  const values = { field: all('field'), target: all('target'), host: all('host') }
  const had = (name: ListName, wanted: readonly string[]) => {
    if (wanted.length < 2) return wanted
    const found = wanted.filter((word) => values[name].some((value) => holds(value, word)))
    return found.length > 0 ? found : wanted.slice(0, 1)
  }
  return {
    narrowed: (filter) => ({
      ...filter,
      field: had('field', filter.field),
      target: had('target', filter.target),
      host: had('host', filter.host),
    }),
  }
}

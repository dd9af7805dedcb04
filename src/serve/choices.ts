import type { PublicProgramme } from '../plan/publication.ts'
import { LISTS, type ListName } from './filter.ts'

const CHOICES = 60

/** What the filters offer, by the alphabet. */
export type Choices = Readonly<Record<ListName, readonly string[]>>

/** The values that most of the given programmes have, at most 60 of each kind. */
export function choicesOf(given: readonly PublicProgramme[]): Choices {
  const programmes = [...new Set(given)]
  return {
    field: mostUsed(programmes.flatMap(LISTS.field)),
    target: mostUsed(programmes.flatMap(LISTS.target)),
    host: mostUsed(programmes.flatMap(LISTS.host)),
  }
}

function mostUsed(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .filter(([value]) => value.length <= 120)
    .sort(([a, m], [b, n]) => n - m || byAlphabet(a, b))
    .slice(0, CHOICES)
    .map(([value]) => value)
    .sort(byAlphabet)
}

/** Order of words for people. */
export function byAlphabet(a: string, b: string): number {
  return a.localeCompare(b, 'ko')
}

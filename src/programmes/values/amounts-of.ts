import type { Name } from '../period.ts'
import type { Background, Programme } from '../programme.ts'
import type { Text } from '../row-source.ts'
import { amountsIn } from './amounts.ts'
import { derived, distinct, eachIn } from './derived.ts'

/** Sums of money in what is supported, then in the name, then in the joined section; each sum once. */
export function amountsOf(
  support: readonly Text[],
  name: Name,
  background: Background | null,
): Programme['amounts'] {
  const inName = amountsIn(name.text).map(({ value, text }) => derived(value, 'name', name.column, text))
  const joined = (background?.facts ?? []).flatMap((fact) =>
    amountsIn(fact.text).map(({ value, text }) => derived(value, 'section', background?.heading ?? '', text)),
  )
  return distinct([...eachIn(support, amountsIn), ...inName, ...joined], JSON.stringify)
}

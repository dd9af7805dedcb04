import type { Name } from '../period.ts'
import type { Background, Derived } from '../programme.ts'
import { type RowSource, type Text, textsOf } from '../row-source.ts'
import { derived, distinct, eachIn, fromColumn } from './derived.ts'
import type { List } from './lists.ts'
import {
  hostsInName,
  type Labelled,
  labelledOrganisations,
  organisationsIn,
  partnersInNotes,
} from './organisations.ts'

/** Hosts: those of their columns but whom these call partners, then those a name puts in brackets before itself. */
export function hostsOf(source: RowSource, name: Name): readonly Derived<string>[] {
  const columns = organisationsOf(textsOf(source, 'host'), ({ as }) => as !== 'partner')
  const inName = hostsInName(name.text).map(({ value, text }) => derived(value, 'name', name.column, text))
  return distinct([...columns, ...inName], String)
}

/** Partners: those of their columns, those a column of hosts calls so, those a `파트너사*` note names, those the joined section names. */
export function partnersOf(
  source: RowSource,
  lists: readonly List[],
  background: Background | null,
): readonly Derived<string>[] {
  const columns = organisationsOf(textsOf(source, 'partner'), () => true)
  const amongHosts = organisationsOf(textsOf(source, 'host'), ({ as }) => as === 'partner')
  const notes = lists.flatMap(({ header, text, footnotes }) =>
    partnersInNotes(text, footnotes).map((value) => fromColumn(value, header, value)),
  )
  const facts =
    background?.facts.filter(({ label }) =>
      /^(?:참여|수요|협력|파트너)\s?(?:기업|사|대기업)$/u.test(label),
    ) ?? []
  const joined = facts.flatMap((fact) =>
    organisationsIn(fact.text).map((value) => derived(value, 'section', background?.heading ?? '', value)),
  )
  return distinct([...columns, ...amongHosts, ...notes, ...joined], String)
}

function organisationsOf(
  texts: readonly Text[],
  wanted: (one: Labelled) => boolean,
): readonly Derived<string>[] {
  return eachIn(texts, (text) =>
    labelledOrganisations(text)
      .filter(wanted)
      .map(({ name }) => ({ value: name, text: name })),
  )
}

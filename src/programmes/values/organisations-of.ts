import type { Name } from '../period.ts'
import type { Background, Derived, Programme } from '../programme.ts'
import { type RowSource, textsOf } from '../row-source.ts'
import { derived, distinct, eachIn, fromColumn } from './derived.ts'
import type { List } from './lists.ts'
import { hostsInName, labelledOrganisations, organisationsIn, partnersInNotes } from './organisations.ts'

/**
 * Hosts: those of their columns but whom these call partners, then those a name puts in brackets before itself.
 * Partners: those of their columns, those a column of hosts calls so, those a `파트너사*` note names, those the joined
 * section names.
 */
export function organisationsOf(
  source: RowSource,
  name: Name,
  lists: readonly List[],
  background: Background | null,
): Pick<Programme, 'hosts' | 'partners'> {
  const hosting = textsOf(source, 'host').flatMap(({ header, text }) =>
    labelledOrganisations(text).map((one) => ({ as: one.as, found: fromColumn(one.name, header, one.name) })),
  )
  const calledPartner = (wanted: boolean) =>
    hosting.filter(({ as }) => (as === 'partner') === wanted).map(({ found }) => found)
  const inName = hostsInName(name.text).map(({ value, text }) => derived(value, 'name', name.column, text))
  const columns = eachIn(textsOf(source, 'partner'), (text) =>
    organisationsIn(text).map((value) => ({ value, text: value })),
  )
  return {
    hosts: distinct([...calledPartner(false), ...inName], String),
    partners: distinct(
      [...columns, ...calledPartner(true), ...partnersInLists(lists), ...partnersIn(background)],
      String,
    ),
  }
}

function partnersInLists(lists: readonly List[]): readonly Derived<string>[] {
  return lists.flatMap(({ header, text, footnotes }) =>
    partnersInNotes(text, footnotes).map((value) => fromColumn(value, header, value)),
  )
}

function partnersIn(background: Background | null): readonly Derived<string>[] {
  const facts =
    background?.facts.filter(({ label }) =>
      /^(?:참여|수요|협력|파트너)\s?(?:기업|사|대기업)$/u.test(label),
    ) ?? []
  return facts.flatMap((fact) =>
    organisationsIn(fact.text).map((value) => derived(value, 'section', background?.heading ?? '', value)),
  )
}

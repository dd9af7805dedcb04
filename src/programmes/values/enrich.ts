import type { Period } from '../period.ts'
import type { Derived, Programme } from '../programme.ts'
import { type RowSource, textsOf } from '../row-source.ts'
import { contactText, emailsIn, phonesIn } from './contacts.ts'
import { addressesIn, canonicalLink, cleanLink } from './links.ts'

/** Everything of a programme that its cells give beside name and period, and what could not be read on the way. */
export type Enriched = Omit<Programme, 'id' | 'place' | 'name' | 'period' | 'twin' | 'call'> & {
  readonly unread: readonly {
    readonly code: 'not-a-link' | 'contact-not-understood'
    readonly column: string
    readonly text: string
  }[]
}

/** Derives what a row tells; nothing is guessed: what no cell says stays absent. */
export function enrich(
  source: RowSource,
  _name: { text: string; column: string },
  _period: Period,
): Enriched {
  return {
    edition: null,
    year: null,
    hosts: [],
    partners: [],
    targets: [],
    fields: [],
    support: [],
    footnotes: [],
    links: linksOf(source),
    emails: emailsOf(source),
    phones: phonesOf(source),
    contacts: [],
    eligibility: [],
    amounts: [],
    background: null,
    cutColumns: [],
    unread: [],
  }
}

function linksOf(source: RowSource): readonly Derived<string>[] {
  const found = (['link', 'contact', 'name'] as const).flatMap((role) =>
    textsOf(source, role).flatMap(({ header, cell }) =>
      addressesIn(cell).flatMap((text) => {
        const value = cleanLink(text)
        return value === null ? [] : [{ value, origin: { from: 'column' as const, of: header, text } }]
      }),
    ),
  )
  return distinct(found, canonicalLink)
}

function emailsOf(source: RowSource): readonly Derived<string>[] {
  const found = (['contact', 'link'] as const).flatMap((role) =>
    textsOf(source, role).flatMap(({ header, cell }) =>
      emailsIn(contactText(cell)).map((value) => ({
        value,
        origin: { from: 'column' as const, of: header, text: value },
      })),
    ),
  )
  return distinct(found, (value) => value.toLowerCase())
}

function phonesOf(source: RowSource): readonly Derived<string>[] {
  const found = textsOf(source, 'contact').flatMap(({ header, cell }) =>
    phonesIn(contactText(cell)).map(({ value, text }) => ({
      value,
      origin: { from: 'column' as const, of: header, text },
    })),
  )
  return distinct(found, (value) => value)
}

function distinct(
  found: readonly Derived<string>[],
  same: (value: string) => string,
): readonly Derived<string>[] {
  const seen = new Map(found.toReversed().map((one) => [same(one.value), one]))
  return found.filter((one) => seen.get(same(one.value)) === one)
}

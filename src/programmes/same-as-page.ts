import { callOf, letters } from './identity.ts'
import { dayMeant } from './moment-words.ts'
import type { Programme } from './programme.ts'

/**
 * The call that a page's properties and the only row of its body tell twice, as one; null where they are two. A page of a
 * database often repeats its notice as a table: it is one call when both close on the same day and the name of one
 * holds that of the other. The page stays, with the hour and whatever else only the table tells.
 */
export function toldTwice(page: readonly Programme[], body: readonly Programme[]): Programme | null {
  const [own] = page
  const [only, ...more] = body
  return own !== undefined && only !== undefined && more.length === 0 && isSame(own, only)
    ? joined(own, only)
    : null
}

function isSame(own: Programme, body: Programme): boolean {
  const [one, other] = [own.period.reading, body.period.reading]
  if (one.closes === null || other.closes === null || one.rounds.length + other.rounds.length > 0)
    return false
  const [name, repeated] = [letters(own.name), letters(body.name)]
  const isNamed = name.length > 2 && repeated.length > 2
  return (
    isNamed &&
    (name.includes(repeated) || repeated.includes(name)) &&
    dayMeant(one.closes) === dayMeant(other.closes)
  )
}

function joined(own: Programme, body: Programme): Programme {
  const links = either(own.links, body.links)
  const isFiner = own.period.reading.kind === 'date' && body.period.reading.kind === 'datetime'
  const period = isFiner ? body.period : own.period
  return {
    ...own,
    period,
    edition: own.edition ?? body.edition,
    hosts: either(own.hosts, body.hosts),
    partners: either(own.partners, body.partners),
    targets: either(own.targets, body.targets),
    fields: either(own.fields, body.fields),
    support: either(own.support, body.support),
    footnotes: either(own.footnotes, body.footnotes),
    links,
    emails: either(own.emails, body.emails),
    phones: either(own.phones, body.phones),
    contacts: either(own.contacts, body.contacts),
    eligibility: either(own.eligibility, body.eligibility),
    amounts: either(own.amounts, body.amounts),
    background: own.background ?? body.background,
    cutColumns: either(own.cutColumns, body.cutColumns),
    call: callOf({ name: own.name, links, reading: period.reading }),
  }
}

function either<T>(own: readonly T[], other: readonly T[]): readonly T[] {
  return own.length > 0 ? own : other
}

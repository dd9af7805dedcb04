import type { Programme } from '../programme.ts'
import { applyingTexts, type RowSource, textsOf } from '../row-source.ts'
import { contactNamesIn } from './contact-names.ts'
import { contactText, emailsIn, phonesIn } from './contacts.ts'
import { distinct, eachIn } from './derived.ts'

/**
 * Whom to ask, out of mixed cells. Where one applies or reads on there may be an address as well; names of people and
 * teams there are not.
 */
export function contactsOf(source: RowSource): Pick<Programme, 'emails' | 'phones' | 'contacts'> {
  const own = textsOf(source, 'contact')
  const reachable = [...own, ...textsOf(source, 'link'), ...applyingTexts(source)].map((one) => ({
    ...one,
    text: contactText(one.cell),
  }))
  return {
    emails: distinct(eachIn(reachable, itself(emailsIn)), (email) => email.toLowerCase()),
    phones: distinct(eachIn(reachable, phonesIn), String),
    contacts: distinct(eachIn(own, itself(contactNamesIn)), String),
  }
}

/** For values that are the very words that gave them. */
function itself(read: (text: string) => readonly string[]) {
  return (text: string) => read(text).map((value) => ({ value, text: value }))
}

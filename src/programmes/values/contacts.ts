import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Cell } from '../../documents/document.ts'
import { clean } from '../../lib/text.ts'

/** Contact cells are short; what lies beyond this is not read, so that a hostile cell costs no time. */
const longest = 4000
export const emailPattern = /[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,62})?\.){1,5}[a-z]{2,24}/gi
/** Between the groups of a number; hyphens and minus signs come out of PDF files in many shapes. */
const gap = '[\\s.‐−–―-]'
/** Korean numbers with or without their country, those that are called without an area, and any other with its country. */
export const phonePattern = new RegExp(
  [
    `(?<![\\d.@-])(?:(?:(?:\\+|00)82|82(?=${gap}))${gap}?\\(?0?\\)?|\\(?0)\\d{1,3}\\)?[\\s.)‐−–―-]{0,3}\\d{3,4}${gap}{0,3}\\d{4}(?!\\d)`,
    `(?<![\\d.@-])1[5-8]\\d\\d${gap}\\d{4}(?!\\d)`,
    `\\+(?!82)[1-9]\\d{0,2}${gap}?\\(?\\d{1,4}\\)?(?:${gap}?\\d{2,5}){2,4}(?!\\d)`,
  ].join('|'),
  'g',
)
const faxBefore = /(?:팩스(?:\s?번호)?|(?<![a-z])f(?:ax)?(?:\s?no)?)[\s:：.)]*$/iu
/** One number for both: `Tel/Fax 02-…`. */
const phoneAsWell = /(?:전화|tel|(?<![a-z])t)\.?\s?[/·,&]\s?(?:팩스|f(?:ax)?)[\s:：.)]*$/iu

/** E-mail addresses in a text, `mailto:` and its parameters off, the domain in lower case; `(at)` is read as `@`. */
export function emailsIn(text: string): readonly string[] {
  const plain = text.slice(0, longest).replace(/\s?[([]\s?at\s?[)\]]\s?/gi, '@')
  return unique(
    (plain.match(emailPattern) ?? []).map((found) => found.replace(/@.*/, (domain) => domain.toLowerCase())),
  )
}

/** Phone numbers of a text in E.164; a number without a country is Korean. Dates and registration numbers are not taken. */
export function phonesIn(text: string): readonly { readonly value: string; readonly text: string }[] {
  const body = clean(text.slice(0, longest)).normalize('NFKC')
  const found = [...body.matchAll(phonePattern)].flatMap((match) => {
    const before = body.slice(Math.max(0, match.index - 12), match.index)
    const isFax = faxBefore.test(before) && !phoneAsWell.test(before)
    const digits = match[0].replace(/^(?:00)?82/, '+82').replace(/[‐−–―]/g, '-')
    const number = isFax ? undefined : parsePhoneNumberFromString(digits, 'KR')
    return number?.isValid() ? [{ value: number.number as string, text: match[0] }] : []
  })
  return found.filter((one, at) => found.findIndex((other) => other.value === one.value) === at)
}

/** The text of a cell with the `mailto:` addresses that its links hide. */
export function contactText(cell: Cell): string {
  const hidden = cell.links.map((link) => link.url).filter((url) => /^(?:mailto|tel):/i.test(url))
  return [cell.text, ...hidden.filter((url) => !cell.text.includes(url.replace(/^\w+:/, '')))].join('\n')
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

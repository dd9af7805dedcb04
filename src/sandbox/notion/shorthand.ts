import { canonicalRange } from './dates.ts'
import { type RichText, runs } from './rich-text.ts'
import { emptyValue, newOption, type Property, type Value } from './schema.ts'
import type { Store } from './store.ts'

/**
 * A property value in short, read by the type of its column: text, option name, number, check, `{ start, end? }`,
 * names of options, ids of people or pages, links of files; null empties it. Of a computed column: its answered JSON.
 */
export type Short =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly RichText[]
  | { readonly start: string; readonly end?: string | null; readonly time_zone?: string | null }
  | { readonly json: unknown }

/** What a person types into a column: unknown select and status options are made on the way. */
export function shortValue(store: Store, property: Property, short: Short): Value {
  if (short === null) return emptyValue(property)
  if (typeof short === 'object' && 'json' in short) return { kind: 'fixed', json: short.json }
  switch (property.type) {
    case 'title':
    case 'rich_text':
      return { kind: 'text', text: typeof short === 'string' ? runs(short) : runs(short as RichText[]) }
    case 'number':
      return { kind: 'number', number: Number(short) }
    case 'checkbox':
      return { kind: 'checkbox', checked: short === true }
    case 'select':
    case 'status':
      return { kind: 'option', option: optionId(store, property, String(short)) }
    case 'multi_select':
      return { kind: 'options', options: strings(short).map((name) => optionId(store, property, name)) }
    case 'date':
      return { kind: 'date', date: dateOf(short) }
    case 'people':
    case 'relation':
      return { kind: 'ids', ids: strings(short) }
    case 'files':
      return {
        kind: 'files',
        files: strings(short).map((url) => ({ name: url.split('/').at(-1) ?? url, url })),
      }
    case 'url':
    case 'email':
    case 'phone_number':
      return { kind: 'string', string: String(short) }
    default:
      throw new TypeError(`\`${property.name}\` is computed (${property.type}): give { json }`)
  }
}

function dateOf(short: Short) {
  if (typeof short === 'string') return canonicalRange({ start: short, end: null, time_zone: null })
  if (typeof short === 'object' && short !== null && 'start' in short)
    return canonicalRange({ start: short.start, end: short.end ?? null, time_zone: short.time_zone ?? null })
  throw new TypeError('a date is a text or { start, end? }')
}

function strings(short: Short): string[] {
  if (typeof short === 'string') return [short]
  if (Array.isArray(short)) return short.map(String)
  throw new TypeError('a list of texts is needed')
}

/** The id of the option with that name; a missing one is made (of a status: in the To-do group). */
export function optionId(store: Store, property: Property, name: string): string {
  const known = property.options.find((option) => option.name === name)
  if (known) return known.id
  const made = newOption(store.ids, name, property.options.length)
  property.options.push(made)
  property.groups[0]?.optionIds.push(made.id)
  return made.id
}

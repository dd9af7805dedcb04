import { z } from 'zod'
import type { Cell } from '../../../documents/document.ts'
import { dateValue, type PropertyValue, richText } from '../api/schema.ts'
import { dateOf, dateText } from './dates.ts'
import { cellOf, EMPTY_CELL } from './rich-text.ts'

const named = z.looseObject({ name: z.string().nullish() })
const file = z.looseObject({
  name: z.string().default(''),
  external: z.looseObject({ url: z.string() }).optional(),
})
const uniqueId = z.looseObject({ prefix: z.string().nullish(), number: z.number().nullish() })

const words = (text: string): Cell => ({ ...EMPTY_CELL, text })
const link = (text: string, url: string): Cell => ({ text, links: [{ text, url }], dates: [] })

/** How each type of property reads as a cell. Types that are absent hold nothing that a programme could be read from. */
const readers = new Map<string, (value: unknown) => Cell>(
  Object.entries({
    title: (value) => cellOf(richText.parse(value)),
    rich_text: (value) => cellOf(richText.parse(value)),
    number: (value) => words(String(z.number().parse(value))),
    select: (value) => words(named.parse(value).name ?? ''),
    status: (value) => words(named.parse(value).name ?? ''),
    multi_select: (value) => words(namesOf(value).join(', ')),
    people: (value) => words(namesOf(value).join(', ')),
    checkbox: (value) => words(z.boolean().parse(value) ? '✓' : ''),
    url: (value) => link(z.string().parse(value), z.string().parse(value)),
    email: (value) => words(z.string().parse(value)),
    phone_number: (value) => words(z.string().parse(value)),
    unique_id: (value) => words(uniqueIdText(uniqueId.parse(value))),
    date(value) {
      const date = dateOf(dateValue.parse(value))
      return { text: dateText(date), links: [], dates: [date] }
    },
    files(value) {
      const files = z.array(file).parse(value)
      return {
        text: files.map((one) => one.name).join('\n'),
        // Addresses of files that Notion keeps expire within the hour: they would look like an edit at each reading.
        links: files.flatMap((one) => (one.external ? [{ text: one.name, url: one.external.url }] : [])),
        dates: [],
      }
    },
    formula: computed,
    rollup: computed,
  }),
)

/** The cell of a property; null for types that are nobody's words (stamps, buttons, relations). */
export function propertyCell(property: PropertyValue): Cell | null {
  const read = readers.get(property.type)
  if (!read) return null
  const value = property[property.type]
  return value === null || value === undefined ? EMPTY_CELL : read(value)
}

const WORDED = new Set(['title', 'rich_text', 'url', 'select', 'status'])

/** Whether words can be put into a property, and known again as ours. A number of ours looks like anybody's. */
export function takesWords({ type }: PropertyValue): boolean {
  return WORDED.has(type)
}

/** Name of the option a `select` or `status` property is set to; null when it is empty or of another type. */
export function optionName(property: PropertyValue | undefined): string | null {
  if (property?.type !== 'select' && property?.type !== 'status') return null
  return named.nullish().parse(property[property.type])?.name ?? null
}

/** Names of the options or people in a list. */
export function namesOf(value: unknown): readonly string[] {
  return z
    .array(named)
    .parse(value)
    .flatMap(({ name }) => (name ? [name] : []))
}

/** The name of the person in a `created_by` or `last_edited_by`; null when the token may not see names. */
export function personName(property: PropertyValue | undefined): string | null {
  return property ? (named.nullish().parse(property[property.type])?.name ?? null) : null
}

function uniqueIdText({ prefix, number }: z.output<typeof uniqueId>): string {
  if (number === null || number === undefined) return ''
  return prefix ? `${prefix}-${number}` : String(number)
}

/** A formula's or rollup's result, which has a type of its own. */
function computed(value: unknown): Cell {
  const result = z.looseObject({ type: z.string() }).parse(value)
  const inner = result[result.type]
  if (inner === null || inner === undefined) return EMPTY_CELL
  if (result.type === 'array') {
    const cells = z.array(z.looseObject({ type: z.string() })).parse(inner)
    return joined(cells.map((one) => propertyCell({ id: '', ...one }) ?? EMPTY_CELL))
  }
  if (result.type === 'string') return words(z.string().parse(inner))
  if (result.type === 'boolean') return words(z.boolean().parse(inner) ? '✓' : '')
  return readers.get(result.type)?.(inner) ?? EMPTY_CELL
}

function joined(cells: readonly Cell[]): Cell {
  return {
    // Related rows that say nothing leave no comma behind: a cell of commas would be no empty one.
    text: cells.flatMap(({ text }) => text || []).join(', '),
    links: cells.flatMap(({ links }) => links),
    dates: cells.flatMap(({ dates }) => dates),
  }
}

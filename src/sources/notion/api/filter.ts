import { Failure } from '../../../lib/failure.ts'
import type { NotionFilter } from '../options.ts'
import type { SourceProperty, SourceSchema } from '../source-schema.ts'

const OPERATORS = {
  contains: 'contains',
  doesNotContain: 'does_not_contain',
  equals: 'equals',
  doesNotEqual: 'does_not_equal',
  isEmpty: 'is_empty',
} as const

/** Which conditions each type of property takes. */
const TAKES = new Map<string, readonly (keyof typeof OPERATORS)[]>(
  Object.entries({
    title: ['contains', 'doesNotContain', 'equals', 'doesNotEqual', 'isEmpty'],
    rich_text: ['contains', 'doesNotContain', 'equals', 'doesNotEqual', 'isEmpty'],
    url: ['contains', 'doesNotContain', 'equals', 'doesNotEqual', 'isEmpty'],
    multi_select: ['contains', 'doesNotContain', 'isEmpty'],
    select: ['equals', 'doesNotEqual', 'isEmpty'],
    status: ['equals', 'doesNotEqual', 'isEmpty'],
    checkbox: ['equals', 'doesNotEqual'],
    number: ['equals', 'doesNotEqual', 'isEmpty'],
  } as const),
)

/** A condition as Notion takes it; plain JSON. */
export type Condition = Readonly<Record<string, unknown>>

/**
 * The settings' filter as a condition on this data source, by the name the property has now. Throws a `Failure` that lists what
 * exists when the property, its type or its option does not fit: Notion's own answer would name neither.
 */
export function conditionOf(filter: NotionFilter, schema: SourceSchema): Condition {
  const property = filtered(filter.property, schema)
  const { property: _, ...conditions } = filter
  const [[key, value = true] = ['isEmpty']] = Object.entries(conditions)
  const operator = operatorFor(property, key)
  const [asked, wanted] =
    operator !== 'isEmpty'
      ? [OPERATORS[operator], valueFor(property, value)]
      : [value === false ? 'is_not_empty' : 'is_empty', true]
  return { property: property.name, [property.type]: { [asked]: wanted } }
}

function filtered(wanted: string, { name: source, properties, filter }: SourceSchema): SourceProperty {
  const found = properties.find(({ id }) => id === filter)
  if (found) return found
  throw misfit(
    `data source \`${source}\` has no property \`${wanted}\``,
    `It has: ${properties.map(({ name }) => `\`${name}\``).join(', ')}.`,
  )
}

function operatorFor({ name, type }: SourceProperty, key: string): keyof typeof OPERATORS {
  const takes = TAKES.get(type) ?? []
  const operator = takes.find((one) => one === key)
  if (operator) return operator
  throw misfit(
    `property \`${name}\` is of type ${type}, which cannot be filtered by \`${key}\``,
    takes.length > 0 ? `Use ${takes.map((one) => `\`${one}\``).join(', ')}.` : 'Choose another property.',
  )
}

/** The value as the property's type takes it. YAML reads `2026` and `true` as no words even where words are meant. */
function valueFor(property: SourceProperty, value: string | number | boolean): string | number | boolean {
  const wanted = property.type === 'checkbox' ? 'boolean' : property.type === 'number' ? 'number' : 'string'
  if (wanted !== 'string') {
    if (typeof value === wanted) return value
    throw misfit(
      `property \`${property.name}\` is of type ${property.type} and cannot be \`${value}\``,
      `Give ${wanted === 'boolean' ? '`true` or `false`' : 'a number'}.`,
    )
  }
  const text = String(value)
  if (property.options === null || property.options.includes(text)) return text
  throw misfit(
    `property \`${property.name}\` has no option \`${text}\``,
    `It has: ${property.options.map((name) => `\`${name}\``).join(', ') || 'none'}.`,
  )
}

function misfit(words: string, hint: string): Failure {
  return new Failure('notion-filter', `the filter does not fit: ${words}`, { hint })
}

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
const TAKES: Readonly<Record<string, readonly (keyof typeof OPERATORS)[]>> = {
  title: ['contains', 'doesNotContain', 'equals', 'doesNotEqual', 'isEmpty'],
  rich_text: ['contains', 'doesNotContain', 'equals', 'doesNotEqual', 'isEmpty'],
  url: ['contains', 'doesNotContain', 'equals', 'doesNotEqual', 'isEmpty'],
  multi_select: ['contains', 'doesNotContain', 'isEmpty'],
  select: ['equals', 'doesNotEqual', 'isEmpty'],
  status: ['equals', 'doesNotEqual', 'isEmpty'],
  checkbox: ['equals', 'doesNotEqual'],
  number: ['equals', 'doesNotEqual', 'isEmpty'],
}

/** A condition as Notion takes it; plain JSON. */
export type Condition = Readonly<Record<string, unknown>>

/**
 * The settings' filter as a condition on this data source, by the property's id. Throws a `Failure` that lists what
 * exists when the property, its type or its option does not fit: Notion's own answer would name neither.
 */
export function conditionOf(filter: NotionFilter, schema: SourceSchema): Condition {
  const property = schema.properties.find(
    ({ name, id }) => name === filter.property || id === filter.property,
  )
  if (!property) {
    throw misfit(
      `data source \`${schema.name}\` has no property \`${filter.property}\``,
      `It has: ${schema.properties.map(({ name }) => `\`${name}\``).join(', ')}.`,
    )
  }
  const { property: _, ...conditions } = filter
  const [[key, value] = ['isEmpty', true]] = Object.entries(conditions)
  const operator = key as keyof typeof OPERATORS
  if (!TAKES[property.type]?.includes(operator)) {
    const takes = TAKES[property.type]
    throw misfit(
      `property \`${property.name}\` is of type ${property.type}, which cannot be filtered by \`${key}\``,
      takes ? `Use ${takes.map((one) => `\`${one}\``).join(', ')}.` : 'Choose another property.',
    )
  }
  checkOption(property, value)
  if (operator === 'isEmpty' && value === false) {
    return { property: property.id, [property.type]: { is_not_empty: true } }
  }
  return { property: property.id, [property.type]: { [OPERATORS[operator]]: value } }
}

function checkOption(property: SourceProperty, value: unknown): void {
  if (property.options === null || typeof value !== 'string' || property.options.includes(value)) return
  throw misfit(
    `property \`${property.name}\` has no option \`${value}\``,
    `It has: ${property.options.map((name) => `\`${name}\``).join(', ') || 'none'}.`,
  )
}

function misfit(words: string, hint: string): Failure {
  return new Failure('notion-filter', `the filter does not fit: ${words}`, { hint })
}

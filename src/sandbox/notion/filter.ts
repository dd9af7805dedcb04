import type { Call } from './call.ts'
import { conditionFor } from './conditions.ts'
import { type Condition, OPERATORS } from './operators.ts'
import { type Complaints, complain, type Fields, invalid, isFields, onlyKeys, refuseFor } from './refusal.ts'
import { findProperty, type Property } from './schema.ts'
import type { DataSource, Page } from './store.ts'

const MAX_CONDITIONS = 100
/** A group may hold groups, which hold conditions. */
const MAX_DEPTH = 2

type Test = (page: Page) => boolean

/**
 * Whether a page fits the filter of a query. Refuses an unknown property, a condition of another type than its
 * property's, an unknown operator, an unknown option and groups that are too deep or too long.
 */
export function matcher(call: Call, source: DataSource, filter: unknown): Test {
  if (filter === undefined) return () => true
  return readFilter(call, source, 'body.filter', filter, 0)
}

function readFilter(call: Call, source: DataSource, path: string, filter: unknown, depth: number): Test {
  if (!isFields(filter)) return refuse(path, 'an object', filter)
  const group = 'and' in filter ? 'and' : 'or' in filter ? 'or' : null
  if (group === null) return readCondition(call, source, path, filter)
  const parts = filter[group]
  if (depth >= MAX_DEPTH) return refuse(`${path}.${group}`, 'not present', parts)
  if (!Array.isArray(parts)) return refuse(`${path}.${group}`, 'an array', parts)
  if (parts.length > MAX_CONDITIONS)
    return refuse(`${path}.${group}.length`, `≤ \`${MAX_CONDITIONS}\``, parts.length)
  const tests = parts.map((part, index) =>
    readFilter(call, source, `${path}.${group}[${index}]`, part, depth + 1),
  )
  return group === 'and'
    ? (page) => tests.every((test) => test(page))
    : (page) => tests.some((test) => test(page))
}

function refuse(path: string, should: string, value: unknown): never {
  const complaints: Complaints = []
  complain(complaints, path, should, value)
  refuseFor('body', complaints)
  throw invalid('body failed validation.')
}

function readCondition(call: Call, source: DataSource, path: string, filter: Fields): Test {
  if (typeof filter.timestamp === 'string') return readTimestamp(call, path, filter, filter.timestamp)
  if (typeof filter.property !== 'string') return refuse(`${path}.property`, 'defined', filter.property)
  const type = Object.keys(filter).find((key) => OPERATORS[key] !== undefined)
  if (type === undefined) return refuse(`${path}.rich_text`, 'defined', undefined)
  checkKeys(path, filter, ['property', 'type', type])
  const property = findProperty(source.properties, filter.property)
  if (!property) throw invalid(`Could not find property with name or id: ${filter.property}`)
  if (property.type !== type)
    throw invalid(
      `The property type in the database does not match the property type of the filter provided: database property ${property.type} does not match filter ${type}`,
    )
  return conditionFor(call, property, readOperator(`${path}.${type}`, type, filter[type]))
}

function checkKeys(path: string, filter: Fields, allowed: readonly string[]): void {
  const complaints: Complaints = []
  onlyKeys(complaints, path, filter, allowed)
  refuseFor('body', complaints)
}

function readTimestamp(call: Call, path: string, filter: Fields, name: string): Test {
  if (name !== 'created_time' && name !== 'last_edited_time')
    return refuse(`${path}.timestamp`, '`"created_time"` or `"last_edited_time"`', name)
  checkKeys(path, filter, ['timestamp', 'type', name])
  const column: Property = { id: name, name, type: name, options: [], groups: [], target: null }
  return conditionFor(call, column, readOperator(`${path}.${name}`, name, filter[name]))
}

/** Exactly one operator, known for the type. */
function readOperator(path: string, type: string, raw: unknown): Condition {
  if (!isFields(raw)) return refuse(path, 'an object', raw)
  const [operator, second] = Object.keys(raw)
  if (operator === undefined) return refuse(`${path}.is_empty`, 'defined', undefined)
  if (second !== undefined) return refuse(`${path}.${second}`, 'not present', raw[second])
  if (!OPERATORS[type]?.includes(operator)) return refuse(`${path}.${operator}`, 'not present', raw[operator])
  const value = raw[operator]
  if ((operator === 'is_empty' || operator === 'is_not_empty') && value !== true)
    return refuse(`${path}.${operator}`, '`true`', value)
  return { operator, value, path: `${path}.${operator}` }
}

import type { Call } from './call.ts'
import { type Complaints, complain, invalid, isFields, onlyKeys, refuseFor } from './refusal.ts'
import { valueJson } from './render/index.ts'
import { plainText, type RichText } from './rich-text.ts'
import { findProperty, type Property } from './schema.ts'
import type { DataSource, Page } from './store.ts'

type Order = (a: Page, b: Page) => number

/** The order of a query, the first sort weighing most; null when none is asked. */
export function comparer(call: Call, source: DataSource, sorts: unknown): Order | null {
  if (sorts === undefined) return null
  const complaints: Complaints = []
  if (!Array.isArray(sorts)) complain(complaints, 'body.sorts', 'an array or `undefined`', sorts)
  refuseFor('body', complaints)
  const orders = (sorts as unknown[]).map((sort, index) =>
    readSort(call, source, `body.sorts[${index}]`, sort),
  )
  if (orders.length === 0) return null
  return (a, b) => {
    for (const order of orders) {
      const difference = order(a, b)
      if (difference !== 0) return difference
    }
    return 0
  }
}

function readSort(call: Call, source: DataSource, path: string, sort: unknown): Order {
  const complaints: Complaints = []
  const fields = isFields(sort) ? sort : {}
  if (!isFields(sort)) complain(complaints, path, 'an object', sort)
  onlyKeys(complaints, path, fields, ['property', 'timestamp', 'direction'])
  if (fields.direction !== 'ascending' && fields.direction !== 'descending')
    complain(complaints, `${path}.direction`, '`"ascending"` or `"descending"`', fields.direction)
  refuseFor('body', complaints)
  const sign = fields.direction === 'ascending' ? 1 : -1
  if (fields.timestamp === 'created_time') return (a, b) => sign * (minute(a.createdAt) - minute(b.createdAt))
  if (fields.timestamp === 'last_edited_time')
    return (a, b) => sign * (minute(a.editedAt) - minute(b.editedAt))
  const property = findProperty(source.properties, String(fields.property))
  if (!property) throw invalid(`Could not find sort property with name or id: ${String(fields.property)}`)
  return (a, b) => compare(sortKey(call, a, property), sortKey(call, b, property), sign)
}

const minute = (at: number) => Math.floor(at / 60_000)

/** Empty values come last, whichever way the sort goes. */
function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  return sign * (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)
}

/** Options sort by their place in the column, the rest by what they show. */
function sortKey(call: Call, page: Page, property: Property): string | number | null {
  const value = valueJson(call.store, page, property, call.view)
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (property.type === 'select' || property.type === 'status')
    return property.options.findIndex((option) => option.id === (value as { id: string }).id)
  if (property.type === 'date') return Date.parse((value as { start: string }).start)
  if (Array.isArray(value)) {
    if (value.length === 0) return null
    return property.type === 'title' || property.type === 'rich_text'
      ? plainText(value as RichText[])
      : JSON.stringify(value)
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

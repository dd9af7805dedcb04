import { type Call, pathId, sharedPage } from '../call.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { propertiesOf } from '../look.ts'
import { invalid } from '../refusal.ts'
import { type Json, valueJson } from '../render/index.ts'
import { findProperty, type Property } from '../schema.ts'

const LISTED = ['title', 'rich_text', 'people', 'relation']

/** The whole value of one property: a list of items for those that can be long, else the value. */
export function retrieveProperty(call: Call, text: string, name: string): Json {
  const page = sharedPage(call, pathId(text, 'page_id'))
  const property = findProperty(propertiesOf(call.store, page), name)
  // The path holds the id as it was answered (URL-encoded once): what is still encoded here was encoded twice.
  if (!property || (property.id !== name && property.name !== name))
    throw invalid(`${name} is not a property that exists.`)
  const value = valueJson(call.store, page, property, call.view)
  const common = { object: 'property_item', id: encodeURIComponent(property.id), type: property.type }
  if (!LISTED.includes(property.type)) return { ...common, [property.type]: value }
  const whole = (value as readonly unknown[]).map((item) => ({ ...common, [property.type]: item }))
  return listOf(call, page.id, property, whole)
}

function listOf(call: Call, pageId: string, property: Property, items: readonly Json[]): Json {
  const walk = `${pageId} ${property.id}`
  const size = pageSize(call, 'query')
  const cursor = call.query.get('start_cursor')
  const start = cursor === null ? 0 : call.cursors.position(cursor, walk, null)
  const part = slice(call, items, start, size)
  const next = part.more ? call.cursors.issue(walk, part.end) : null
  const id = encodeURIComponent(property.id)
  const nextUrl =
    next === null
      ? null
      : `https://api.notion.com/v1/pages/${pageId}/properties/${id}?start_cursor=${next}&page_size=${size}`
  return {
    ...listJson('property_item', part.items, next),
    property_item: { id, next_url: nextUrl, type: property.type, [property.type]: {} },
  }
}

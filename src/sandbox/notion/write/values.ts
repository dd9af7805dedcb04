import { canonicalRange } from '../dates.ts'
import { readId } from '../ids.ts'
import { type Complaints, type Fields, invalid, notFound, refuseFor } from '../refusal.ts'
import { defaultStatus, findProperty, newOption, type Property, type Value, WRITABLE } from '../schema.ts'
import { isShared, type Page, type Store } from '../store.ts'
import { readText } from './text.ts'
import { checkValueShape } from './value-shape.ts'

/**
 * Reads the `properties` of a page write against its columns. Shapes are checked first, then the schema; a request with
 * one bad property writes nothing. The changes are given back, so that the caller decides when they land.
 */
export function readValues(
  store: Store,
  columns: readonly Property[],
  properties: Fields,
): { apply(page: Page): void } {
  const complaints: Complaints = []
  for (const [name, raw] of Object.entries(properties))
    checkValueShape(store, complaints, `body.properties.${name}`, raw)
  refuseFor('body', complaints)
  const drafts = new Map<string, () => Value>()
  for (const [name, raw] of Object.entries(properties)) {
    const property = findProperty(columns, name)
    if (!property) complaints.push(`${name} is not a property that exists.`)
    else checkSchema(complaints, property, raw as Fields)
    if (property) drafts.set(property.id, () => valueFrom(store, property, raw as Fields))
  }
  refuseForSchema(complaints)
  for (const raw of Object.values(properties)) checkReferences(store, raw as Fields)
  return {
    apply(page) {
      for (const [id, make] of drafts) page.values.set(id, make())
    },
  }
}

/** Schema mistakes are told without a path, several under one heading. */
function refuseForSchema(complaints: Complaints): void {
  if (complaints.length === 1) throw invalid(complaints[0] ?? '')
  if (complaints.length > 1) throw invalid(`body failed validation. Fix one:\n${complaints.join('\n')}`)
}

function keyOf(raw: Fields): string {
  return Object.keys(raw).find((key) => (WRITABLE as readonly string[]).includes(key)) ?? ''
}

function checkSchema(complaints: Complaints, property: Property, raw: Fields): void {
  const key = keyOf(raw)
  if (!(WRITABLE as readonly string[]).includes(property.type))
    complaints.push(`Cannot update ${property.type} property \`${property.name}\` with the API.`)
  else if (property.type !== key) complaints.push(`${property.name} is expected to be ${property.type}.`)
  else if (key === 'status') checkStatus(complaints, property, raw.status as Fields | null)
  else if (key === 'select' && raw.select !== null) checkSelect(complaints, property, raw.select as Fields)
  else if (key === 'multi_select')
    for (const option of raw.multi_select as Fields[]) checkSelect(complaints, property, option)
}

function checkStatus(complaints: Complaints, property: Property, option: Fields | null): void {
  // The odd quote at the end is the service's own.
  if (option !== null && !known(property, option))
    complaints.push(
      `Invalid status option. Status option "${String(option.name ?? option.id)}" does not exist".`,
    )
}

function checkSelect(complaints: Complaints, property: Property, option: Fields): void {
  const { id, name } = option
  if (typeof name === 'string' && name.includes(','))
    complaints.push(`Invalid select option, commas not allowed: ${name}`)
  else if (name === undefined && !known(property, option))
    complaints.push(`Invalid select option. Select option "${String(id)}" does not exist.`)
}

function known(property: Property, option: Fields) {
  return property.options.find((candidate) =>
    option.id === undefined ? candidate.name === option.name : candidate.id === option.id,
  )
}

function checkReferences(store: Store, raw: Fields): void {
  if (keyOf(raw) === 'people')
    for (const { id } of raw.people as { id: string }[])
      if (!store.users.has(readId(id) ?? '')) throw notFound('user', id)
  if (keyOf(raw) === 'relation')
    for (const { id } of raw.relation as { id: string }[])
      if (!store.pages.has(readId(id) ?? '') || !isShared(store, readId(id) ?? '')) throw notFound('page', id)
}

function valueFrom(store: Store, property: Property, raw: Fields): Value {
  const value = raw[property.type]
  switch (property.type) {
    case 'title':
    case 'rich_text':
      return { kind: 'text', text: readText(store, [], '', value) }
    case 'number':
      return { kind: 'number', number: value as number | null }
    case 'checkbox':
      return { kind: 'checkbox', checked: value as boolean }
    case 'status':
      return { kind: 'option', option: value === null ? defaultStatus(property) : id(store, property, value) }
    case 'select':
      return { kind: 'option', option: value === null ? null : id(store, property, value) }
    case 'multi_select':
      return {
        kind: 'options',
        options: [...new Set((value as unknown[]).map((one) => id(store, property, one)))],
      }
    case 'date':
      return { kind: 'date', date: value === null ? null : dateFrom(value as Fields) }
    case 'people':
    case 'relation':
      return {
        kind: 'ids',
        ids: [...new Set((value as { id: string }[]).map((one) => readId(one.id) ?? ''))],
      }
    case 'files':
      return {
        kind: 'files',
        files: (value as { name: string; external: { url: string } }[]).map(({ name, external }) => ({
          name,
          url: external.url,
        })),
      }
    default:
      return { kind: 'string', string: value as string | null }
  }
}

function dateFrom(value: Fields) {
  const { start, end, time_zone } = value as { start: string; end?: string | null; time_zone?: string | null }
  return canonicalRange({ start, end: end ?? null, time_zone: time_zone ?? null })
}

/** The id of a written option. An unknown name of a select is silently made an option, as the service does. */
function id(store: Store, property: Property, raw: unknown): string {
  const found = known(property, raw as Fields)
  if (found) return found.id
  const made = newOption(store.ids, String((raw as Fields).name), property.options.length)
  property.options.push(made)
  return made.id
}

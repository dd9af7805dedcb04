import { type Call, pathId, sharedDataSource } from '../call.ts'
import { type Complaints, complain, type Fields, invalid, isFields, onlyKeys, refuseFor } from '../refusal.ts'
import { dataSourceJson, type Json } from '../render/index.ts'
import { plainText } from '../rich-text.ts'
import {
  findProperty,
  newOption,
  newProperty,
  type Property,
  type PropertyType,
  READ_ONLY,
  WRITABLE,
} from '../schema.ts'
import { type DataSource, touch } from '../store.ts'
import { readText } from '../write/text.ts'

const KEYS = ['title', 'icon', 'properties', 'in_trash', 'parent']

/** `PATCH /data_sources/{id}`: columns added, renamed or removed, options changed. */
export function updateDataSource(call: Call, text: string): Json {
  const { store, body } = call
  const source = sharedDataSource(call, pathId(text, 'data_source_id'))
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', body, call.old ? [...KEYS, 'archived'] : KEYS)
  const title = body.title === undefined ? null : readText(store, complaints, 'body.title', body.title)
  const properties = isFields(body.properties) ? body.properties : {}
  const changes = Object.entries(properties).map(([name, raw]) => readChange(complaints, source, name, raw))
  refuseFor('body', complaints)
  for (const change of changes) change(call, source)
  if (title) source.name = plainText(title)
  const trash = body.in_trash ?? body.archived
  if (typeof trash === 'boolean') source.trashed = trash
  touch(store, source, call.botId)
  return dataSourceJson(store, source, call.view)
}

type Change = (call: Call, source: DataSource) => void

/** What one entry of `properties` asks for; the schema is touched only when all of them are right. */
function readChange(complaints: Complaints, source: DataSource, name: string, raw: unknown): Change {
  const property = findProperty(source.properties, name)
  if (raw === null) return removal(property, name)
  if (!isFields(raw)) {
    complain(complaints, `body.properties.${name}`, 'an object or `null`', raw)
    return () => undefined
  }
  const type = Object.keys(raw).find((key) =>
    ([...WRITABLE, ...READ_ONLY] as readonly string[]).includes(key),
  ) as PropertyType | undefined
  onlyKeys(complaints, `body.properties.${name}`, raw, ['type', 'name', 'description', 'id', type ?? ''])
  if (!property) return addition(complaints, name, type)
  if (type !== undefined && type !== property.type)
    throw invalid(`${name} is expected to be ${property.type}.`)
  const options = readOptions(complaints, name, type === undefined ? undefined : raw[type])
  return ({ store }) => {
    if (typeof raw.name === 'string') property.name = raw.name
    if (options === null) return
    const kept = options.map((option, index) =>
      asOption(property, option, (text) => newOption(store.ids, text, index)),
    )
    if (property.type !== 'status') property.options = kept
    else addStatusOptions(property, kept)
  }
}

function removal(property: Property | null, name: string): Change {
  if (!property) throw invalid(`${name} is not a property that exists.`)
  if (property.type === 'title') throw invalid('Cannot delete title property.')
  return (_call, source) => {
    source.properties = source.properties.filter((other) => other !== property)
  }
}

function addition(complaints: Complaints, name: string, type: PropertyType | undefined): Change {
  if (type === undefined) complain(complaints, `body.properties.${name}.rich_text`, 'defined', undefined)
  if (type === 'title') throw invalid('Cannot create new title property.')
  return ({ store }, source) => {
    if (type !== undefined) source.properties.push(newProperty(store.ids, name, type))
  }
}

function readOptions(complaints: Complaints, name: string, config: unknown): Fields[] | null {
  if (!isFields(config) || config.options === undefined) return null
  const path = `body.properties.${name}.options`
  if (!Array.isArray(config.options)) {
    complain(complaints, path, 'an array', config.options)
    return null
  }
  const options = config.options.filter(isFields)
  for (const [index, option] of options.entries()) {
    if (option.id === undefined && typeof option.name !== 'string')
      complain(complaints, `${path}[${index}].name`, 'defined', undefined)
    if (typeof option.name === 'string' && option.name.includes(','))
      throw invalid(`Invalid select option, commas not allowed: ${option.name}`)
  }
  return options
}

/** The option that is meant. A given name never renames an option that has an id: the service ignores it. */
function asOption(
  property: Property,
  given: Fields,
  make: (name: string) => Property['options'][number],
): Property['options'][number] {
  const known = property.options.find((option) =>
    given.id === undefined ? option.name === given.name : option.id === given.id,
  )
  if (known) return known
  if (typeof given.name !== 'string') throw invalid(`Option ${String(given.id)} does not exist.`)
  return { ...make(given.name), ...(typeof given.color === 'string' && { color: given.color }) }
}

/** Unlike a select, a status keeps what is not named; new options go to the To-do group. */
function addStatusOptions(property: Property, named: Property['options']): void {
  for (const option of named) {
    if (property.options.includes(option)) continue
    property.options.push(option)
    property.groups[0]?.optionIds.push(option.id)
  }
}

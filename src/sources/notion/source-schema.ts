import { z } from 'zod'
import type { DataSource, PropertySchema } from './api/schema.ts'
import { plainText } from './convert/rich-text.ts'
import type { NotionOptions } from './options.ts'

const sourceProperty = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  /** Names of the options of a select, multi-select or status; null for other types. */
  options: z.array(z.string()).nullable(),
})

export const sourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.array(sourceProperty),
  /** Ids, because people rename; null when there is no such property. */
  status: z.string().nullable(),
  tags: z.string().nullable(),
  filter: z.string().nullable(),
})

export type SourceProperty = z.output<typeof sourceProperty>
export type SourceSchema = z.output<typeof sourceSchema>

/** The parts of a schema we keep. */
export function schemaOf(
  json: DataSource,
  name: string,
  wishes: Pick<NotionOptions, 'statusProperty' | 'tags' | 'filter'>,
  before: SourceSchema | null,
): SourceSchema {
  const properties = Object.values(json.properties).map(propertyOf)
  const multi = properties.filter(({ type }) => type === 'multi_select')
  return {
    id: json.id,
    name: name || plainText(json.title),
    properties,
    status: called(properties.filter(isStatus), wishes.statusProperty, before?.status),
    tags: wishes.tags === undefined ? tagsAmong(multi) : called(multi, wishes.tags, before?.tags),
    filter: called(properties, wishes.filter?.property, before?.filter),
  }
}

const isStatus = ({ type }: SourceProperty) => type === 'status' || type === 'select'

function propertyOf(json: PropertySchema): SourceProperty {
  const { id, name, type } = json
  const options = json.select ?? json.status ?? json.multi_select
  return { id, name, type, options: options ? options.options.map((option) => option.name) : null }
}

/** The property of that name or id; one that had the name when it was last looked for, and was renamed since. */
function called(
  properties: readonly SourceProperty[],
  wanted: string | null | undefined,
  before: string | null | undefined,
): string | null {
  if (wanted === null || wanted === undefined) return null
  const found =
    properties.find(({ name, id }) => name === wanted || id === wanted) ??
    properties.find(({ name }) => sameName(name, wanted)) ??
    properties.find(({ id }) => id === before)
  return found?.id ?? null
}

/** Whether people would take the two for the same name. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

function tagsAmong(properties: readonly SourceProperty[]): string | null {
  const tags = properties.find(({ name }) => /^(tags?|태그|분류|키워드)$/i.test(name.trim()))
  return (tags ?? properties[0])?.id ?? null
}

/** The schema of the data source a page stands in; with a single data source there is no doubt. */
export function schemaOfPage(parent: unknown, schemas: readonly SourceSchema[]): SourceSchema | undefined {
  const id = (parent as { data_source_id?: string } | undefined)?.data_source_id
  if (id === undefined) return schemas.length === 1 ? schemas[0] : undefined
  return schemas.find((schema) => schema.id === id)
}

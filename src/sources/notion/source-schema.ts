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
})

export type SourceProperty = z.output<typeof sourceProperty>
export type SourceSchema = z.output<typeof sourceSchema>

/** The parts of a schema we keep. */
export function schemaOf(
  json: DataSource,
  name: string,
  wishes: Pick<NotionOptions, 'statusProperty' | 'tags'>,
  before: SourceSchema | null,
): SourceSchema {
  const properties = Object.values(json.properties).map(propertyOf)
  return {
    id: json.id,
    name: name || plainText(json.title),
    properties,
    status: statusProperty(properties, wishes.statusProperty, before?.status ?? null)?.id ?? null,
    tags: tagsProperty(properties, wishes.tags)?.id ?? null,
  }
}

function propertyOf(json: PropertySchema): SourceProperty {
  const { id, name, type } = json
  const options = json.select ?? json.status ?? json.multi_select
  return { id, name, type, options: options ? options.options.map((option) => option.name) : null }
}

function statusProperty(
  properties: readonly SourceProperty[],
  wanted: string | null,
  before: string | null,
): SourceProperty | undefined {
  if (wanted === null) return undefined
  const able = properties.filter(({ type }) => type === 'status' || type === 'select')
  return (
    able.find(({ name, id }) => name === wanted || id === wanted) ??
    able.find(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase()) ??
    able.find(({ id }) => id === before)
  )
}

function tagsProperty(
  properties: readonly SourceProperty[],
  wanted: string | undefined,
): SourceProperty | undefined {
  const able = properties.filter(({ type }) => type === 'multi_select')
  if (wanted !== undefined) return able.find(({ name, id }) => name === wanted || id === wanted)
  return able.find(({ name }) => /^(tags?|태그|분류|키워드)$/i.test(name.trim())) ?? able[0]
}

/** The schema of the data source a page stands in; with a single data source there is no doubt. */
export function schemaOfPage(parent: unknown, schemas: readonly SourceSchema[]): SourceSchema | undefined {
  const id = (parent as { data_source_id?: string } | undefined)?.data_source_id
  if (id === undefined) return schemas.length === 1 ? schemas[0] : undefined
  return schemas.find((schema) => schema.id === id)
}

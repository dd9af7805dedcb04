import { z } from 'zod'
import { settingsFile } from './schema.ts'

/** The part of JSON Schema that Zod writes and we read. */
export type JsonSchema = {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}

/** What a person may write in the settings file, as JSON Schema: for editors, the reference and hints. */
export function settingsSchema(): JsonSchema {
  made ??= z.toJSONSchema(settingsFile, { io: 'input' }) as JsonSchema
  return made
}

/** Made once: a file may have thousands of mistakes. */
let made: JsonSchema | null = null

/** The keys that are known at a place in the file; empty where keys are free or there are none. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  return at(path)
    .flatMap(alternatives)
    .flatMap((schema) => [
      ...Object.keys(schema.properties ?? {}),
      ...(schema.propertyNames?.enum ?? []).map(String),
    ])
}

/** What the value at a place is for, from it or the nearest part above that says. */
export function purposeOf(path: readonly PropertyKey[]): string | null {
  const said = at(path).find((schema) => schema.description)?.description
  return said ?? (path.length > 1 ? purposeOf(path.slice(0, -1)) : null)
}

function at(path: readonly PropertyKey[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, step) => schemas.flatMap((schema) => below(schema, step)),
    [settingsSchema()],
  )
}

function below(schema: JsonSchema, step: PropertyKey): readonly JsonSchema[] {
  return alternatives(schema).flatMap((each) => {
    if (typeof step === 'number') return each.items ? [each.items] : []
    const property = each.properties?.[String(step)]
    if (property) return [property]
    return typeof each.additionalProperties === 'object' ? [each.additionalProperties] : []
  })
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema]
}

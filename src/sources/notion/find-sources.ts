import { Failure } from '../../lib/failure.ts'
import type { Api } from './api/client.ts'
import { database, dataSource, pageParent } from './api/schema.ts'
import { NotionTrouble } from './api/trouble.ts'
import { plainText } from './convert/rich-text.ts'
import type { NotionOptions } from './options.ts'
import { type SourceSchema, sameName, schemaOf } from './source-schema.ts'

/** The data sources of a knowledge base, and what a person should know about them. */
export type Sources = { readonly schemas: readonly SourceSchema[]; readonly notes: readonly string[] }

type Wishes = Pick<NotionOptions, 'database' | 'dataSources' | 'statusProperty' | 'tags' | 'filter'>

/**
 * Finds the data sources behind the database of the settings and reads their schemas. `before` is what was known:
 * a status property that has been renamed since is still found, by its id.
 */
export async function findSources(
  api: Api,
  wishes: Wishes,
  before: readonly SourceSchema[],
): Promise<Sources> {
  const schemas: SourceSchema[] = []
  const notes: string[] = []
  for (const { id, name } of await chosenSources(api, wishes)) {
    const json = await api.read(`reading the data source ${id}`, dataSource, (client) =>
      client.dataSources.retrieve({ data_source_id: id }),
    )
    const schema = schemaOf(json, name, wishes, before.find((one) => one.id === id) ?? null)
    schemas.push(schema)
    notes.push(...notesOn(schema, wishes))
  }
  return { schemas, notes }
}

/** Ids and names of the data sources of a database, or of the one whose own id was given. */
async function chosenSources(api: Api, wishes: Wishes): Promise<readonly { id: string; name: string }[]> {
  const found = await readDatabase(api, wishes.database)
  if (found === null) return [{ id: wishes.database, name: '' }]
  if (found.in_trash) {
    throw new Failure('notion-in-trash', `the database \`${plainText(found.title)}\` is in Notion’s trash`, {
      hint: 'Restore it in Notion, or name another `database` in the settings.',
    })
  }
  return chooseAmong(found.data_sources, wishes.dataSources)
}

/** The database; null when the id is that of a data source. */
async function readDatabase(api: Api, id: string) {
  try {
    return await api.read(`reading the database ${id}`, database, (client) =>
      client.databases.retrieve({ database_id: id }),
    )
  } catch (error) {
    if (!(error instanceof NotionTrouble)) throw error
    if (error.isRefusal(400)) throw (await pageTrouble(api, id)) ?? error
    if (!error.isRefusal(404)) throw error
    try {
      await api.read(`reading the data source ${id}`, dataSource, (client) =>
        client.dataSources.retrieve({ data_source_id: id }),
      )
      return null
    } catch (other) {
      if (!(other instanceof NotionTrouble) || other.kind !== 'refused') throw other
      // Neither: the first answer says what to do.
      const { code, message, kind, cause } = error
      throw new NotionTrouble(code, message, { kind, status: 404, cause, hint: SHARE })
    }
  }
}

const SHARE =
  'Open the database in Notion, one that is only linked where it lives, choose ••• → Connections, and add the integration; then copy its link anew.'

/** What to say where the id is that of a page, which Notion refuses with 400; null where it is not. */
async function pageTrouble(api: Api, id: string): Promise<Failure | null> {
  try {
    const { parent } = await api.read(`reading the page ${id}`, pageParent, (client) =>
      client.pages.retrieve({ page_id: id }),
    )
    const hint = parent.database_id
      ? `It stands in the database \`${parent.database_id}\`: name that one.`
      : 'Open the database that stands on it as a page of its own, and copy the link of that.'
    return new Failure('notion-is-page', `\`${id}\` is a page and no database`, { hint })
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

/** Which of several data sources are meant. What is ambiguous is refused, with the names to choose from. */
export function chooseAmong<T extends { readonly id: string; readonly name: string }>(
  sources: readonly T[],
  wanted: Wishes['dataSources'],
): readonly T[] {
  const names = sources.map(({ name }) => `\`${name}\``).join(', ')
  if (sources.length === 0) {
    throw new Failure('notion-no-source', 'the database has no data source that the integration may see', {
      hint: 'Open the database in Notion, choose ••• → Connections, and add the integration.',
    })
  }
  if (wanted === 'all') return sources
  if (wanted === undefined) {
    if (sources.length === 1) return sources
    throw new Failure('notion-several-sources', `the database has ${sources.length} data sources: ${names}`, {
      hint: 'Name the ones to read in `notion.dataSources`, or write `all`.',
    })
  }
  return wanted.map((wish) => {
    const found = sources.filter(({ id, name }) => name === wish || sameId(id, wish))
    const [only] = found
    if (only && found.length === 1) return only
    throw new Failure(
      'notion-no-source',
      found.length === 0
        ? `the database has no data source \`${wish}\``
        : `several data sources are named \`${wish}\``,
      { hint: found.length === 0 ? `It has: ${names}.` : 'Give their ids instead.' },
    )
  })
}

function sameId(a: string, b: string): boolean {
  return a.replaceAll('-', '').toLowerCase() === b.replaceAll('-', '').toLowerCase()
}

/** What a person should know: properties that the settings name and that are not there, or are called otherwise now. */
function notesOn(schema: SourceSchema, { statusProperty, tags, filter }: Wishes): readonly string[] {
  const notes = [
    renamed(schema, schema.status, statusProperty, 'status.property'),
    renamed(schema, schema.tags, tags, 'notion.tags'),
    renamed(schema, schema.filter, filter?.property, 'notion.filter'),
  ]
  if (statusProperty !== null && schema.status === null) {
    notes.push(
      `Data source \`${schema.name}\` has no status or select property \`${statusProperty}\`: statuses are neither read nor written.`,
    )
  }
  if (tags !== undefined && schema.tags === null) {
    notes.push(`Data source \`${schema.name}\` has no multi-select property \`${tags}\`: no tags are read.`)
  }
  return notes.filter((note) => note !== null)
}

function renamed(
  schema: SourceSchema,
  id: string | null,
  wanted: string | null | undefined,
  setting: string,
): string | null {
  const found = schema.properties.find((property) => property.id === id)
  if (!found || !wanted || found.id === wanted || sameName(found.name, wanted)) return null
  return `The property \`${wanted}\` is now called \`${found.name}\`; write that into \`${setting}\`.`
}

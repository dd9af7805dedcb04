import type { Api } from '../api/client.ts'
import {
  type DataSource,
  dataSource,
  type Page,
  type PropertySchema,
  type PropertyValue,
  page,
  richText,
} from '../api/schema.ts'
import { propertyCell } from '../convert/property.ts'
import { ALREADY, carryOut, impossible, type Look, theirs, type WriteOutcome } from './carry-out.ts'
import { type Filling, richTextFor, sameAddress } from './filling.ts'
import { inStyleOf } from './sendable.ts'

export type PropertyWrite = {
  /** A page of the knowledge base, or a row of an inline database. */
  readonly pageId: string
  /** The data source it stands in, where that is known: then an option that is not there costs no look at the page. */
  readonly dataSource?: string
  readonly property: string
  /** What the property must still say, as its cell reads. */
  readonly from: string
  readonly to: Filling
}

/** Reads the schema of a data source; a run asks once for each. */
export type Schemas = (id: string) => Promise<DataSource>

/** Asks Notion once for each data source, as long as the function is kept. */
export function schemasOf(api: Api): Schemas {
  const asked = new Map<string, Promise<DataSource>>()
  return (id) => {
    const answer =
      asked.get(id) ??
      api.read(`reading the data source ${id}`, dataSource, (client) =>
        client.dataSources.retrieve({ data_source_id: id }),
      )
    asked.set(id, answer)
    return answer
  }
}

/** Fills one property, if it still says what it said when it was read. Never makes an option, never touches a title. */
export async function writeProperty(api: Api, schemas: Schemas, write: PropertyWrite): Promise<WriteOutcome> {
  const { pageId, from, to } = write
  const missing = await missingAhead(schemas, write)
  if (missing !== null) return impossible(missing)
  const read = () =>
    api.read(`reading page ${pageId}`, page, (client) => client.pages.retrieve({ page_id: pageId }))
  const before = await read()
  if (before.in_trash) return theirs('the page is in the trash')
  const property = before.properties[write.property]
  if (!property) return theirs(`there is no property \`${write.property}\` any more`)
  const wanted = await valueFor(property, to, before, schemas)
  if (typeof wanted === 'string') return impossible(wanted)
  const lookAt = (json: Page): Look => {
    const now = Object.values(json.properties).find(({ id }) => id === property.id)
    if (now && wanted.is(now)) return 'wanted'
    return now && (propertyCell(now)?.text ?? '') === from ? 'before' : 'other'
  }
  const found = lookAt(before)
  if (found === 'wanted') return ALREADY
  if (found === 'other') return theirs('a person changed it since it was read')
  return carryOut({
    api,
    send: async () =>
      lookAt(
        await api.write(`writing \`${write.property}\` of page ${pageId}`, page, (client) =>
          client.pages.update({ page_id: pageId, properties: { [write.property]: wanted.json as never } }),
        ),
      ),
    look: async () => lookAt(await read()),
    overtaken: 'a person changed it at the same moment',
  })
}

/** How a value is sent, and whether a property already has it. */
type Value = { readonly json: object; readonly is: (now: PropertyValue) => boolean }

const reads = (text: string) => (now: PropertyValue) => propertyCell(now)?.text === text

/** The value for a property of this type; words for why not where it cannot take it. */
async function valueFor(
  property: PropertyValue,
  to: Filling,
  on: Page,
  schemas: Schemas,
): Promise<Value | string> {
  switch (property.type) {
    case 'rich_text':
      return {
        json: { rich_text: inStyleOf(richText.parse(property.rich_text), richTextFor(to)) },
        is: (now) => {
          const cell = propertyCell(now)
          return (
            cell?.text === to.text && sameAddress(cell.links[0]?.url ?? null, to.text === '' ? null : to.url)
          )
        },
      }
    case 'url': {
      const url = to.url ?? (to.text === '' ? null : to.text)
      return { json: { url }, is: (now) => sameAddress(typeof now.url === 'string' ? now.url : null, url) }
    }
    case 'select':
    case 'status': {
      const missing = await missingOption(property, to.text, on, schemas)
      if (missing !== null) return missing
      return { json: { [property.type]: to.text === '' ? null : { name: to.text } }, is: reads(to.text) }
    }
    default:
      return `a property of type ${property.type} is not filled`
  }
}

async function missingOption(
  property: PropertyValue,
  name: string,
  on: Page,
  schemas: Schemas,
): Promise<string | null> {
  // Emptying a status would set it to its first option.
  if (name === '') return property.type === 'status' ? 'a status cannot be empty' : null
  const source = (on.parent as { data_source_id?: string } | undefined)?.data_source_id
  if (source === undefined) return 'the page stands in no data source'
  const schema = Object.values((await schemas(source)).properties).find(({ id }) => id === property.id)
  return schema ? lack(schema, name) : `the property \`${property.id}\` is gone`
}

/** The same by the schema alone: a run fills many rows, and asks for a schema once. */
async function missingAhead(schemas: Schemas, { dataSource: id, property, to }: PropertyWrite) {
  if (id === undefined || to.text === '') return null
  const schema = Object.values((await schemas(id)).properties).find(({ name }) => name === property)
  return schema && (schema.select ?? schema.status) ? lack(schema, to.text) : null
}

function lack({ name, select, status }: PropertySchema, wanted: string): string | null {
  const options = (select ?? status)?.options.map((option) => option.name) ?? []
  if (options.includes(wanted)) return null
  return `\`${name}\` has no option \`${wanted}\` (it has ${options.map((one) => `\`${one}\``).join(', ') || 'none'})`
}

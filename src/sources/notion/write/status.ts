import type { Api } from '../api/client.ts'
import { type Page, page } from '../api/schema.ts'
import { optionName } from '../convert/property.ts'
import { type SourceProperty, type SourceSchema, schemaOfPage } from '../source-schema.ts'
import { ALREADY, carryOut, impossible, type Look, theirs, type WriteOutcome } from './carry-out.ts'

export type StatusWrite = {
  readonly documentId: string
  /** What the page must still say for the write to be made; null: empty. */
  readonly from: string | null
  readonly to: string
}

/**
 * Moves the status of a page, if it still is what it was when it was read, to an option that exists.
 * `schemas` are the data sources of the knowledge base, fresh enough to know their options.
 */
export async function writeStatus(
  api: Api,
  schemas: readonly SourceSchema[],
  write: StatusWrite,
): Promise<WriteOutcome> {
  const { documentId, from, to } = write
  const what = (doing: string) => `${doing} the status of page ${documentId}`
  const read = () =>
    api.read(what('reading'), page, (client) => client.pages.retrieve({ page_id: documentId }))
  const before = await read()
  const property = statusProperty(before, schemas)
  if (!property) return impossible('the page has no status property')
  if (before.in_trash) return theirs('the page is in the trash')
  const present = statusOf(before, property)
  if (present === to) return ALREADY
  if (present !== from) return theirs(`a person chose \`${present ?? ''}\``)
  if (!property.options?.includes(to)) return impossible(noOption(property, to))
  const lookAt = (json: Page): Look => {
    const now = statusOf(json, property)
    return now === to ? 'wanted' : now === from ? 'before' : 'other'
  }
  const properties = { [nameOn(before, property)]: valueFor(property, to) }
  return carryOut({
    api,
    send: async () =>
      lookAt(
        await api.write(what('writing'), page, (client) =>
          client.pages.update({ page_id: documentId, properties }),
        ),
      ),
    look: async () => lookAt(await read()),
    overtaken: 'a person changed the status at the same moment',
  })
}

function statusProperty({ parent }: Page, schemas: readonly SourceSchema[]): SourceProperty | undefined {
  const schema = schemaOfPage(parent, schemas)
  return schema?.properties.find(({ id }) => id === schema.status)
}

function statusOf({ properties }: Page, { id }: SourceProperty): string | null {
  return optionName(Object.values(properties).find((property) => property.id === id))
}

/** What the property is called on the page just read: it may have been renamed since the schema was. */
function nameOn({ properties }: Page, { id, name }: SourceProperty): string {
  return Object.keys(properties).find((key) => properties[key]?.id === id) ?? name
}

function valueFor({ type }: SourceProperty, name: string) {
  return type === 'status' ? { status: { name } } : { select: { name } }
}

function noOption({ name, options }: SourceProperty, to: string): string {
  const known = options?.map((option) => `\`${option}\``).join(', ')
  return `\`${name}\` has no option \`${to}\` (it has ${known || 'none'})`
}

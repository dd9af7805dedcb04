import type { Api } from '../api/client.ts'
import { type Page, page } from '../api/schema.ts'
import { optionName } from '../convert/property.ts'
import { type SourceSchema, schemaOfPage } from '../source-schema.ts'
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
  const read = () =>
    api.read(`reading the status of page ${documentId}`, page, (client) =>
      client.pages.retrieve({ page_id: documentId }),
    )
  const before = await read()
  const schema = schemaOfPage(before.parent, schemas)
  const property = schema?.properties.find(({ id }) => id === schema.status)
  if (!schema || !property) return impossible('the page has no status property')
  const statusOf = (json: Page) =>
    optionName(Object.values(json.properties).find(({ id }) => id === property.id))
  if (before.in_trash) return theirs('the page is in the trash')
  if (statusOf(before) === to) return ALREADY
  if (statusOf(before) !== from) return theirs(`a person chose \`${statusOf(before) ?? ''}\``)
  if (!property.options?.includes(to)) {
    const known = property.options?.map((name) => `\`${name}\``).join(', ')
    return impossible(`\`${property.name}\` has no option \`${to}\` (it has ${known || 'none'})`)
  }
  const lookAt = (json: Page): Look => {
    const now = statusOf(json)
    return now === to ? 'wanted' : now === from ? 'before' : 'other'
  }
  const value = property.type === 'status' ? { status: { name: to } } : { select: { name: to } }
  return carryOut({
    api,
    send: async () =>
      lookAt(
        await api.write(`writing the status of page ${documentId}`, page, (client) =>
          client.pages.update({ page_id: documentId, properties: { [property.id]: value } }),
        ),
      ),
    look: async () => lookAt(await read()),
    overtaken: 'a person changed the status at the same moment',
  })
}

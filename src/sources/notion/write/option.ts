import type { Api } from '../api/client.ts'
import { dataSource } from '../api/schema.ts'
import { ALREADY, carryOut, impossible, type Look, type WriteOutcome } from './carry-out.ts'

export type OptionWish = { readonly dataSource: string; readonly property: string; readonly name: string }

/**
 * Adds an option to a status or select property, on a person's explicit wish only. Options are sent as a whole list:
 * of a select, Notion deletes those that are left out. A new option of a status comes into its first group.
 */
export async function addOption(api: Api, wish: OptionWish): Promise<WriteOutcome> {
  const read = () =>
    api.read(`reading the data source ${wish.dataSource}`, dataSource, (client) =>
      client.dataSources.retrieve({ data_source_id: wish.dataSource }),
    )
  const find = (json: Awaited<ReturnType<typeof read>>) => {
    const property = Object.values(json.properties).find(
      ({ id, name }) => id === wish.property || name === wish.property,
    )
    return { property, options: (property?.status ?? property?.select)?.options }
  }
  const { property, options } = find(await read())
  if (!property || !options) return impossible(`\`${wish.property}\` is no status or select property`)
  if (wish.name.includes(',')) return impossible('the name of an option cannot hold a comma')
  const lookAt = (json: Awaited<ReturnType<typeof read>>): Look =>
    find(json).options?.some(({ name }) => name === wish.name) ? 'wanted' : 'before'
  if (options.some(({ name }) => name === wish.name)) return ALREADY
  const kept = options.map(({ id, name }) => (id === undefined ? { name } : { id, name }))
  return carryOut({
    api,
    send: async () =>
      lookAt(
        await api.write(`adding an option to \`${property.name}\``, dataSource, (client) =>
          client.dataSources.update({
            data_source_id: wish.dataSource,
            properties: {
              [property.name]: { [property.type]: { options: [...kept, { name: wish.name }] } } as never,
            },
          }),
        ),
      ),
    look: async () => lookAt(await read()),
    overtaken: 'the option is not there after it was added',
  })
}

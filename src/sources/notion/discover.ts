import type { Document } from '../../documents/document.ts'
import { type Api, notionApi } from './api/client.ts'
import { listed } from './api/lists.ts'
import { anyList, dataSource, dataSourceList, page, user } from './api/schema.ts'
import { headOf } from './convert/page.ts'
import type { NotionOptions } from './options.ts'
import { readBody } from './read/body.ts'
import { documentOf } from './read/document.ts'
import { type SourceSchema, schemaOf } from './source-schema.ts'
import { outcomeOf, type WriteOutcome } from './write/carry-out.ts'
import { addOption, type OptionWish } from './write/option.ts'

/** A data source the token can see; `database` is what the settings name. */
export type Seen = {
  readonly id: string
  readonly name: string
  readonly database: string
  readonly url: string | null
}

/** What `init` needs to know of a data source: its columns, and some of its pages to recognise tables by. */
export type Recognised = { readonly schema: SourceSchema; readonly sample: readonly Document[] }

/** What a token alone can find out, before there are settings. */
export type NotionDiscovery = {
  /** Name of the integration; throws when the token is not known. */
  whoAmI(): Promise<string>
  /** As far as Notion's search tells: it lists what was shared directly, some moments late. */
  listDataSources(): Promise<readonly Seen[]>
  recognise(dataSourceId: string, samples?: number): Promise<Recognised>
  addStatusOption(wish: OptionWish): Promise<WriteOutcome>
}

/** Looks around with a token. */
export function notionDiscovery(
  given: Pick<NotionOptions, 'token' | 'baseUrl' | 'sleep' | 'requestTimeoutMs'> &
    Partial<Pick<NotionOptions, 'requestsPerMinute'>>,
): NotionDiscovery {
  const api = notionApi({ requestsPerMinute: 180, ...given })
  return {
    async whoAmI() {
      const me = await api.read('asking Notion who we are', user, (client) => client.users.me({}))
      return me.name ?? me.id
    },
    listDataSources: () => search(api),
    recognise: (id, samples = 3) => recognise(api, id, samples),
    addStatusOption: (wish) => outcomeOf(() => addOption(api, wish)),
  }
}

async function search(api: Api): Promise<readonly Seen[]> {
  const found: Seen[] = []
  const what = 'searching for databases'
  const pages = listed(what, (cursor) =>
    api.read(what, dataSourceList, (client) =>
      client.search({
        filter: { property: 'object', value: 'data_source' },
        page_size: 100,
        ...(cursor !== undefined && { start_cursor: cursor }),
      }),
    ),
  )
  for await (const part of pages) {
    for (const { id, title, parent, url, in_trash } of part) {
      const name = title.map(({ plain_text }) => plain_text).join('')
      if (!in_trash) found.push({ id, name, database: parent?.database_id ?? id, url: url ?? null })
    }
  }
  return found
}

async function recognise(api: Api, id: string, samples: number): Promise<Recognised> {
  const json = await api.read(`reading the data source ${id}`, dataSource, (client) =>
    client.dataSources.retrieve({ data_source_id: id }),
  )
  const names = Object.values(json.properties).filter(({ type }) => type === 'status' || type === 'select')
  const status =
    names.find(({ name }) => /^(status|상태)$/i.test(name.trim())) ??
    names.find(({ type }) => type === 'status')
  const schema = schemaOf(json, '', { statusProperty: status?.id ?? null }, null)
  const answer = await api.read(`listing the pages of \`${schema.name}\``, anyList, (client) =>
    client.dataSources.query({
      data_source_id: id,
      page_size: samples,
      result_type: 'page',
      // What was edited last is in use; the oldest page is often a template or a guide.
      sorts: [{ timestamp: 'last_edited_time', direction: 'descending' }],
    }),
  )
  const sample: Document[] = []
  // A page of which Notion gives the id alone shows nothing to recognise a table by.
  for (const result of answer.results.filter((each) => 'properties' in each)) {
    const one = page.parse(result)
    const head = headOf(one, schema)
    sample.push(documentOf(head, await readBody(api, one, head.title, null, new Set([id]))))
  }
  return { schema, sample }
}

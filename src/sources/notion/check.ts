import { Failure } from '../../lib/failure.ts'
import type { Api } from './api/client.ts'
import { conditionOf } from './api/filter.ts'
import { anyList, user } from './api/schema.ts'
import { NotionTrouble } from './api/trouble.ts'
import { findSources } from './find-sources.ts'
import type { NotionOptions } from './options.ts'
import type { SourceSchema } from './source-schema.ts'

/** One link of the chain, for `doctor`. `mend` says what to do where it is not good. */
export type Check = {
  readonly name: string
  readonly state: 'good' | 'warning' | 'bad'
  readonly words: string
  readonly mend: string | null
}

const good = (name: string, words: string): Check => ({ name, state: 'good', words, mend: null })
const warning = (name: string, words: string, mend: string): Check => ({
  name,
  state: 'warning',
  words,
  mend,
})

/** Tries everything the source needs, writing nothing. `statuses` are those that may be written. */
export async function checkSource(
  api: Api,
  options: NotionOptions,
  statuses: readonly string[],
): Promise<readonly Check[]> {
  const token = await checkToken(api)
  if (token.state === 'bad') return [token]
  const checks: Check[] = [token]
  try {
    const { schemas, notes } = await findSources(api, options, [])
    checks.push(good('Notion data source', schemas.map(({ name }) => `\`${name}\``).join(', ')))
    for (const note of notes)
      checks.push(warning('Notion columns', note, 'Correct the name in the settings.'))
    for (const schema of schemas) {
      checks.push(...checkStatus(schema, statuses))
      checks.push(checkFilter(options, schema))
    }
    const page = await somePage(api, schemas)
    checks.push(page.check)
    if (page.id !== null && options.comments) checks.push(await checkComments(api, page.id))
    checks.push(await checkNames(api))
  } catch (error) {
    checks.push(bad('Notion data source', error))
  }
  return checks
}

async function checkToken(api: Api): Promise<Check> {
  try {
    const me = await api.read('asking Notion who we are', user, (client) => client.users.me({}))
    return good('Notion token', `connected as \`${me.name ?? me.id}\``)
  } catch (error) {
    return bad('Notion token', error)
  }
}

function checkStatus(schema: SourceSchema, statuses: readonly string[]): readonly Check[] {
  const property = schema.properties.find(({ id }) => id === schema.status)
  if (!property) return []
  const missing = statuses.filter((name) => !property.options?.includes(name))
  const known = property.options?.map((name) => `\`${name}\``).join(', ') || 'none'
  if (missing.length === 0)
    return [good('Notion status', `\`${property.name}\` (${property.type}): ${known}`)]
  const lacking = missing.map((name) => `\`${name}\``).join(', ')
  return [
    warning(
      'Notion status',
      `\`${property.name}\` in \`${schema.name}\` has no option ${lacking}; it has ${known}`,
      'Add the option in Notion (or let `magam init` add it), or name an existing one under `status` in the settings.',
    ),
  ]
}

function checkFilter(options: NotionOptions, schema: SourceSchema): Check {
  if (!options.filter) return good('Notion filter', 'none: every page is read')
  try {
    conditionOf(options.filter, schema)
    return good('Notion filter', `\`${options.filter.property}\` fits \`${schema.name}\``)
  } catch (error) {
    return bad('Notion filter', error)
  }
}

async function somePage(
  api: Api,
  schemas: readonly SourceSchema[],
): Promise<{ check: Check; id: string | null }> {
  for (const schema of schemas) {
    const answer = await api.read(`listing the pages of \`${schema.name}\``, anyList, (client) =>
      client.dataSources.query({ data_source_id: schema.id, page_size: 1 }),
    )
    const id = answer.results[0]?.id
    if (id !== undefined) {
      await api.read('reading the blocks of a page', anyList, (client) =>
        client.blocks.children.list({ block_id: id, page_size: 1 }),
      )
      return { check: good('Notion pages', 'pages and their blocks can be read'), id }
    }
  }
  return {
    check: warning(
      'Notion pages',
      'no page can be seen',
      'Add a page to the database, or share it with the integration.',
    ),
    id: null,
  }
}

async function checkComments(api: Api, pageId: string): Promise<Check> {
  try {
    await api.read('reading comments', anyList, (client) =>
      client.comments.list({ block_id: pageId, page_size: 1 }),
    )
    return good('Notion comments', 'can be read')
  } catch (error) {
    if (!lacksCapability(error)) return bad('Notion comments', error)
    return warning(
      'Notion comments',
      'the integration may not read comments: rows that need a person are not commented on',
      'Tick “Read comments” and “Insert comments” in the integration’s settings, or set `notion.comments: false`.',
    )
  }
}

function lacksCapability(error: unknown): boolean {
  return error instanceof NotionTrouble && error.code === 'notion-capability'
}

async function checkNames(api: Api): Promise<Check> {
  try {
    await api.read('listing people', anyList, (client) => client.users.list({ page_size: 1 }))
    return good('Notion people', 'names can be read')
  } catch (error) {
    if (!lacksCapability(error)) return bad('Notion people', error)
    return warning(
      'Notion people',
      'the integration may not read names: who made or edited a page is not shown',
      'Tick “Read user information” in the integration’s settings, if names are wanted.',
    )
  }
}

function bad(name: string, error: unknown): Check {
  if (!(error instanceof Failure)) throw error
  return { name, state: 'bad', words: error.message, mend: error.hint }
}

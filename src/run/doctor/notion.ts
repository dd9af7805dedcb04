import { setTimeout as wait } from 'node:timers/promises'
import { counted } from '../../lib/counted.ts'
import { type DocumentProgrammes, readDocument } from '../../programmes/index.ts'
import type { Environment, KnowledgeBaseSettings } from '../../settings/read.ts'
import {
  memoryOf,
  type NotionOptions,
  notionDiscovery,
  notionSource,
  type Recognised,
  type Check as SourceCheck,
} from '../../sources/notion/index.ts'
import { openStore } from '../../state/open.ts'
import { notionOptions } from '../knowledge-base.ts'
import { bad, type Check, good, trouble, warning } from './check.ts'

/** How many pages of each data source are looked into for columns. */
const SAMPLES = 5
/** A person waits for the answer: pauses between repeats are cut short. */
const LONGEST_PAUSE_MS = 300

/** Token, capabilities, data source, statuses, filter, pages, comments and the columns of deadlines. Writes nothing. */
export async function checkNotion(
  base: KnowledgeBaseSettings,
  environment: Environment,
): Promise<readonly Check[]> {
  try {
    const options = notionOptions(base, environment, { sleep: briefly, timeoutMs: 15_000 })
    return await checkChain(base, options)
  } catch (error) {
    return trouble('Notion token', error)
  }
}

const briefly = async (ms: number): Promise<void> => {
  await wait(Math.min(ms, LONGEST_PAUSE_MS))
}

async function checkChain(base: KnowledgeBaseSettings, options: NotionOptions): Promise<readonly Check[]> {
  const memory = await openStore('file::memory:')
  try {
    const source = notionSource(options, memoryOf(memory, base.name))
    const checks = (await source.check(statusesOf(base))).map(asCheck)
    if (checks.some(({ name, state }) => state === 'bad' && /token|source/.test(name))) return checks
    const sources = await source.statusOptions()
    const samples = await Promise.all(
      sources.map(({ dataSource }) => notionDiscovery(options).recognise(dataSource, SAMPLES)),
    )
    return [...checks, ...samples.map((sample) => checkColumns(base, sample))]
  } catch (error) {
    return trouble('Notion pages', error)
  } finally {
    await memory.close()
  }
}

function statusesOf({ status }: KnowledgeBaseSettings): readonly string[] {
  if (status === null) return []
  return [status.active, status.expired, status.review].filter((name): name is string => name !== null)
}

/** A status that is asked for and cannot be kept is no small thing: the settings may say that none is. */
function asCheck({ name, state, words, mend }: SourceCheck): Check {
  const unkept = state === 'warning' && /status|columns/i.test(name)
  if (!unkept) return { name, knowledgeBase: null, state, found: words, mend }
  return bad(
    name,
    words,
    `${(mend ?? '').replace(/\.$/, '')}; or write \`status: null\` to leave statuses alone.`,
  )
}

/** Whether the tables of a few pages have a column that is read as deadlines, and what it gives. */
function checkColumns(base: KnowledgeBaseSettings, { schema, sample }: Recognised): Check {
  const name = 'deadline column'
  if (sample.length === 0)
    return warning(name, `\`${schema.name}\` has no page to look at`, 'add one and look again')
  const read = sample.map((document) => readDocument(document, { columns: base.columns }))
  const columns = headersOf(read)
  const count = read.reduce((sum, { programmes }) => sum + programmes.length, 0)
  if (columns.length > 0) {
    const unclear = read.reduce((sum, { unclearRows }) => sum + unclearRows.length, 0)
    const rest = unclear > 0 ? `, ${unclear} of them not understood` : ''
    return good(
      name,
      `${columns.map((header) => `\`${header}\``).join(', ')}: ${counted(count, 'programme')} in ${counted(sample.length, 'page')}${rest}`,
    )
  }
  const titles = sample.map(({ title }) => `\`${title}\``).join(', ')
  // Often the table is there for people only: a view of a database elsewhere, which Notion keeps from integrations.
  const passedOver = [...new Set(sample.flatMap(({ notes }) => notes))].slice(0, 2).join(' ')
  const found = `no table of ${titles} has a column that is read as a name and one that is read as a deadline${passedOver && `. ${passedOver}`}`
  const mend = 'name your headers under `columns` in the settings: `columns: { deadline: [your header] }`'
  // With a filter the pages looked at may not be those that are read.
  return base.notion.filter ? warning(name, found, mend) : bad(name, found, mend)
}

function headersOf(read: readonly DocumentProgrammes[]): readonly string[] {
  const columns = read.flatMap(({ layouts }) => layouts.flatMap((layout) => layout.columns))
  return [...new Set(columns.filter(({ role }) => role === 'deadline').map(({ header }) => header))]
}

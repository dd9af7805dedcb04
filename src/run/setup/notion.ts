import { Failure } from '../../lib/failure.ts'
import { readDocument } from '../../programmes/index.ts'
import { notionDiscovery, type SourceSchema } from '../../sources/notion/index.ts'

/** How to look around in Notion before there are settings. */
export type NotionAccess = {
  readonly token: string
  readonly baseUrl: string | null
  /** Null: what every workspace may. */
  readonly requestsPerMinute: number | null
}

/** A data source as a person chooses it: what Magam recognised in a few of its pages. */
export type Base = {
  readonly id: string
  readonly database: string
  readonly name: string
  readonly pages: number
  readonly programmes: number
  /** Headers that were read as deadlines. */
  readonly deadlineColumns: readonly string[]
  readonly status: { readonly property: string; readonly options: readonly string[] } | null
}

const SAMPLES = 3
/** Looking into more than this would take minutes; the rest is named only. */
const MOST_LOOKED_INTO = 20

/** Name of the integration. Throws a `Failure` when Notion does not know the token. */
export function whoIs(access: NotionAccess): Promise<string> {
  return discovery(access).whoAmI()
}

/** The data sources that the token sees, those with programmes first. `onLook` is told before each is looked into. */
export async function listBases(
  access: NotionAccess,
  onLook: (done: number, total: number) => void,
): Promise<readonly Base[]> {
  const notion = discovery(access)
  const seen = await notion.listDataSources()
  const bases: Base[] = []
  for (const [index, { id, name, database }] of seen.entries()) {
    if (index < MOST_LOOKED_INTO) onLook(index, seen.length)
    const found = index < MOST_LOOKED_INTO ? await lookIfItCan(notion, id) : null
    bases.push({ id, database, name, ...(found ?? UNKNOWN) })
  }
  return bases.sort((a, b) => b.programmes - a.programmes)
}

const UNKNOWN = { pages: 0, programmes: 0, deadlineColumns: [], status: null }

/** Null where a data source cannot be looked into: it may be none of those that matter. */
async function lookIfItCan(notion: ReturnType<typeof notionDiscovery>, id: string) {
  try {
    return await lookInto(notion, id)
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

/** The data source that was chosen, known as well as it can be. Throws a `Failure` when it cannot be looked into. */
export async function knownBase(access: NotionAccess, base: Base): Promise<Base> {
  return base.pages > 0 ? base : { ...base, ...(await lookInto(discovery(access), base.id)) }
}

async function lookInto(notion: ReturnType<typeof notionDiscovery>, id: string) {
  const { schema, sample } = await notion.recognise(id, SAMPLES)
  const read = sample.map((document) => readDocument(document, { columns: {} }))
  const columns = read.flatMap(({ layouts }) => layouts.flatMap((layout) => layout.columns))
  return {
    pages: sample.length,
    programmes: read.reduce((sum, { programmes }) => sum + programmes.length, 0),
    deadlineColumns: [
      ...new Set(columns.filter(({ role }) => role === 'deadline').map(({ header }) => header)),
    ],
    status: statusOf(schema),
  }
}

function statusOf(schema: SourceSchema): Base['status'] {
  const property = schema.properties.find(({ id }) => id === schema.status)
  return property ? { property: property.name, options: property.options ?? [] } : null
}

/** Adds an option to the status property, on a person's wish. Gives what stood in the way, or null. */
export async function addStatus(access: NotionAccess, base: Base, name: string): Promise<string | null> {
  if (base.status === null) return 'there is no status property'
  const { property } = base.status
  const outcome = await discovery(access).addStatusOption({ dataSource: base.id, property, name })
  return outcome.result === 'done' || outcome.result === 'already'
    ? null
    : (outcome.problem ?? outcome.result)
}

function discovery({ token, baseUrl, requestsPerMinute }: NotionAccess): ReturnType<typeof notionDiscovery> {
  return notionDiscovery({
    token,
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(requestsPerMinute === null ? {} : { requestsPerMinute }),
  })
}

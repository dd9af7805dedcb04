import { counted } from '../../lib/counted.ts'
import { Failure, UserError } from '../../lib/failure.ts'
import { type Base, knownBase, listBases, type NotionAccess, whoIs } from '../../run/setup/notion.ts'
import { tokenProblem } from '../../settings/environment.ts'
import type { Context } from '../context.ts'
import type { Asker } from './ask.ts'
import { type StatusAnswers, type Statuses, statusStep } from './status-step.ts'

export type NotionAnswers = {
  readonly token: string
  readonly base: Base
  /** Set when the database has several data sources. */
  readonly dataSource: string | null
  readonly status: Statuses | null
}

type From = {
  readonly known: string | undefined
  readonly baseUrl: string | null
  readonly requestsPerMinute: number | null
}

type Options = StatusAnswers & { readonly dataSource?: string }

const SHARE = 'in Notion open the database, choose ••• → Connections, and add the integration'

/** Token, data source and statuses. `known` is the token that is there already. */
export async function notionStep(
  context: Context,
  ask: Asker,
  options: Options,
  from: From,
): Promise<NotionAnswers> {
  const access = await tokenStep(context, ask, from)
  const bases = await basesStep(context, ask, access)
  const chosen = await ask.choose({
    flag: '--data-source',
    message: 'Which one shall be kept in step?',
    given: options.dataSource === undefined ? undefined : idOf(bases, options.dataSource),
    fallback: bases.length === 1 ? (bases[0]?.id ?? null) : null,
    choices: bases.map((base) => ({
      value: base.id,
      label: base.name || '(without a name)',
      hint: baseWords(base),
    })),
  })
  const offered = bases.find(({ id }) => id === chosen)
  if (!offered) throw new Error('a choice that was not offered')
  const base = await knownBase(access, offered)
  const several = bases.filter(({ database }) => database === base.database).length > 1
  return {
    token: access.token,
    base,
    dataSource: several ? base.id : null,
    status: await statusStep(ask, options, access, base),
  }
}

/** Asks until Notion knows the token. */
async function tokenStep(
  context: Context,
  ask: Asker,
  { known, baseUrl, requestsPerMinute }: From,
): Promise<NotionAccess> {
  let given = known
  for (;;) {
    const token = await ask.secret({
      flag: '--notion-token-file',
      message: 'Token of the Notion integration (app.notion.com/developers/connections)',
      given,
      fallback: null,
      check: (text) => (text.length < 8 ? 'it has less than eight characters' : tokenProblem(text)),
    })
    context.keepSecret(token)
    try {
      const name = await whoIs({ token, baseUrl, requestsPerMinute })
      context.say(`Notion knows the token: \`${name}\`.`)
      return { token, baseUrl, requestsPerMinute }
    } catch (error) {
      if (!(error instanceof Failure) || !ask.interactive) throw error
      ask.note(`${error.message}\n${error.hint ?? ''}`, 'That did not work')
      given = undefined
    }
  }
}

/** Looks until there is something to choose from. */
async function basesStep(context: Context, ask: Asker, access: NotionAccess): Promise<readonly Base[]> {
  for (;;) {
    const progress = context.progress()
    progress.step('looking at what the integration can see')
    const bases = await listBases(access, (done, total) =>
      progress.step('looking into data sources', done, total),
    )
    progress.end()
    if (bases.length > 0) return bases
    if (!ask.interactive) {
      throw new UserError('the integration sees no database', [
        { what: 'nothing was shared with it yet', hint: SHARE },
      ])
    }
    ask.note(
      `The integration sees no database yet: ${SHARE}. Notion may take a minute to tell.`,
      'Nothing to choose from',
    )
    await ask.choose({
      flag: '--data-source',
      message: 'Look again?',
      given: undefined,
      fallback: 'again',
      choices: [{ value: 'again', label: 'Yes, it is shared now' }],
    })
  }
}

/** By id, by the database's id, or by a name that only one has; otherwise as it was given, for the message. */
function idOf(bases: readonly Base[], wish: string): string {
  const plain = (id: string) => id.replaceAll('-', '').toLowerCase()
  const hex = /[0-9a-f]{32}(?![0-9a-f])/.exec(plain(wish))?.[0]
  const byId = bases.find(
    ({ id, database }) => hex !== undefined && [plain(id), plain(database)].includes(hex),
  )
  const byName = bases.filter(({ name }) => name === wish)
  return byId?.id ?? (byName.length === 1 ? byName[0]?.id : undefined) ?? wish
}

function baseWords(base: Base): string {
  if (base.pages === 0) return 'no page was looked into'
  const columns = base.deadlineColumns.map((column) => `\`${column}\``).join(', ')
  const status = base.status ? `; status: ${base.status.options.join(', ')}` : '; no status'
  return columns === ''
    ? `no deadlines recognised${status}`
    : `${counted(base.programmes, 'programme')}, deadlines in ${columns}${status}`
}

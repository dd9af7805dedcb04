import { timingSafeEqual } from 'node:crypto'
import type { Fault } from '../faults.ts'
import type { SandboxAnswer, SandboxRequest } from '../server.ts'
import type { Call } from './call.ts'
import { newCursors } from './cursors.ts'
import { findEndpoint } from './endpoints/index.ts'
import { failureAnswer } from './failures.ts'
import { type Ids, newIds } from './ids.ts'
import { newLimiter } from './rate.ts'
import { type Fields, invalid, isFields, Refusal, restricted } from './refusal.ts'
import type { Json } from './render/index.ts'
import type { Capabilities, NotionSettings } from './settings.ts'
import type { Store } from './store.ts'

const VERSIONS = ['2025-09-03', '2026-03-11']

export type Connection = {
  readonly store: Store
  readonly settings: NotionSettings
  readonly token: string
  readonly botId: string
  readonly workspaceName: string
}

/** The three hooks of the sandbox server, for one connection. */
export function newAnswerer(connection: Connection) {
  const { store } = connection
  // Ids of requests and cursors come from a line of their own: what is asked must not change the ids of what is made.
  const passing = newIds(0xfeed)
  const cursors = newCursors(store.clock, passing)
  const limiter = newLimiter(store.clock)
  const refused = (refusal: Refusal, headers: Record<string, string> = {}) =>
    answer(passing, refusal.status, errorJson(refusal), headers)
  return {
    handle(request: SandboxRequest): SandboxAnswer {
      try {
        return answer(passing, 200, respond(connection, { cursors }, request))
      } catch (error) {
        if (error instanceof Refusal) return refused(error)
        throw error
      }
    },
    failure: (
      fault: Extract<Fault, { kind: 'status' }>,
      request: SandboxRequest,
      made: SandboxAnswer | null,
    ): SandboxAnswer => {
      const { refusal, headers } = failureAnswer(fault, request, made)
      return refused(refusal, headers)
    },
    limit(): SandboxAnswer | null {
      const limited = limiter(connection.settings)
      return limited && refused(limited.refusal, limited.headers)
    },
  }
}

/** The route is checked before the token, the token before the version: as the service does. */
function respond(connection: Connection, tools: Pick<Call, 'cursors'>, request: SandboxRequest): Json {
  const { endpoint, ids } = findEndpoint(request.method, request.path)
  authorize(connection.token, request)
  const old = checkVersion(request) < '2026-03-11'
  const beta = request.headers['notion-beta']
  if (beta !== undefined) throw new Refusal(400, 'invalid_beta', `Unknown beta: ${String(beta)}.`)
  for (const capability of endpoint.needs)
    if (!isGiven(connection.settings.capabilities, capability)) throw restricted()
  const call: Call = {
    store: connection.store,
    settings: connection.settings,
    botId: connection.botId,
    workspaceName: connection.workspaceName,
    cursors: tools.cursors,
    old,
    view: { archivedKey: old, users: connection.settings.capabilities.users },
    query: request.query,
    body: readBody(request),
  }
  return endpoint.answer(call, ...ids)
}

function isGiven(capabilities: Capabilities, name: keyof Capabilities): boolean {
  return capabilities[name] === true || (name === 'users' && capabilities.users !== 'none')
}

function authorize(token: string, request: SandboxRequest): void {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new Refusal(401, 'unauthorized', 'API token is invalid.')
}

function checkVersion(request: SandboxRequest): string {
  const version = request.headers['notion-version']
  if (typeof version === 'string' && VERSIONS.includes(version)) return version
  const instead = version === undefined ? 'undefined' : `"${String(version)}"`
  const should = version === undefined ? 'defined' : VERSIONS.map((known) => `\`"${known}"\``).join(' or ')
  throw new Refusal(
    400,
    'missing_version',
    `Notion-Version header failed validation: Notion-Version header should be ${should}, instead was \`${instead}\`.`,
  )
}

function readBody(request: SandboxRequest): Fields {
  if (request.body.length === 0) return {}
  if (request.body.length > 500_000) throw invalid('body failed validation: body size should be ≤ 500KB.')
  try {
    const parsed: unknown = JSON.parse(request.body.toString('utf8'))
    if (isFields(parsed)) return parsed
  } catch {
    // Told below: a body that is not JSON and one that is not an object get the same answer.
  }
  throw new Refusal(400, 'invalid_json', 'Error parsing JSON body.')
}

function errorJson(refusal: Refusal): Json {
  return {
    object: 'error',
    status: refusal.status,
    code: refusal.code,
    message: refusal.message,
    ...(refusal.additional && { additional_data: refusal.additional }),
  }
}

function answer(ids: Ids, status: number, body: Json, headers: Record<string, string> = {}): SandboxAnswer {
  const requestId = ids.uuid()
  return {
    status,
    headers: { 'x-notion-request-id': requestId, ...headers },
    body: { ...body, request_id: requestId },
  }
}

import type { SandboxAnswer, SandboxRequest } from '../server.ts'
import { partialAnswer } from './partial-answer.ts'
import { gateRefusal, noSuchAddress, refusal } from './refusal.ts'
import { ROUTES, type Route } from './routes.ts'
import { reachOf } from './scopes.ts'
import type { World } from './world.ts'

/** Answers a request below `/calendar/v3/`; throws refusals. `authNow`: ms by the clock that access tokens live by. */
export function answerCalendarRequest(here: World, request: SandboxRequest, authNow: number): SandboxAnswer {
  const { account, scopes } = authenticated(here, request, authNow)
  const { route: found, ids } = match(request)
  const reach = reachOf(scopes, found.operation)
  if (reach === null) throw scopeTooNarrow()
  const body = found.answer({ here, account, request, ids, reach })
  if (body === null) return { status: 204, body: null }
  const etag = 'etag' in body ? String(body.etag) : undefined
  const asked = request.headers['if-none-match']
  if (request.method === 'GET' && etag !== undefined && asked === etag) {
    return { status: 304, headers: { etag }, body: null }
  }
  const fields = request.query.get('fields')
  const headers = etag === undefined ? {} : { etag }
  return { status: 200, headers, body: fields === null ? body : partialAnswer(body, fields) }
}

function authenticated(here: World, request: SandboxRequest, now: number) {
  const secret = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const place = { locationType: 'header', location: 'Authorization' }
  if (secret === undefined) throw gateRefusal(401, 'UNAUTHENTICATED', 'required', 'Login Required.', place)
  const token = here.accounts.access.get(secret)
  if (token && token.expiresAt > now && here.accounts.byEmail.has(token.account.email)) return token
  throw gateRefusal(401, 'UNAUTHENTICATED', 'authError', 'Invalid Credentials', place)
}

function scopeTooNarrow() {
  const reason = 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'
  return gateRefusal(
    403,
    'PERMISSION_DENIED',
    'insufficientPermissions',
    'Request had insufficient authentication scopes.',
    {
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }],
    },
  )
}

const PREFIX = '/calendar/v3/'

function match(request: SandboxRequest): { route: Route; ids: string[] } {
  const segments = request.path.slice(PREFIX.length).split('/')
  for (const candidate of ROUTES) {
    const pattern = candidate.path.split('/')
    if (candidate.method !== request.method || pattern.length !== segments.length) continue
    if (!pattern.every((part, at) => part === '*' || part === segments[at])) continue
    const ids = segments.filter((_, at) => pattern[at] === '*').map(decode)
    return { route: candidate, ids }
  }
  throw noSuchAddress(request.path)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refusal(400, 'badRequest', 'Bad Request')
  }
}

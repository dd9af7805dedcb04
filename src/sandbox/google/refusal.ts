import type { Fault } from '../faults.ts'
import type { SandboxAnswer } from '../server.ts'

type Detail = {
  readonly domain?: string
  readonly locationType?: string
  readonly location?: string
}

/** A request that is answered with an error; thrown anywhere below the router, which sends `answer`. */
export class Refusal extends Error {
  readonly answer: SandboxAnswer
  constructor(message: string, answer: SandboxAnswer) {
    super(message)
    this.name = 'Refusal'
    this.answer = answer
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' }

/** The envelope of Calendar's own backend: no `status`, one space of indent. */
export function refusal(code: number, reason: string, message: string, detail: Detail = {}): Refusal {
  const { domain = 'global', ...place } = detail
  const body = { error: { errors: [{ domain, reason, message, ...place }], code, message } }
  return new Refusal(message, { status: code, headers: JSON_TYPE, body: JSON.stringify(body, null, 1) })
}

/** The envelope of the front end before it: carries `status` (and `details`), two spaces of indent. */
export function gateRefusal(
  code: number,
  status: string,
  reason: string,
  message: string,
  more: Detail & { readonly details?: readonly object[] } = {},
): Refusal {
  const { domain = 'global', details, ...place } = more
  const errors = [{ message, domain, reason, ...place }]
  const body = { error: { code, message, errors, status, ...(details ? { details } : {}) } }
  return new Refusal(message, { status: code, headers: JSON_TYPE, body: JSON.stringify(body, null, 2) })
}

/** The token endpoint's envelope (RFC 6749, 5.2). */
export function tokenRefusal(error: string, description: string, status = 400): Refusal {
  const body = { error, error_description: description }
  return new Refusal(description, { status, headers: JSON_TYPE, body: JSON.stringify(body, null, 2) })
}

/** What the gateway gives for an address that nobody answers. */
export function noSuchAddress(path: string): Refusal {
  const page = `<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b> The requested URL <code>${path.replace(/[<>&"]/g, '')}</code> was not found on this server.</html>`
  return new Refusal('Not Found', {
    status: 404,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: page,
  })
}

export const invalid = (message: string) => refusal(400, 'invalid', message)
export const required = (message: string) => refusal(400, 'required', message)
export const notFound = () => refusal(404, 'notFound', 'Not Found')
export const gone = () => refusal(410, 'deleted', 'Resource has been deleted')
export const forbidden = () => refusal(403, 'forbidden', 'Forbidden')
export const duplicate = () => refusal(409, 'duplicate', 'The requested identifier already exists.')
export const preconditionFailed = () =>
  refusal(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' })
export const roleTooLow = (role: string) =>
  refusal(403, 'requiredAccessLevel', `You need to have ${role} access to this calendar.`, {
    domain: 'calendar',
  })
export const usageLimit = () =>
  refusal(403, 'quotaExceeded', 'Calendar usage limits exceeded.', { domain: 'usageLimits' })
export const syncTokenDead = () =>
  refusal(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    locationType: 'parameter',
    location: 'syncToken',
  })

/** A scripted status fault in Google's words. 502 and 504 come from the gateway, as a page. */
export function faultAnswer(fault: Extract<Fault, { kind: 'status' }>): SandboxAnswer {
  const { status, reason } = fault
  if (status === 502 || status === 504) {
    return {
      status,
      headers: { 'content-type': 'text/html' },
      body: `<html><title>Error ${status}</title></html>`,
    }
  }
  const [usual, message] = FAULT_WORDS[status] ?? ['backendError', 'Backend Error']
  const domain = status === 429 || (status === 403 && reason !== 'forbidden') ? 'usageLimits' : 'global'
  const { answer } = refusal(status, reason ?? usual, message, { domain })
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

const FAULT_WORDS: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  400: ['badRequest', 'Bad Request'],
  401: ['authError', 'Invalid Credentials'],
  403: ['rateLimitExceeded', 'Rate Limit Exceeded'],
  404: ['notFound', 'Not Found'],
  409: ['duplicate', 'The requested identifier already exists.'],
  429: ['rateLimitExceeded', 'Rate Limit Exceeded'],
}

import type { Fault } from '../faults.ts'
import type { SandboxAnswer, SandboxRequest } from '../server.ts'
import { rateLimited } from './rate.ts'
import { isFields, Refusal } from './refusal.ts'

type StatusFault = Extract<Fault, { kind: 'status' }>

const WORDS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['validation_error', 'body failed validation.'],
  401: ['unauthorized', 'API token is invalid.'],
  403: ['restricted_resource', 'Insufficient permissions for this endpoint.'],
  404: ['object_not_found', 'Could not find object.'],
  409: ['conflict_error', 'Conflict occurred while saving. Please try again.'],
  500: ['internal_server_error', 'Unexpected error occurred.'],
  502: ['bad_gateway', 'Bad gateway.'],
  503: ['service_unavailable', 'Public API service is temporarily unavailable.'],
  504: ['gateway_timeout', 'Request timed out before it could be fully processed.'],
  529: ['service_overload', 'The service is overloaded. Please try again later.'],
}

/** How the service words a failure. `made` is the answer that was lost, when the write had been saved. */
export function failureAnswer(
  fault: StatusFault,
  request: SandboxRequest,
  made: SandboxAnswer | null,
): { refusal: Refusal; headers: Record<string, string> } {
  if (fault.status === 429)
    return rateLimited(
      fault.reason ?? 'public_api_request_rate_limit',
      fault.reason === 'public_api_request_blocked' ? null : (fault.retryAfter ?? 1),
    )
  const [code, message] = WORDS[fault.status] ?? ['internal_server_error', 'Unexpected error occurred.']
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  const saved = fault.status === 503 && made?.status === 200 && request.method !== 'GET'
  if (saved && !isRead(request)) return { refusal: savedButUnanswered(request, made), headers }
  const query = fault.status === 503 && isRead(request) ? queryGuidance(request) : null
  return { refusal: new Refusal(fault.status, code, message, query), headers }
}

function isRead(request: SandboxRequest): boolean {
  return request.path.endsWith('/query') || request.path.endsWith('/search')
}

function queryGuidance(request: SandboxRequest) {
  return {
    endpoint_name: request.path.endsWith('/query') ? 'query_data_source' : 'search',
    notion_error_name: 'DatabaseQueryTimeout',
    retry_guidance: ['Use exponential backoff with jitter', 'Reduce page_size', 'Narrow query filters/sorts'],
  }
}

/** The documented answer when the write is saved and only its answer could not be built. */
function savedButUnanswered(request: SandboxRequest, made: SandboxAnswer): Refusal {
  const answered = isFields(made.body) ? made.body : {}
  const appended = request.method === 'PATCH' && request.path.endsWith('/children')
  const results = Array.isArray(answered.results) ? answered.results : []
  const committed = appended
    ? {
        committed_resource_id: request.path.split('/').at(-2),
        committed_child_ids: results.filter(isFields).map((child) => child.id),
      }
    : request.method === 'POST'
      ? { committed_resource_id: answered.id }
      : {}
  return new Refusal(
    503,
    'service_unavailable',
    'The change was saved, but the response could not be built in time. Read the object again instead of repeating the write.',
    {
      retry_guidance: ['Read the object again to confirm the saved change.', 'Do not repeat the write.'],
      ...committed,
    },
  )
}

import { type Call, pathId, sharedPage } from '../call.ts'
import { type Json, pageJson } from '../render.ts'
import type { Endpoint } from './endpoint.ts'

export const PAGE_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'pages/:', needs: ['readContent'], answer: retrievePage },
]

/** Ids or names of the properties that the answer should hold. */
export function askedProperties(call: Call): string[] {
  return [...call.query.getAll('filter_properties'), ...call.query.getAll('filter_properties[]')]
}

function retrievePage(call: Call, text: string): Json {
  const page = sharedPage(call, pathId(text, 'page_id'))
  return pageJson(call.store, page, call.view, askedProperties(call))
}

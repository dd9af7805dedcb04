import type { Call } from './call.ts'
import { type Complaints, complain, refuseFor } from './refusal.ts'

const MAX_PAGE_SIZE = 100

export type Slice<T> = { readonly items: readonly T[]; readonly end: number; readonly more: boolean }

/** `page_size` of the query string or body: 1 to 100, absent is 100. `zero` says whether 0 means the default. */
export function pageSize(call: Call, where: 'query' | 'body', zero = false): number {
  const given = where === 'body' ? call.body.page_size : (call.query.get('page_size') ?? undefined)
  if (given === undefined || given === null) return MAX_PAGE_SIZE
  const size = where === 'query' ? Number(given) : given
  const complaints: Complaints = []
  const path = `${where}.page_size`
  if (typeof size !== 'number' || !Number.isInteger(size)) complain(complaints, path, 'a number', given)
  else if (size > MAX_PAGE_SIZE) complain(complaints, path, '≤ `100` or `undefined`', size)
  else if (size < (zero ? 0 : 1)) complain(complaints, path, '≥ `1` or `undefined`', size)
  refuseFor(where, complaints)
  return size === 0 ? MAX_PAGE_SIZE : (size as number)
}

/** A page of `all` from `start`, shorter than asked when the settings say so: never a promise about its length. */
export function slice<T>(call: Call, all: readonly T[], start: number, size: number): Slice<T> {
  const forced = call.settings.shortPages
  const first = forced[0]
  const length = first === undefined ? size : Math.min(size, first)
  // In turn: what was used goes to the back of the line.
  if (first !== undefined) call.settings.shortPages = [...forced.slice(1), first]
  const end = Math.min(all.length, start + length)
  return { items: all.slice(start, end), end, more: end < all.length }
}

/** The envelope of a list. `type` names what is in it. */
export function listJson(
  type: string,
  results: readonly unknown[],
  nextCursor: string | null,
): Record<string, unknown> {
  return { object: 'list', results, next_cursor: nextCursor, has_more: nextCursor !== null, type, [type]: {} }
}

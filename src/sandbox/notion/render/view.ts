import type { Capabilities } from '../settings.ts'

/** How answers differ: `archived` beside `in_trash` before version 2026-03-11; whole users only with the capability. */
export type View = { readonly archivedKey: boolean; readonly users: Capabilities['users'] }

export type Json = Readonly<Record<string, unknown>>

/** Notion floors stamps to the minute. */
export function stamp(at: number): string {
  return new Date(Math.floor(at / 60_000) * 60_000).toISOString()
}

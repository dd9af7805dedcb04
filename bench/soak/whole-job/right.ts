import type { Desk } from './edits.ts'

/** Last day in Korea and title of every event that stands on the calendar, sorted; all entries last whole days. */
export function standing({ google, calendar }: Pick<Desk, 'google' | 'calendar'>): readonly string[] {
  return google.world
    .events(calendar)
    .filter(({ status }) => status !== 'cancelled')
    .map(({ summary, end }) => `${dayBefore(end?.date ?? '')} ${summary}`)
    .sort()
}

/** Throws unless the same lines are on both sides, each as often. */
export function differ(what: string, wanted: readonly string[], held: readonly string[]): void {
  const missing = wanted.filter((line) => !held.includes(line))
  const extra = held.filter((line) => !wanted.includes(line))
  if (missing.length + extra.length > 0 || wanted.length !== held.length)
    throw new Error(
      `${what} is wrong; missing: ${missing.join(' | ')}; not wanted: ${extra.join(' | ')}; ${held.length} of ${wanted.length}`,
    )
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

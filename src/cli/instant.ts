import { InvalidArgumentError } from 'commander'

const FORM = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** Checks the value of `--now`: an ISO 8601 moment with its offset, since a time without one means another moment elsewhere. */
export function instant(text: string): string {
  const day = FORM.exec(text)?.[1]
  // `Date` takes 30 February for 2 March.
  const isReal = day !== undefined && !Number.isNaN(Date.parse(text)) && realDay(day)
  if (isReal) return text
  throw new InvalidArgumentError('Give a moment with its offset, such as 2026-03-20T09:00+09:00.')
}

function realDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}

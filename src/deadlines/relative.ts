import { type Tokens, tokenAt } from './forms/form.ts'
import { type Anchor, day, type Found } from './part.ts'
import { withTail } from './points.ts'

/** A day told by its distance, with the time of day that stands with it. */
export function relative(
  tokens: Tokens,
  at: number,
  next: number,
  anchor: Anchor,
  weekday: number | null = null,
  strong = false,
): Found {
  const from = tokenAt(tokens, at).from
  const to = tokenAt(tokens, next - 1).to
  return withTail(tokens, day({ anchor, weekday, strong, from, to }), next)
}

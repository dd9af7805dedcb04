import type { Figure } from './benchmark.ts'

export type Spread = { readonly median: number; readonly min: number; readonly max: number }

/** Median with the least and the greatest. Throws on an empty list. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (low === undefined || high === undefined) throw new RangeError('nothing was measured')
  return { median: (low + high) / 2, min: sorted[0] ?? low, max: sorted.at(-1) ?? high }
}

/** Ours divided by the other, round by round: a slow round is slow for both. */
export function ratio(figure: Figure): Spread {
  return spread(figure.ours.values.map((value, round) => value / (figure.other.values[round] ?? Number.NaN)))
}

/** Whether the median ratio is what was promised; a figure without a goal always is. */
export function isMet(figure: Figure): boolean {
  if (!figure.goal) return true
  const { median } = ratio(figure)
  return 'atLeast' in figure.goal ? median >= figure.goal.atLeast : median <= figure.goal.atMost
}

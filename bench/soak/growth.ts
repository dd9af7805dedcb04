import { readdirSync } from 'node:fs'

/** Memory (MB) after a collection, and open file handles where the system tells (0 elsewhere). */
export type Sample = { readonly memoryMb: number; readonly handles: number }

/** Heap and handles of this process. */
export function sample(): Sample {
  globalThis.gc?.()
  return { memoryMb: process.memoryUsage().heapUsed / 2 ** 20, handles: openHandles() }
}

function openHandles(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

/**
 * Growth over the samples, one per history, the first quarter left out as warm-up: MB of memory per history by least squares,
 * and handles gained from the fewest of its first quarter to the fewest of its last: connections come and go, what is never closed stays.
 * Zero when there are fewer than eight samples.
 */
export function growth(samples: readonly Sample[]): { memoryMbPerHistory: number; handles: number } {
  if (samples.length < 8) return { memoryMbPerHistory: 0, handles: 0 }
  const judged = samples.slice(Math.floor(samples.length / 4))
  const quarter = Math.max(1, Math.floor(judged.length / 4))
  const middle = (judged.length - 1) / 2
  const mean = judged.reduce((sum, one) => sum + one.memoryMb, 0) / judged.length
  const over = judged.reduce((sum, one, at) => sum + (at - middle) * (one.memoryMb - mean), 0)
  const under = judged.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return {
    memoryMbPerHistory: over / under,
    handles: fewest(judged.slice(-quarter)) - fewest(judged.slice(0, quarter)),
  }
}

const fewest = (samples: readonly Sample[]): number => Math.min(...samples.map(({ handles }) => handles))

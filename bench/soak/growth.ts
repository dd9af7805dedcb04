import { readdirSync } from 'node:fs'

/** Heap (MB) after a collection, and open file handles where the system tells (0 elsewhere). */
export type Sample = { readonly heapMb: number; readonly handles: number }

export function sample(): Sample {
  globalThis.gc?.()
  return { heapMb: process.memoryUsage().heapUsed / 2 ** 20, handles: openHandles() }
}

function openHandles(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

/**
 * Growth over the samples, one per history, the first quarter left out as warm-up: MB of heap per history by least squares,
 * and handles gained from the first to the last. Zero when there are fewer than eight samples.
 */
export function growth(samples: readonly Sample[]): { heapMbPerHistory: number; handles: number } {
  if (samples.length < 8) return { heapMbPerHistory: 0, handles: 0 }
  const judged = samples.slice(Math.floor(samples.length / 4))
  const middle = (judged.length - 1) / 2
  const mean = judged.reduce((sum, one) => sum + one.heapMb, 0) / judged.length
  const over = judged.reduce((sum, one, at) => sum + (at - middle) * (one.heapMb - mean), 0)
  const under = judged.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return {
    heapMbPerHistory: over / under,
    handles: (judged.at(-1)?.handles ?? 0) - (judged[0]?.handles ?? 0),
  }
}

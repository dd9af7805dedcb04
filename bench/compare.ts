import type { BenchSetting, Figure, Goal } from './benchmark.ts'

/** One way of doing the thing: does it once and gives the measured value, in the figure's unit. */
export type Contender = { readonly name: string; readonly measure: () => Promise<number> | number }

/**
 * Measures both in interleaved rounds, taking turns at going first, after one round that is thrown away:
 * a machine that slows down or speeds up meanwhile does so for both.
 */
export async function compare(
  setting: BenchSetting,
  figure: { what: string; unit: string; ours: Contender; other: Contender; goal?: Goal },
): Promise<Figure> {
  const { ours, other } = figure
  const values = { ours: [] as number[], other: [] as number[] }
  for (let round = setting.quick ? 1 : 0; round <= setting.rounds; round += 1) {
    const turns = round % 2 === 0 ? (['ours', 'other'] as const) : (['other', 'ours'] as const)
    for (const turn of turns) {
      globalThis.gc?.()
      const value = await figure[turn].measure()
      if (round > 0) values[turn].push(value)
    }
    setting.progress(
      round === 0 ? `${figure.what}: warm` : `${figure.what}: round ${round} of ${setting.rounds}`,
    )
  }
  return {
    what: figure.what,
    unit: figure.unit,
    ours: { name: ours.name, values: values.ours },
    other: { name: other.name, values: values.other },
    goal: figure.goal ?? null,
  }
}

/** Measures one thing in rounds and holds it against a limit, which the ratio may not exceed unless `goal` says otherwise. */
export function against(
  setting: BenchSetting,
  figure: { what: string; unit: string; ours: Contender; limit: number; limitName: string; goal?: Goal },
): Promise<Figure> {
  return compare(setting, {
    ...figure,
    other: { name: figure.limitName, measure: () => figure.limit },
    goal: figure.goal ?? { atMost: 1 },
  })
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

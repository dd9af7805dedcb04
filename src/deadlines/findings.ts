import type { Normalised } from './normalise.ts'
import type { Period, Remarks } from './period.ts'
import type { Resolved } from './resolve.ts'

/** Everything read out of one text. `chosen`: the windows that count, with their moments. */
export type Findings = {
  readonly text: string
  readonly normalised: Normalised
  readonly periods: readonly Period[]
  readonly remarks: Remarks
  readonly chosen: readonly Resolved[]
}

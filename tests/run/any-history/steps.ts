import fc from 'fast-check'

/** What a period cell says. `day` counts from the first day of the history; `style` is one of several ways to write it. */
export type Period =
  | { readonly kind: 'day' | 'time'; readonly day: number; readonly style: number }
  | { readonly kind: 'rounds'; readonly day: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'bad'; readonly style: number }

/** What people do in Notion; `at` chooses among what there is. */
export type Edit =
  | { readonly do: 'period'; readonly at: number; readonly period: Period }
  | { readonly do: 'reword' | 'rename' | 'remove' | 'drag' | 'paste'; readonly at: number }
  | { readonly do: 'add' | 'carry'; readonly at: number; readonly to: number; readonly period: Period }
  | { readonly do: 'status'; readonly at: number; readonly option: number }
  | { readonly do: 'page'; readonly rows: readonly Period[] }
  | { readonly do: 'trash' | 'untrash' | 'hide' | 'show' | 'column'; readonly at: number }
  | { readonly do: 'header'; readonly at: number; readonly word: number }
  | { readonly do: 'property' }
  | { readonly do: 'option'; readonly at: number }

/** What people do in Google Calendar. */
export type Touch = {
  readonly do:
    | 'rename'
    | 'move'
    | 'delete'
    | 'recolour'
    | 'remind'
    | 'note'
    | 'copy'
    | 'carry'
    | 'foreign'
    | 'trash'
    | 'forget-tokens'
  readonly at: number
}

export type Crash = { readonly nth: number; readonly side: 'before' | 'after' }

/** How the services are while a run lasts: a chance that a request fails, from a seed. */
export type Weather = { readonly seed: number; readonly chance: number }

export type Step =
  | { readonly kind: 'notion'; readonly edit: Edit }
  | { readonly kind: 'google'; readonly touch: Touch }
  | {
      readonly kind: 'run'
      readonly trigger: 'schedule' | 'webhook' | 'hand'
      readonly full: boolean
      readonly force: boolean
      readonly weather: Weather
      readonly crash: Crash | null
      /** What people do in Notion while the run is under way. */
      readonly during: { readonly nth: number; readonly edit: Edit } | null
    }
  | { readonly kind: 'pair'; readonly weather: Weather; readonly crash: Crash | null }
  /** A run by a machine whose clock is wrong by so many hours. */
  | { readonly kind: 'wrong-clock'; readonly hours: number }
  | { readonly kind: 'state'; readonly what: 'lose' | 'backup' | 'restore' | 'restart' }
  | { readonly kind: 'wait'; readonly minutes: number }

const at = fc.nat(30)
const bad: fc.Arbitrary<Period> = fc.record({ kind: fc.constant('bad' as const), style: fc.nat(3) })
const period: fc.Arbitrary<Period> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('day' as const, 'time'),
      day: fc.integer({ min: -5, max: 60 }),
      style: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rounds' as const), day: fc.integer({ min: -5, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'open' as const }) },
)
const written = fc.oneof({ weight: 5, arbitrary: period }, { weight: 1, arbitrary: bad })

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('period' as const), at, period: written }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('period' as const), at, period: bad }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom('reword' as const, 'rename', 'remove', 'drag', 'paste'),
      at,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), at, to: at, period: written }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('carry' as const), at, to: at, period: written }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('status' as const), at, option: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('page' as const), rows: fc.array(written, { maxLength: 4 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('trash' as const, 'untrash', 'hide', 'show', 'column'), at }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('header' as const), at, word: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'property' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('option' as const), at }) },
)
const touch: fc.Arbitrary<Touch> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['rename', 'move', 'delete', 'delete', 'recolour', 'remind', 'note', 'copy', 'carry'] as const),
      ),
      at,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('foreign' as const, 'trash', 'forget-tokens'), at }),
  },
)

const weather: fc.Arbitrary<Weather> = fc.record({
  seed: fc.nat(1_000_000),
  chance: fc.constantFrom(0, 0, 0.05, 0.15, 0.3),
})
const crash: fc.Arbitrary<Crash | null> = fc.option(
  fc.record({
    nth: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 })),
    side: fc.constantFrom('before' as const, 'after'),
  }),
  { freq: 2 },
)
const during: fc.Arbitrary<Extract<Step, { kind: 'run' }>['during']> = fc.option(
  fc.record({ nth: fc.integer({ min: 1, max: 25 }), edit }),
  { freq: 3 },
)
const run: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('run' as const),
  trigger: fc.constantFrom('schedule' as const, 'schedule', 'webhook', 'hand'),
  full: fc.constantFrom(false, false, false, false, true),
  force: fc.constantFrom(false, false, false, false, false, true),
  weather,
  crash,
  during,
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('notion' as const), edit }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('google' as const), touch }) },
  { weight: 12, arbitrary: run },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pair' as const), weather, crash }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wrong-clock' as const),
      hours: fc.constantFrom(-24 * 400, -24, -1, 1, 24, 24 * 20),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      what: fc.constantFrom('lose' as const, 'backup', 'backup', 'restore', 'restore', 'restart'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.constantFrom(10, 60, 7 * 60, 24 * 60, 9 * 24 * 60, 40 * 24 * 60),
    }),
  },
)

/** A history of at most `most` steps over a knowledge base whose rows say `rows` at first. */
export type History = {
  readonly rows: readonly Period[]
  readonly start: number
  readonly steps: readonly Step[]
}

export function history(most: number): fc.Arbitrary<History> {
  return fc.record({
    rows: fc.array(written, { minLength: 3, maxLength: 14, size: 'max' }),
    start: fc.nat(3),
    steps: fc.array(step, { minLength: 1, maxLength: most, size: 'max' }),
  })
}

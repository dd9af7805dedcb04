import fc from 'fast-check'

/** What may happen between two looks at the calendar. `at` chooses among the rows or events there are. */
export type Step =
  | { readonly kind: 'add'; readonly name: number; readonly day: number; readonly timed: boolean }
  | { readonly kind: 'rename'; readonly at: number; readonly name: number }
  | { readonly kind: 'move'; readonly at: number; readonly day: number; readonly timed: boolean }
  | {
      readonly kind: 'remove' | 'open' | 'unreadable' | 'paste' | 'double'
      readonly at: number
    }
  | {
      readonly kind: 'event'
      readonly what:
        | 'rename'
        | 'move'
        | 'delete'
        | 'purge'
        | 'restore'
        | 'recolour'
        | 'note'
        | 'stretch'
        | 'invite'
        | 'copy'
        | 'carry'
      readonly at: number
    }
  | { readonly kind: 'mended' | 'trash' | 'foreign' | 'acl' }
  | { readonly kind: 'forget'; readonly what: 'memory' | 'ledger' | 'both' }
  | { readonly kind: 'hours'; readonly hours: number }
  | {
      readonly kind: 'run'
      readonly faults: number
      readonly crash: number | null
      readonly complete: boolean
    }
  | {
      readonly kind: 'overlap'
      readonly faults: number
      readonly crash: number | null
      readonly between: Step | null
    }

const at = fc.nat(9)
const name = fc.nat(3)
const day = fc.nat(4)
const timed = fc.boolean()
const faults = fc.constantFrom(0, 0.15, 0.4)
const crash = fc.option(fc.nat(7), { freq: 2 })

const add: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('add' as const), name, day, timed })
const edit: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: add },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), at, day, timed }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), at, name }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('remove' as const, 'open', 'unreadable', 'paste', 'paste', 'double'),
      at,
    }),
  },
)

const touch: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      what: fc.constantFrom(
        ...([
          'rename',
          'move',
          'delete',
          'delete',
          'purge',
          'restore',
          'recolour',
          'note',
          'stretch',
          'invite',
          'copy',
          'carry',
        ] as const),
      ),
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('trash' as const, 'foreign', 'acl', 'mended') }),
  },
)

const run: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      faults,
      crash,
      complete: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('overlap' as const),
      faults,
      crash,
      between: fc.option(edit),
    }),
  },
)

const loss: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('forget' as const),
    what: fc.constantFrom('memory' as const, 'ledger', 'both'),
  }),
  fc.record({ kind: fc.constant('hours' as const), hours: fc.nat(8) }),
)

/** A history: people edit rows and events, runs are struck, cut off or overlap, and what is remembered gets lost. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(add, { minLength: 1, maxLength: 4, size: 'max' }),
    run,
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: edit },
        { weight: 4, arbitrary: touch },
        { weight: 4, arbitrary: run },
        { weight: 1, arbitrary: loss },
      ),
      { minLength: 1, maxLength: 7, size: 'max' },
    ),
  )
  .map(([rows, first, steps]) => [...rows, first, ...steps])

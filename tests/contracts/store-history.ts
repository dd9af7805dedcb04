import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../src/state/store.ts'

/** What a step does to the store, and to the simplest thing that remembers the same. */
type Step =
  | { readonly do: 'put'; readonly name: string; readonly value: string; readonly stale: boolean }
  | { readonly do: 'drop'; readonly name: string }
  | { readonly do: 'held'; readonly addresses: readonly string[]; readonly json: string }
  | { readonly do: 'forget'; readonly addresses: readonly string[] }
  | { readonly do: 'clear' }
  | { readonly do: 'all or nothing'; readonly steps: readonly Step[]; readonly fails: boolean }

type Model = {
  /** A dropped value keeps its version: null is its value. */
  readonly values: Map<string, { value: string | null; version: number }>
  readonly held: Map<string, string>
}

const name = fc.constantFrom('a', 'b', 'ab', 'A', '가')
const addresses = fc.array(fc.constantFrom('1', '2', '3', '4'), { maxLength: 4 })
const plain: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    name,
    value: fc.string({ maxLength: 5 }).map((text) => JSON.stringify(text)),
    stale: fc.boolean(),
  }),
  fc.record({ do: fc.constant('drop' as const), name }),
  fc.record({ do: fc.constant('held' as const), addresses, json: fc.constantFrom('1', '2') }),
  fc.record({ do: fc.constant('forget' as const), addresses }),
  fc.constant({ do: 'clear' as const }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('all or nothing' as const),
      steps: fc.array(plain, { maxLength: 4 }),
      fails: fc.boolean(),
    }),
  },
)

class Halfway extends Error {}

/** Any history of writes, drops and transactions that fail or not, leaves what a plain map would hold. */
export function storeHistories(
  title: string,
  runs: number,
  store: { readonly fresh: () => Promise<Store>; readonly done: (store: Store) => Promise<void> },
): void {
  test(`any history, ${title}, leaves what a plain map would hold`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const real = await store.fresh()
        const model: Model = { values: new Map(), held: new Map() }
        try {
          for (const each of steps) await carryOut(each, real, model)
          expect(await seen(real)).toEqual(expected(model))
        } finally {
          await store.done(real)
        }
      }),
      { seed: 20_261_125, numRuns: runs },
    )
  })
}

async function carryOut(step: Step, real: Store, model: Model): Promise<void> {
  switch (step.do) {
    case 'put': {
      const known = model.values.get(step.name)
      const live = known !== undefined && known.value !== null
      const version = (live ? known.version : 0) + (step.stale ? 1 : 0)
      const accepted = !step.stale
      expect(await real.putValue('s', step.name, step.value, version)).toBe(accepted)
      if (accepted) model.values.set(step.name, { value: step.value, version: (known?.version ?? 0) + 1 })
      return
    }
    case 'drop': {
      await real.dropValue('s', step.name)
      const known = model.values.get(step.name)
      if (known && known.value !== null)
        model.values.set(step.name, { value: null, version: known.version + 1 })
      return
    }
    case 'held':
      await real.putHeld(
        'c',
        step.addresses.map((address) => ({ address, json: step.json })),
      )
      for (const address of step.addresses) model.held.set(address, step.json)
      return
    case 'forget':
      await real.dropHeld('c', step.addresses)
      for (const address of step.addresses) model.held.delete(address)
      return
    case 'clear':
      await real.clearHeld('c')
      model.held.clear()
      return
    case 'all or nothing':
      return allOrNothing(step.steps, step.fails, real, model)
  }
}

async function allOrNothing(
  steps: readonly Step[],
  fails: boolean,
  real: Store,
  model: Model,
): Promise<void> {
  const inside: Model = { values: new Map(model.values), held: new Map(model.held) }
  const work = real.transaction(async (inner) => {
    for (const each of steps) await carryOut(each, inner, inside)
    // What was written is seen inside before it is kept.
    expect(await seen(inner)).toEqual(expected(inside))
    if (fails) throw new Halfway()
  })
  if (fails) {
    await expect(work).rejects.toBeInstanceOf(Halfway)
    return
  }
  await work
  for (const part of ['values', 'held'] as const) {
    model[part].clear()
    for (const [key, value] of inside[part]) (model[part] as Map<string, unknown>).set(key, value)
  }
}

async function seen(real: Store) {
  return { values: await real.values('s', ''), held: await real.held('c') }
}

function expected(model: Model) {
  const order = ([a]: [string, unknown], [b]: [string, unknown]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b))
  return {
    values: [...model.values]
      .sort(order)
      .flatMap(([each, { value, version }]) => (value === null ? [] : [{ name: each, value, version }])),
    held: [...model.held].sort(order).map(([address, json]) => ({ address, json })),
  }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change, HeldEntry } from '../../src/plan/change.ts'
import type { Entry } from '../../src/plan/entry.ts'
import { type PlanContext, planChanges } from '../../src/plan/plan.ts'
import { content, context, entry, held } from './examples.ts'

const told = (changes: readonly Change[]) =>
  changes.map(({ action, reason, ...change }) =>
    [action, reason, 'entry' in change ? change.entry.key : change.held.key].join(' '),
  )

const W = entry('W')
const stamp = (sequence: number) => ({ ...W.stamp, sequence })
const other = content({ title: '[마감] 옛 이름' })
const timed = (start: string) => content({ when: { kind: 'time', start, end: '2023-03-17T09:00:00Z' } })

describe('planChanges', () => {
  const cases: readonly [
    name: string,
    wanted: readonly Entry[],
    held: readonly HeldEntry[],
    besides: Partial<PlanContext>,
    expected: readonly string[],
  ][] = [
    ['W, nothing held, is created', [W], [], {}, ['create new W#1']],
    [
      'W, cancelled as last written, is restored',
      [W],
      [held(W, { state: 'cancelled' })],
      {},
      ['restore deleted W#1'],
    ],
    [
      'W, cancelled as something else, is restored',
      [entry('W', { stamp: stamp(2) })],
      [held(W, { state: 'cancelled', stamp: stamp(1) })],
      {},
      ['restore returned W#1'],
    ],
    [
      'W, cancelled and bare, is restored',
      [W],
      [held(W, { state: 'cancelled', content: null, stamp: null, hash: null })],
      {},
      ['restore returned W#1'],
    ],
    [
      'W, looks different from what was written, is repaired',
      [W],
      [held(W, { content: other })],
      {},
      ['update drift W#1'],
    ],
    [
      'W, only its start is something else, is updated as the settings ask',
      [entry('W', { content: timed('2023-03-17T08:00:00Z') })],
      [held(entry('W', { content: timed('2023-03-17T08:30:00Z') }))],
      {},
      ['update settings W#1'],
    ],
    [
      'W, something else than what was written, is updated',
      [W],
      [held({ ...W, content: other })],
      {},
      ['update edited W#1'],
    ],
    [
      'W, live and the calendar cannot say, is updated',
      [W],
      [held(W, { content: null })],
      {},
      ['update drift W#1'],
    ],
    [
      'W, same and settings ask for another look, is updated',
      [W],
      [held(W, { stale: [{ field: 'look', from: 'a', to: 'b' }] })],
      {},
      ['update settings W#1'],
    ],
    ['W, same but for the rows, is updated', [W], [held(W, { rows: ['V'] })], {}, ['update marks W#1']],
    ['W, same but for the stamp, is updated', [W], [held(W, { stamp: stamp(3) })], {}, ['update marks W#1']],
    ['W, same in a sink that keeps no stamps, is left alone', [W], [held(W, { stamp: null })], {}, []],
    ['W, same in a sink that shows no page, is left alone', [W], [held(W, { sourceUrl: '' })], {}, []],
    ['W, live and same, is left alone', [W], [held(W)], {}, []],
    [
      'W, live twice, keeps the first',
      [W],
      [held(W, { address: 'later', generation: 1 }), held(W)],
      {},
      ['delete double W#1'],
    ],
    [
      'W, live and cancelled, counts the live one',
      [W],
      [held(W, { state: 'cancelled' }), held(W, { generation: 1 })],
      {},
      [],
    ],
    ['nothing, cancelled, is left alone', [], [held(W, { state: 'cancelled' })], {}, []],
    ['nothing, live and not all was read, is kept', [], [held(W)], { complete: false }, []],
    ['nothing, live and a held row has it, is kept', [], [held(W)], { heldRows: new Set(['W']) }, []],
    [
      'nothing, live and over without history, is taken away',
      [],
      [held(W)],
      { keepPast: false, now: '2023-04-01T00:00:00Z' },
      ['delete past W#1'],
    ],
    ['nothing, live, is taken away', [], [held(W)], {}, ['delete gone W#1']],
    [
      'nothing, live and over, is taken away',
      [],
      [held(W)],
      { now: '2023-04-01T00:00:00Z' },
      ['delete gone W#1'],
    ],
  ]
  test.each(cases)('%s', (_name, wanted, holding, besides, expected) => {
    expect(told(planChanges(wanted, holding, context(besides)))).toEqual(expected)
  })

  test('changes, come by time and title, deletions last', () => {
    const on = (row: string, date: string, title: string) =>
      entry(row, { content: content({ title, when: { kind: 'day', date } }) })
    const wanted = [on('a', '2023-05-02', '나'), on('b', '2023-05-01', '다'), on('c', '2023-05-02', '가')]
    const gone = [held(on('d', '2023-05-03', 'x')), held(on('e', '2023-01-01', 'y'))]
    expect(told(planChanges(wanted, gone, context()))).toEqual([
      'create new b#1',
      'create new c#1',
      'create new a#1',
      'delete gone e#1',
      'delete gone d#1',
    ])
  })

  test('an update, tells what changes from what to what', () => {
    const after = entry('W', {
      stamp: { ...stamp(1), changedAt: '2023-03-02T00:00:00Z' },
      content: content({
        title: '[마감] 새 이름',
        when: { kind: 'time', start: '2023-04-02T14:00:00Z', end: '2023-04-02T14:30:00Z' },
      }),
    })
    const [change] = planChanges([after], [held(W)], context())
    expect(change?.action === 'update' ? change.fields.slice(0, 3) : null).toEqual([
      { field: 'title', from: '[마감] 2023 INNOX 오픈이노베이션 2기', to: '[마감] 새 이름' },
      { field: 'when', from: '2023-03-17', to: '2023-04-02 23:00–23:30' },
      {
        field: 'stamp',
        from: '0 2023-03-01T00:00:00Z 2023-03-01T00:00:00Z',
        to: '1 2023-03-01T00:00:00Z 2023-03-02T00:00:00Z',
      },
    ])
  })

  test('any picture, the plan leads to what is wanted and the next plan is empty', () => {
    const row = fc.constantFrom('a', 'b', 'c', 'd')
    const some = fc.record({ row, title: fc.constantFrom('x', 'y'), sequence: fc.nat(2) })
    const made = (of: { row: string; title: string; sequence: number }) =>
      entry(of.row, { content: content({ title: of.title }), stamp: stamp(of.sequence) })
    fc.assert(
      fc.property(
        fc.uniqueArray(some.map(made), { selector: ({ key }) => key }),
        fc.array(
          fc.tuple(some, fc.boolean(), fc.nat(2)).map(([of, live, generation]) =>
            held(made(of), {
              state: live ? 'live' : 'cancelled',
              generation,
              address: `${of.row} ${generation}`,
            }),
          ),
        ),
        (wanted, holding) => {
          const calendar = new Map(holding.map((entryHeld) => [entryHeld.address, entryHeld]))
          for (const change of planChanges(wanted, [...calendar.values()], context())) {
            if (change.action === 'create') calendar.set(change.entry.key, held(change.entry))
            else if (change.action === 'delete') calendar.delete(change.held.address)
            else
              calendar.set(change.held.address, {
                ...held(change.entry),
                address: change.held.address,
                generation: change.held.generation ?? 0,
              })
          }
          expect(planChanges(wanted, [...calendar.values()], context())).toEqual([])
          const live = [...calendar.values()].filter(({ state }) => state === 'live')
          expect(live.map(({ key }) => key).sort()).toEqual(wanted.map(({ key }) => key).sort())
        },
      ),
      { seed: 5, numRuns: 500 },
    )
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sink } from '../../src/plan/change.ts'
import type { Entry } from '../../src/plan/entry.ts'
import { planChanges } from '../../src/plan/plan.ts'
import { content, context, entry } from '../plan/examples.ts'

/** A calendar under test: `fresh` gives a sink as a new run would make it, always on the same calendar. */
export type SinkUnderTest = { fresh(): Sink; close(): Promise<void> }

/**
 * What every sink promises: after a plan is carried out, `held` gives exactly what was wanted, and a plan made from that
 * is empty. `make` starts with an empty calendar for the knowledge base of `tests/plan/examples.ts`.
 */
export function sinkContract(name: string, make: () => Promise<SinkUnderTest>): void {
  describe(`${name} as a sink`, () => {
    let calendar: SinkUnderTest
    beforeEach(async () => {
      calendar = await make()
    })
    afterEach(() => calendar.close())

    const plan = async (wanted: readonly Entry[], sink: Sink) =>
      planChanges(wanted, await sink.held(), context())

    /** One whole run; gives what was done, in words. */
    const run = async (wanted: readonly Entry[]) => {
      const sink = calendar.fresh()
      const outcomes = await Promise.all((await plan(wanted, sink)).map((change) => sink.apply(change)))
      return outcomes.map(({ change, result }) => `${change.action} ${result}`)
    }

    const live = async () => {
      const held = await calendar.fresh().held()
      return held
        .filter(({ state }) => state === 'live')
        .map(({ key, rows, slot, twin, content: shown, stamp }) => ({
          key,
          rows,
          slot,
          twin,
          content: shown,
          stamp,
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
    }

    const expectHeld = async (...wanted: readonly Entry[]) => {
      expect(await live()).toEqual(
        wanted.map(({ key, rows, slot, twin, content: shown, stamp }) => ({
          key,
          rows,
          slot,
          twin,
          content: shown,
          stamp,
        })),
      )
      expect(await plan(wanted, calendar.fresh())).toEqual([])
    }

    const changed = (from: Entry, over: Partial<Entry['content']>): Entry => ({
      ...from,
      content: { ...from.content, ...over },
      stamp: { ...from.stamp, sequence: from.stamp.sequence + 1, changedAt: '2023-03-02T00:00:00Z' },
    })

    test('nothing written, nothing is held', async () => {
      expect(await live()).toEqual([])
      expect(await run([])).toEqual([])
    })

    test('entries of both kinds, are held as wanted', async () => {
      const day = entry('row-1')
      const time = entry('row-2', {
        content: content({
          when: { kind: 'time', start: '2023-04-02T14:00:00Z', end: '2023-04-02T14:30:00Z' },
          url: null,
          categories: [],
        }),
      })
      expect(await run([day, time])).toEqual(['create done', 'create done'])
      await expectHeld(day, time)
      expect(await run([day, time])).toEqual([])
    })

    test('an entry that ends at midnight, keeps its day', async () => {
      const wanted = entry('row-1', {
        content: content({
          when: { kind: 'time', start: '2023-04-02T14:30:00Z', end: '2023-04-02T15:00:00Z' },
        }),
      })
      await run([wanted])
      await expectHeld(wanted)
    })

    test('text that looks like markup, is held as it was written', async () => {
      const wanted = entry('row-1', {
        content: content({
          title: '[마감] <b>굵게</b> & "따옴표" 👩‍💻 가각',
          description:
            '대상: <3년 미만> & 7년 이하 <script>alert(1)</script>\n링크: https://x.kr/?a=1&copy;=2&lt;\n• 끝 ',
        }),
      })
      await run([wanted])
      await expectHeld(wanted)
    })

    test('an edited row, changes the entry', async () => {
      const before = entry('row-1')
      const after = changed(before, { title: '[마감] 새 이름', description: '접수 기간: 미정', url: null })
      await run([before])
      expect(await run([after])).toEqual(['update done'])
      await expectHeld(after)
    })

    test('a day that becomes a moment and a day again, leaves nothing of the other behind', async () => {
      const day = entry('row-1')
      const time = changed(day, {
        when: { kind: 'time', start: '2023-03-17T08:30:00Z', end: '2023-03-17T09:00:00Z' },
      })
      const again = changed(time, { when: { kind: 'day', date: '2023-03-20' } })
      for (const wanted of [day, time, again]) {
        await run([wanted])
        await expectHeld(wanted)
      }
    })

    test('a row that moved, keeps its entry under the old name', async () => {
      const before = entry('row-1')
      const after = { ...before, rows: ['row-9', 'row-8'], twin: 'another twin:1' }
      await run([before])
      await run([after])
      await expectHeld(after)
    })

    test('an entry no row asks for, is taken away', async () => {
      const [stays, goes] = [entry('row-1'), entry('row-2')]
      await run([stays, goes])
      expect(await run([stays])).toEqual(['delete done'])
      await expectHeld(stays)
      expect(await run([stays])).toEqual([])
    })

    test('an entry that is asked for again, comes back', async () => {
      const wanted = entry('row-1')
      await run([wanted])
      await run([])
      const returned = changed(changed(wanted, {}), {})
      await run([returned])
      await expectHeld(returned)
    })

    test('a plan carried out twice, does nothing the second time', async () => {
      const [made, gone] = [entry('row-1'), entry('row-2')]
      await run([gone])
      const sink = calendar.fresh()
      const changes = await plan([made], sink)
      for (const change of changes) await sink.apply(change)
      for (const change of changes) expect((await sink.apply(change)).problem).toBeNull()
      await expectHeld(made)
    })
  })
}

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Order } from '../../../src/run/order.ts'
import type { Report } from '../../../src/run/report.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { FAULTS as STAGE_FAULTS, type Stage, stage } from '../stage.ts'
import { type CalendarHands, calendarHands, marksIn } from './calendar-hands.ts'
import { type FeedWatch, feedWatch } from './feed.ts'
import { judge } from './judge.ts'
import { type Office, office, presentId } from './office.ts'
import type { History, Step, Weather } from './steps.ts'
import { type Steps, type Worker, worker } from './worker.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
export const STEP_MS = 10 * MINUTE
/** Days on which clocks change in New York, in Berlin, a year, and a leap day. */
const STARTS = [
  '2026-03-06T09:00:00+09:00',
  '2026-10-24T23:30:00+09:00',
  '2026-12-30T23:50:00+09:00',
  '2028-02-27T09:00:00+09:00',
]

const FAULTS: readonly Fault[] = [
  ...STAGE_FAULTS,
  { kind: 'status', status: 500, when: 'after' },
  { kind: 'status', status: 503, when: 'before' },
  { kind: 'status', status: 504, when: 'after' },
]
/** Costs the whole time a client is willing to wait, so it is rare. */
const HANGS: readonly Fault[] = [
  { kind: 'hang', when: 'before' },
  { kind: 'hang', when: 'after' },
]

/** Everything a history is played on. */
export type Place = {
  readonly here: Stage
  readonly office: Office
  readonly hands: CalendarHands
  readonly watch: FeedWatch
  /** The process that is running now. */
  worker(): Worker
  /** A run of it by the right clock, in which nothing is expected to go wrong. */
  run(order?: Partial<Order>): Promise<Report>
  /** Whether a run was made while the clock was ahead. */
  ranAhead(): boolean
  /** Milliseconds since the earliest run, as its clock told the time. */
  sinceEarliest(): number
  /** Whether the state ever went back in time. */
  wasRestored(): boolean
  wasLost(): boolean
}

/** Plays a history on both sandboxes over HTTP, with the state in a file, and judges what is left of it. */
export async function play({ rows, start, steps }: History): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'magam-history-'))
  const file = join(folder, 'magam.db')
  const backup = join(folder, 'backup.db')
  const from = STARTS[start] ?? ''
  const people = office(from, rows)
  const here = await stage(from, { fill: people.fill })
  let backups = 0
  let aheadMs = 0
  let earliest = Number.POSITIVE_INFINITY
  let shift = 0
  // What was restored is shown until a run has come to its end.
  let isStale = false
  let wasRestored = false
  let wasLost = false
  let process_: Worker | null = null
  const now = () => here.clock.now() + shift
  const open = () => worker(here.settings, `file:${file}`, now)
  const hands = calendarHands(here.google, here.calendar)
  const watch = feedWatch()
  const standing = () => new Set(hands.ours().map(({ id }) => `${id}@magam`))
  const removeState = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  }
  const current = () => {
    if (!process_) throw new Error('no process')
    return process_
  }

  /** One run of a process, watched: what it deleted must have been right to delete. */
  const watched = async (runs: () => Promise<readonly (Report | null)[]>, isEdited: boolean) => {
    const before = new Map(hands.ours().map((event) => [event.id ?? '', event]))
    const reports = await runs()
    if (reports.includes(null)) process_ = await open()
    if (!isEdited) {
      for (const event of hands.ours()) before.delete(event.id ?? '')
      for (const event of before.values()) expectRightlyGone(people, event)
    }
    if (reports.some((report) => report && !['refused', 'busy'].includes(report.result)))
      earliest = Math.min(earliest, now())
    hands.expectKept()
    if (reports.some((report) => report?.result === 'done')) isStale = false
    if (!isStale) watch.see(await current().store.published('open-innovation'))
    if (now() > here.clock.now() && reports.some((report) => report && report.result !== 'refused'))
      aheadMs = Math.max(aheadMs, now())
    return reports
  }
  const storm = ({ seed, chance }: Weather) => {
    for (const [side, { server }] of [here.notion, here.google].entries()) {
      const kinds = seed % 10 === 0 ? [...FAULTS, ...HANGS] : FAULTS
      server.faults.chance(seed * 2 + side, chance, kinds)
    }
  }
  const calm = () => {
    for (const { server } of [here.notion, here.google]) server.faults.clear()
  }

  const take = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'notion':
        return people.edit(here.notion, step.edit)
      case 'google':
        hands.touch(step.touch)
        // What a lost state no longer knows, the trash did.
        if (['trash', 'delete', 'carry'].includes(step.touch.do) && (wasLost || wasRestored))
          watch.stateWasLost(standing())
        return
      case 'wait':
        return here.clock.advance(step.minutes * MINUTE)
      case 'run': {
        here.clock.advance(MINUTE)
        storm(step.weather)
        const { during, crash, trigger, full, force } = step
        const at: Steps | undefined = crash
          ? { ...crash, happens: 'killed' }
          : during
            ? { nth: during.nth, side: 'before', happens: () => people.edit(here.notion, during.edit) }
            : undefined
        await watched(
          async () => [await current().run({ trigger, full, force }, at)],
          during !== null && !crash,
        )
        return calm()
      }
      case 'pair': {
        here.clock.advance(MINUTE)
        storm(step.weather)
        const second = await open()
        await watched(
          () =>
            Promise.all([
              current().run(
                { trigger: 'schedule' },
                step.crash ? { ...step.crash, happens: 'killed' } : undefined,
              ),
              second.run({ trigger: 'webhook' }),
            ]),
          false,
        )
        await second.close()
        return calm()
      }
      case 'wrong-clock': {
        shift = step.hours * HOUR
        await watched(async () => [await current().run({ trigger: 'schedule' })], false)
        shift = 0
        // By a clock that is ahead an edit of this very minute looks long settled; only the next whole reading sees another.
        here.clock.advance(MINUTE)
        return
      }
      case 'state': {
        if (step.what === 'backup') {
          rmSync(backup, { force: true })
          await current().store.backup(backup)
          backups += 1
          return
        }
        if (step.what === 'restore' && backups === 0) return
        await current().close()
        if (step.what !== 'restart') removeState()
        if (step.what === 'restore') {
          copyFileSync(backup, file)
          wasRestored = true
        }
        if (step.what === 'lose') wasLost = true
        if (step.what !== 'restart') isStale = true
        if (step.what !== 'restart') watch.stateWasLost(standing())
        process_ = await open()
      }
    }
  }

  try {
    process_ = await open()
    here.clock.advance(MINUTE)
    await watched(async () => [await current().run({})], false)
    for (const step of steps) await take(step)
    await judge({
      here,
      office: people,
      hands,
      watch,
      worker: current,
      async run(order) {
        const [report] = await watched(async () => [await current().run(order ?? {})], false)
        if (!report) throw new Error('nobody killed it')
        return report
      },
      ranAhead: () => aheadMs > here.clock.now(),
      sinceEarliest: () => here.clock.now() - earliest,
      wasRestored: () => wasRestored,
      wasLost: () => wasLost,
    })
  } finally {
    await process_?.close().catch(() => {})
    await here.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A row that stands in Notion and cannot be read, or that asks for this entry, must not have lost it. */
function expectRightlyGone({ pages, asks }: Office, event: Parameters<typeof marksIn>[0]): void {
  const { rows, slot } = marksIn(event)
  for (const page of pages) {
    if (page.isTrashed || page.isHidden) continue
    for (const row of page.table.rows) {
      if (!rows.includes(presentId(row))) continue
      const isHeld = !page.table.isKnown || row.period.kind === 'bad'
      if (isHeld || asks(row).length >= slot)
        throw new Error(`the entry of ${row.name} was deleted: ${event.summary} ${JSON.stringify(row)}`)
    }
  }
}

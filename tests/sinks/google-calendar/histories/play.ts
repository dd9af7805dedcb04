import { expect } from 'vitest'
import { Failure } from '../../../../src/lib/failure.ts'
import type { Change } from '../../../../src/plan/change.ts'
import { type DesiredOptions, desiredEntries } from '../../../../src/plan/desired.ts'
import { keyOf, planChanges } from '../../../../src/plan/plan.ts'
import { type Remembered, remember, stampEntries } from '../../../../src/plan/stamp.ts'
import type { HeldEvent } from '../../../../src/sandbox/google/index.ts'
import type { GoogleAccount } from '../../../../src/sinks/google-calendar/account.ts'
import type { CalendarMemory } from '../../../../src/sinks/google-calendar/mirror.ts'
import { calendarOptions } from '../../../../src/sinks/google-calendar/options.ts'
import { GoogleRefusal } from '../../../../src/sinks/google-calendar/refusal.ts'
import { googleCalendarSink } from '../../../../src/sinks/google-calendar/sink.ts'
import { KNOWLEDGE_BASE, programme, reading } from '../../../plan/examples.ts'
import { calendarMemory } from '../desk.ts'
import type { Service } from './service.ts'
import type { Step } from './steps.ts'

type Row = {
  readonly id: string
  readonly name: string
  readonly document: string
  /** A moment; null when the programme has no end. */
  readonly closes: string | null
  readonly readable: boolean
}

/** The machine went down in the middle of a run. */
class Crash extends Error {}

const HOUR = 3_600_000
const TEN_MINUTES = 600_000
const DOCUMENTS = ['page-a', 'page-b']

/**
 * Plays a history, then lets two runs go undisturbed, and asserts that the calendar holds exactly the wanted entries,
 * that nothing foreign was touched, and that a further run has nothing to write.
 */
export async function play(service: Service, steps: readonly Step[]): Promise<void> {
  const { people, world, calendarId, clock } = service
  let rows: readonly Row[] = []
  let made = 0
  let memory: CalendarMemory = calendarMemory()
  let ledger = new Map<string, Remembered>()
  const foreign = new Map<string, HeldEvent>()
  const elsewhere = world.createCalendar({ summary: '다른 캘린더' })
  const carried = new Map<string, HeldEvent>()
  let emptied = false

  const options = calendarOptions.parse({ id: calendarId, reminders: ['1d'] })
  const events = () => world.events(calendarId)
  const chosen = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)]
  const ours = () => events().filter(({ id, purged }) => !foreign.has(id) && !purged)

  const edit = (at: number, change: (row: Row) => readonly Row[]) => {
    const row = chosen(rows, at)
    if (row) rows = rows.flatMap((one) => (one === row ? change(row) : [one]))
  }
  const fresh = () => `row-${made++}`
  const closing = (day: number, timed: boolean) => `2023-03-1${day}${timed ? 'T18:00+09:00' : ''}`

  const programmes = (from: readonly Row[]) =>
    from.map(({ id, name, document, closes }) =>
      programme(id, {
        name,
        place: { ...programme(id).place, documentId: document, rowId: id },
        period: {
          text: closes ?? '상시',
          column: '',
          reading: reading(closes === null ? { kind: 'open-ended', closes } : { closes }),
        },
        twin: `${document} ${name}`,
        call: `${name} ${closes}`,
      }),
    )

  /** One run as the product makes it; `incomplete` when a page could not be read. Gives the changes it planned. */
  const run = async (account: GoogleAccount, complete = true): Promise<readonly Change[]> => {
    const read = complete ? rows : rows.filter(({ document }) => document === DOCUMENTS[0])
    const heldRows = new Set(read.filter(({ readable }) => !readable).map(({ id }) => id))
    const now = new Date(clock.now()).toISOString()
    const wishes: DesiredOptions = { minutesBefore: 30, keepPast: true, now, heldRows }
    const sink = googleCalendarSink(KNOWLEDGE_BASE, options, account, memory, { now: clock.now })
    const held = await sink.held()
    const present = new Set(read.map(({ id }) => id))
    const entries = stampEntries(desiredEntries(programmes(read), wishes), {
      knowledgeBase: KNOWLEDGE_BASE,
      ledger: [...ledger.values()],
      held,
      present,
      heldRows,
      now,
    })
    const changes = planChanges(entries, held, { heldRows, complete, keepPast: true, now })
    const outcomes = await Promise.all(changes.map((change) => sink.apply(change)))
    for (const { change, result, generation } of outcomes) {
      if (result === 'failed' || result === 'unsure') continue
      if (change.action === 'delete') ledger.delete(keyOf(change))
      else ledger.set(change.entry.key, remember(change.entry, generation ?? 0))
    }
    return changes
  }

  /** A run that may go down or be told that nothing more can work; anything else is a bug. */
  const struck = async (crash: number | null, complete = true) => {
    try {
      await run(crash === null ? service.account : crashing(service.account, crash), complete)
    } catch (error) {
      if (!(error instanceof Crash || error instanceof Failure || error instanceof GoogleRefusal)) throw error
    }
  }

  const emptyTrash = () => {
    emptied ||= events().some(({ status, purged }) => status === 'cancelled' && !purged)
    people.emptyTrash(calendarId)
  }

  const noteForeign = (id: string) => {
    const event = world.event(calendarId, id)
    if (event) foreign.set(id, event)
  }

  const touch = (what: Extract<Step, { kind: 'event' }>['what'], at: number) => {
    const cancelled = what === 'restore'
    const event = chosen(
      // The trash does not show what was moved to another calendar.
      ours().filter(
        ({ id, status }) => (status === 'cancelled') === cancelled && !(cancelled && carried.has(id)),
      ),
      at,
    )
    if (!event) return
    const { id } = event
    if (what === 'rename') people.rename(calendarId, id, '내 제목')
    if (what === 'move')
      people.move(calendarId, id, { start: { date: '2023-01-01' }, end: { date: '2023-01-02' } })
    if (what === 'stretch' && event.start?.date) people.edit(calendarId, id, { end: { date: '2024-01-01' } })
    if (what === 'delete' || what === 'purge') people.delete(calendarId, id)
    if (what === 'purge') emptyTrash()
    if (what === 'restore') people.restore(calendarId, id)
    if (what === 'copy') noteForeign(people.copy(calendarId, id).id)
    if (what === 'carry' && !carried.has(id)) {
      people.carry(calendarId, id, elsewhere)
      const event = world.event(elsewhere, id)
      if (event) carried.set(id, event)
    }
    if (what === 'invite') people.invite(calendarId, id, ['guest@x.kr'])
    if (what === 'recolour') people.recolour(calendarId, id, '5')
    if (what === 'note') people.edit(calendarId, id, { description: `${event.description ?? ''}\n메모` })
  }

  const take = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'add': {
        const document = DOCUMENTS[step.name % 2] ?? ''
        const row = { id: fresh(), name: `사업 ${step.name}`, document, readable: true }
        rows = [...rows, { ...row, closes: closing(step.day, step.timed) }]
        return
      }
      case 'rename':
        return edit(step.at, (row) => [{ ...row, name: `사업 ${step.name}` }])
      case 'move':
        return edit(step.at, (row) => [{ ...row, closes: closing(step.day, step.timed) }])
      case 'remove':
        return edit(step.at, () => [])
      case 'open':
        return edit(step.at, (row) => [{ ...row, closes: null }])
      case 'unreadable':
        return edit(step.at, (row) => [{ ...row, readable: false }])
      case 'paste':
        return edit(step.at, (row) => [{ ...row, id: fresh() }])
      case 'double':
        return edit(step.at, (row) => [row, { ...row, id: fresh() }])
      case 'mended':
        rows = rows.map((row) => ({ ...row, readable: true }))
        return
      case 'event':
        return touch(step.what, step.at)
      case 'trash':
        return emptyTrash()
      case 'foreign': {
        const start = { date: '2023-03-12' }
        return noteForeign(people.add(calendarId, { summary: '회의', start, end: { date: '2023-03-13' } }).id)
      }
      case 'acl':
        return world.share(calendarId, `guest-${made++}@x.kr`, 'reader')
      case 'forget':
        if (step.what !== 'ledger') memory = calendarMemory()
        if (step.what !== 'memory') ledger = new Map()
        return
      case 'hours':
        return clock.advance(step.hours * HOUR)
      case 'run':
        clock.advance(60_000)
        service.weather(step.faults)
        return struck(step.crash, step.complete)
      case 'overlap': {
        clock.advance(60_000)
        service.weather(step.faults)
        const first = struck(step.crash)
        if (step.between) await take(step.between)
        await Promise.all([first, struck(null)])
      }
    }
  }
  for (const step of steps) await take(step)

  service.weather(0)
  rows = rows.map((row) => ({ ...row, readable: true }))
  // What an emptied trash took away leaves no trace in changes; the next whole read finds it missing.
  if (emptied) clock.advance(7 * HOUR)
  for (let turn = 0; turn < 2; turn++) {
    clock.advance(TEN_MINUTES)
    await run(service.account)
  }
  clock.advance(TEN_MINUTES)

  const wanted = desiredEntries(programmes(rows), {
    minutesBefore: 30,
    keepPast: true,
    now: new Date(clock.now()).toISOString(),
    heldRows: new Set(),
  })
  const sink = googleCalendarSink(KNOWLEDGE_BASE, options, service.account, calendarMemory())
  const shown = (await sink.held())
    .filter(({ state }) => state === 'live')
    .map(({ rows: of, content, state }) => ({ rows: of, content, state }))
  const byRows = (a: { rows: readonly string[] }, b: { rows: readonly string[] }) =>
    a.rows.join() < b.rows.join() ? -1 : 1
  expect(shown.sort(byRows)).toEqual(
    wanted.map(({ rows: of, content }) => ({ rows: of, content, state: 'live' })).sort(byRows),
  )
  const live = events().filter(({ id, status }) => status !== 'cancelled' && !foreign.has(id))
  expect(live).toHaveLength(wanted.length)
  for (const [id, before] of foreign) expect(world.event(calendarId, id)).toEqual(before)
  for (const [id, before] of carried) expect(world.event(elsewhere, id)).toEqual(before)
  expect(world.violations).toEqual([])
  const before = events().map(({ id, etag }) => [id, etag])
  expect(await run(service.account)).toEqual([])
  expect(events().map(({ id, etag }) => [id, etag])).toEqual(before)

  // Cut and pasted elsewhere in its page, a row keeps its entry, as long as it is the only one of its name there.
  const alone = ({ document, name }: Row) =>
    rows.filter((row) => row.document === document && row.name === name).length === 1
  rows = rows.map((row) => (alone(row) ? { ...row, id: fresh() } : row))
  const moved = await run(service.account)
  expect(moved.filter(({ action }) => action !== 'update')).toEqual([])
  expect(events().map(({ id }) => id)).toEqual(before.map(([id]) => id))
}

/** An account whose machine goes down at the nth request: before it is sent, or before its answer is heard. */
function crashing(account: GoogleAccount, nth: number): GoogleAccount {
  let count = 0
  return {
    ...account,
    async ask(request, usable, repeatable) {
      count += 1
      if (count > Math.ceil(nth / 2) + 1) throw new Crash()
      const last = count > Math.ceil(nth / 2)
      if (last && nth % 2 === 0) throw new Crash()
      const answer = await account.ask(request, usable, repeatable)
      if (last) throw new Crash()
      return answer
    },
  }
}

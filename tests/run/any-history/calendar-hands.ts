import type { GoogleSandbox, HeldEvent } from '../../../src/sandbox/google/index.ts'
import type { Touch } from './steps.ts'

/** What people did in Google Calendar that must still be there at the end. */
export type CalendarHands = {
  touch(touch: Touch): void
  /** Events of Magam's that stand, and those of others. */
  ours(): readonly HeldEvent[]
  readonly foreign: ReadonlyMap<string, HeldEvent>
  /** Throws when something that people own is not as they left it. */
  expectKept(): void
  /** Whether a trash with something in it was emptied since this was last asked. */
  takeEmptied(): boolean
  /** Rows whose events a person deleted or changed: what they show is no longer only what Magam wrote. */
  readonly touched: Set<string>
}

export function calendarHands({ people, world }: GoogleSandbox, calendar: string): CalendarHands {
  const foreign = new Map<string, HeldEvent>()
  /** Where a person moves entries to, and how they stand there. */
  const elsewhere = world.createCalendar({ summary: '다른 캘린더' })
  const carried = new Map<string, HeldEvent>()
  const colours = new Map<string, string>()
  const reminders = new Map<string, number>()
  const touched = new Set<string>()
  let emptied = false
  let guests = 0
  const all = () => world.events(calendar).filter(({ id, purged }) => !foreign.has(id ?? '') && !purged)
  const ours = () => all().filter(({ status }) => status !== 'cancelled')
  const forget = (id: string) => {
    colours.delete(id)
    reminders.delete(id)
  }
  const noteForeign = (id: string) => {
    const event = world.event(calendar, id)
    if (event) foreign.set(id, event)
  }
  return {
    foreign,
    touched,
    ours,
    touch(touch) {
      if (touch.do === 'foreign') {
        const { id } = people.add(calendar, {
          summary: '[마감] 회의',
          start: { date: '2026-03-12' },
          end: { date: '2026-03-13' },
        })
        return noteForeign(id)
      }
      if (touch.do === 'forget-tokens') {
        guests += 1
        return world.share(calendar, `guest-${guests}@example.org`, 'reader')
      }
      if (touch.do === 'trash') {
        emptied ||= all().some(({ status }) => status === 'cancelled')
        return people.emptyTrash(calendar)
      }
      const standing = ours()
      const event = standing[touch.at % Math.max(1, standing.length)]
      const id = event?.id
      if (!event || !id) return
      if (touch.do === 'copy') return noteForeign(people.copy(calendar, id).id)
      if (touch.do === 'carry' && !carried.has(id)) {
        people.carry(calendar, id, elsewhere)
        const there = world.event(elsewhere, id)
        if (there) carried.set(id, there)
        forget(id)
      }
      if (touch.do !== 'recolour' && touch.do !== 'remind') touched.add(id)
      if (touch.do === 'rename') people.rename(calendar, id, '누가 바꾼 제목')
      if (touch.do === 'move')
        people.move(calendar, id, { start: { date: '2026-01-01' }, end: { date: '2026-01-02' } })
      if (touch.do === 'note') people.edit(calendar, id, { description: `${event.description ?? ''}\n메모` })
      if (touch.do === 'delete') {
        people.delete(calendar, id)
        forget(id)
      }
      if (touch.do === 'recolour') {
        people.recolour(calendar, id, String(1 + (touch.at % 11)))
        colours.set(id, String(1 + (touch.at % 11)))
      }
      if (touch.do === 'remind') {
        people.remind(calendar, id, [{ method: 'popup', minutes: 5 + touch.at }])
        reminders.set(id, 5 + touch.at)
      }
    },
    expectKept() {
      const standing = new Map(ours().map((event) => [event.id ?? '', event]))
      for (const [id, before] of foreign) {
        if (JSON.stringify(world.event(calendar, id)) !== JSON.stringify(before))
          throw new Error(`a foreign event was touched: ${id}`)
      }
      for (const [id, before] of carried) {
        if (JSON.stringify(world.event(elsewhere, id)) !== JSON.stringify(before))
          throw new Error(`an event in another calendar was touched: ${id}`)
      }
      for (const [id, colour] of colours) {
        const event = standing.get(id)
        if (!event) forget(id)
        else if (event.colorId !== colour) throw new Error(`the colour of ${event.summary} was taken away`)
      }
      for (const [id, minutes] of reminders) {
        const event = standing.get(id)
        if (!event) forget(id)
        else if (event.reminders?.overrides?.[0]?.minutes !== minutes)
          throw new Error(`the reminder of ${event.summary} was taken away`)
      }
    },
    takeEmptied() {
      const was = emptied
      emptied = false
      return was
    },
  }
}

/** The row ids and the round that Magam notes in an event of its own. */
export function marksIn(event: HeldEvent): { readonly rows: readonly string[]; readonly slot: number } {
  const noted = event.extendedProperties?.private ?? {}
  const text = Object.entries(noted)
    .filter(([key]) => key.startsWith('magamEntry'))
    .sort(([a], [b]) => Number(a.slice(10)) - Number(b.slice(10)))
    .map(([, piece]) => piece)
    .join('')
  const { rows = [], slot = 1 } = JSON.parse(text || '{}') as { rows?: string[]; slot?: number }
  return { rows, slot }
}

/** Day (or moment, in Korea) of the end of an event, and its title: what a person reads. */
export function lineOf({ summary, end }: HeldEvent): string {
  const time = end?.date
    ? new Date(Date.parse(`${end.date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
    : new Date(Date.parse(end?.dateTime ?? '') + 9 * 3_600_000).toISOString().slice(0, 16)
  return `${time} ${summary}`
}

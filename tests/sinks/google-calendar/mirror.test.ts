import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toBody } from '../../../src/sinks/google-calendar/event-body.ts'
import { toHeld } from '../../../src/sinks/google-calendar/held-event.ts'
import { type CalendarMemory, readMirror } from '../../../src/sinks/google-calendar/mirror.ts'
import type { Event } from '../../../src/sinks/google-calendar/schema.ts'
import { content, entry, KNOWLEDGE_BASE } from '../../plan/examples.ts'
import { type Desk, desk } from './desk.ts'

let here: Desk
beforeEach(async () => {
  here = await desk()
})
afterEach(() => here.close())

const isOurs = (event: Event) => toHeld(event, here.options, KNOWLEDGE_BASE, 'x') !== null
const read = async (memory: CalendarMemory = here.memory, whole = false) => {
  const events = await readMirror(here.account, here.calendarId, 'space', memory, isOurs, {
    whole,
    now: Date.now(),
  })
  return [...events.values()].map(({ id, status, summary }) => `${id.slice(0, 3)} ${status} ${summary}`)
}
const add = (one: ReturnType<typeof entry>) =>
  here.google.people.add(here.calendarId, {
    ...toBody(one, 0, null, here.options, KNOWLEDGE_BASE, 'x'),
    id: one.id,
  })
const [one, two] = [
  entry('R1', { content: content({ title: '하나' }) }),
  entry('R2', { content: content({ title: '둘' }) }),
]
const told = (of: typeof one, status = 'confirmed', title = of.content.title) =>
  `${of.id.slice(0, 3)} ${status} ${title}`
const queries = () => {
  const asked = here.google.server.requests.filter(({ path }) => path.endsWith('/events'))
  here.google.server.forgetRequests()
  return asked.map(({ query }) => (query.includes('syncToken=') ? 'changes' : 'whole'))
}

describe('readMirror', () => {
  test('a first look, is whole, and later ones are changes', async () => {
    add(one)
    expect(await read()).toEqual([told(one)])
    add(two)
    here.google.people.rename(here.calendarId, one.id, '다른 제목')
    expect(await read()).toEqual([told(one, 'confirmed', '다른 제목'), told(two)])
    expect(await read()).toEqual([told(one, 'confirmed', '다른 제목'), told(two)])
    expect(queries()).toEqual(['whole', 'changes', 'changes'])
  })

  test('a deleted event, is told by its id and keeps its details', async () => {
    add(one)
    await read()
    here.google.people.delete(here.calendarId, one.id)
    expect(await read()).toEqual([told(one, 'cancelled')])
    expect(await read()).toEqual([told(one, 'cancelled')])
  })

  test('an event that lost its marks, is no longer ours', async () => {
    add(one)
    await read()
    here.google.people.edit(here.calendarId, one.id, { extendedProperties: { private: { magam: null } } })
    expect(await read()).toEqual([])
    expect(await here.memory.held('space')).toEqual([])
  })

  test('a token that is no token, and one that expired, are replaced by a whole look', async () => {
    add(one)
    await read()
    const kept = await here.memory.value('space', 'syncToken-2')
    await here.memory.putValue('space', 'syncToken-2', `${Date.now()} nonsense`, kept?.version ?? 0)
    queries()
    expect(await read()).toEqual([told(one)])
    here.google.world.share(here.calendarId, 'x@x.kr', 'reader')
    expect(await read()).toEqual([told(one)])
    expect(queries()).toEqual(['changes', 'whole', 'changes', 'whole'])
  })

  test('asked for the whole, reads the whole', async () => {
    await read()
    await read(here.memory, true)
    expect(queries()).toEqual(['whole', 'whole'])
  })

  test('a run that dies while it remembers, leaves a memory that is read anew', async () => {
    add(one)
    await read()
    add(two)
    const dying: CalendarMemory = {
      ...here.memory,
      putHeld: async () => {
        throw new Error('the disk is full')
      },
    }
    await expect(read(dying)).rejects.toThrow('the disk is full')
    queries()
    expect(await read()).toEqual([told(one), told(two)])
    expect(queries()).toEqual(['whole'])
  })

  test('two looks at once, neither loses what the other saw', async () => {
    add(one)
    await read()
    add(two)
    const slow: CalendarMemory = {
      ...here.memory,
      // Between its list and its memory another run sees a later change and remembers it.
      putValue: async (...write) => {
        if (write[2] === '') {
          here.google.people.rename(here.calendarId, one.id, '나중')
          await read()
        }
        return here.memory.putValue(...write)
      },
    }
    await read(slow)
    expect(await read()).toEqual([told(one, 'confirmed', '나중'), told(two)])
  })

  test('a memory that cannot be read, is read anew', async () => {
    add(one)
    await read()
    for (const json of ['{', '{}', 'null']) {
      await here.memory.putHeld('space', [{ address: one.id, json }])
      queries()
      expect(await read()).toEqual([told(one)])
      expect(queries()).toEqual(['whole'])
    }
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome, Sink } from '../../../src/plan/change.ts'
import type { Entry } from '../../../src/plan/entry.ts'
import { entryId, idOfGeneration } from '../../../src/plan/identity.ts'
import { planChanges } from '../../../src/plan/plan.ts'
import { googleAccount } from '../../../src/sinks/google-calendar/account.ts'
import { calendarOptions } from '../../../src/sinks/google-calendar/options.ts'
import { googleCalendarSink } from '../../../src/sinks/google-calendar/sink.ts'
import { content, context, entry, KNOWLEDGE_BASE } from '../../plan/examples.ts'
import { calendarMemory, type Desk, desk, quick } from './desk.ts'

let here: Desk
const open = async (input: Parameters<typeof desk>[0] = {}) => {
  await here?.close()
  here = await desk(input)
}
beforeEach(() => open())
afterEach(() => here.close())

/** One whole run; gives its outcomes. */
async function run(wanted: readonly Entry[], sink: Sink = here.sink()): Promise<readonly Outcome[]> {
  const changes = planChanges(wanted, await sink.held(), context())
  return Promise.all(changes.map((change) => sink.apply(change)))
}
const told = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ change, result, problem }) =>
    [change.action, change.reason, result, problem].filter(Boolean).join(' '),
  )
/** Requests to the Calendar API since the last look, by method and count. */
function requests(): Record<string, number> {
  const asked = here.google.server.requests.filter(({ path }) => path.startsWith('/calendar/'))
  here.google.server.forgetRequests()
  return Object.fromEntries(
    [...Map.groupBy(asked, ({ method }) => method)].map(([method, all]) => [method, all.length]),
  )
}
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => entry(`R${at}`, { content: content({ title: `[마감] ${at}` }) }))
const shown = (one: Entry, generation = 0) =>
  here.google.world.event(here.calendarId, idOfGeneration(one.id, generation))
const live = () => here.google.world.events(here.calendarId).filter(({ status }) => status !== 'cancelled')

describe('requests', () => {
  test('a first write of twenty entries, is twenty inserts and one list', async () => {
    await run(many(20))
    expect(requests()).toEqual({ GET: 1, POST: 20 })
  })

  test('a cycle in which nothing changed, is one list', async () => {
    await run(many(20))
    requests()
    for (let cycle = 0; cycle < 3; cycle++) {
      await run(many(20))
      expect(requests()).toEqual({ GET: 1 })
    }
  })

  test('three changed rows and one gone, are three updates and one deletion', async () => {
    const before = many(20)
    await run(before)
    requests()
    const after = before.map((one, at) =>
      at < 3 ? { ...one, content: content({ title: '새' }), stamp: { ...one.stamp, sequence: 1 } } : one,
    )
    await run(after.slice(0, 19))
    expect(requests()).toEqual({ GET: 1, PUT: 3, DELETE: 1 })
  })

  test('a calendar full of other events, is listed whole once', async () => {
    for (let at = 0; at < 30; at++) {
      here.google.people.add(here.calendarId, {
        summary: `회의 ${at}`,
        start: { date: '2023-03-01' },
        end: { date: '2023-03-02' },
      })
    }
    await run(many(2))
    requests()
    await run(many(2))
    expect(requests()).toEqual({ GET: 1 })
    expect(live()).toHaveLength(32)
  })

  test('ragged and empty pages, are read to the end', async () => {
    await open({ google: { raggedPages: 7 } })
    await run(many(40))
    expect(told(await run(many(40), here.sink({ memory: calendarMemory() })))).toEqual([])
  })

  test('no field that Google does not know, is ever sent', async () => {
    await run(many(3))
    await run([{ ...entry('R0'), content: content({ title: '새' }) }])
    expect(here.google.world.violations).toEqual([])
  })
})

describe('what people change', () => {
  const one = entry('R1')
  beforeEach(async () => {
    await run([one])
    await run([one])
  })

  test('a title, is repaired', async () => {
    here.google.people.rename(here.calendarId, one.id, '내 제목')
    expect(told(await run([one]))).toEqual(['update drift done'])
    expect(shown(one)?.summary).toBe(one.content.title)
  })

  test('a day, is moved back', async () => {
    here.google.people.move(here.calendarId, one.id, {
      start: { dateTime: '2023-03-20T10:00:00+09:00' },
      end: { dateTime: '2023-03-20T11:00:00+09:00' },
    })
    expect(told(await run([one]))).toEqual(['update drift done'])
    expect(shown(one)).toMatchObject({ start: { date: '2023-03-17' }, end: { date: '2023-03-18' } })
    expect(told(await run([one]))).toEqual([])
  })

  test('a deadline stretched over days or repeated, is one day again', async () => {
    here.google.people.edit(here.calendarId, one.id, {
      end: { date: '2023-03-25' },
      recurrence: ['RRULE:FREQ=WEEKLY'],
    })
    expect(told(await run([one]))).toEqual(['update drift done'])
    expect(shown(one)).toMatchObject({ start: { date: '2023-03-17' }, end: { date: '2023-03-18' } })
    expect(shown(one)?.recurrence).toBeUndefined()
    expect(told(await run([one]))).toEqual([])
  })

  test('a deadline that only repeats now, does so by somebody’s hand and not by the settings', async () => {
    here.google.people.edit(here.calendarId, one.id, { recurrence: ['RRULE:FREQ=WEEKLY'] })
    const [change] = planChanges([one], await here.sink().held(), context())
    expect(change).toMatchObject({
      why: 'somebody changed it in the calendar',
      fields: [{ field: 'recurrence', from: 'RRULE:FREQ=WEEKLY', to: '' }],
    })
    expect(told(await run([one]))).toEqual(['update drift done'])
    expect(shown(one)?.recurrence).toBeUndefined()
    expect(told(await run([one]))).toEqual([])
  })

  test('a deletion, is undone with one update', async () => {
    here.google.people.delete(here.calendarId, one.id)
    requests()
    expect(told(await run([one]))).toEqual(['restore deleted done'])
    expect(requests()).toEqual({ GET: 1, PUT: 1 })
    expect(shown(one)?.status).toBe('confirmed')
    expect(told(await run([one]))).toEqual([])
  })

  test('a deletion with the state file lost as well, is undone', async () => {
    here.google.people.delete(here.calendarId, one.id)
    const sink = here.sink({ memory: calendarMemory() })
    expect(told(await run([one], sink))).toEqual(['restore deleted done'])
    expect(live().map(({ id }) => id)).toEqual([one.id])
  })

  test('a deletion and an emptied trash, are undone under the next generation', async () => {
    here.google.people.delete(here.calendarId, one.id)
    here.google.people.emptyTrash(here.calendarId)
    const outcomes = await run([one], here.sink({ whole: true }))
    expect(told(outcomes)).toEqual(['create new done'])
    expect(outcomes[0]?.generation).toBe(1)
    expect(live().map(({ id }) => id)).toEqual([idOfGeneration(one.id, 1)])
    requests()
    expect(told(await run([one]))).toEqual([])
    expect(told(await run([one], here.sink({ memory: calendarMemory() })))).toEqual([])
    expect(requests()).toEqual({ GET: 2 })
  })

  test('a trash emptied twice, goes on to the generation after', async () => {
    for (const generation of [0, 1]) {
      here.google.people.delete(here.calendarId, idOfGeneration(one.id, generation))
      here.google.people.emptyTrash(here.calendarId)
      await run([one], here.sink({ memory: calendarMemory() }))
    }
    expect(live().map(({ id }) => id)).toEqual([idOfGeneration(one.id, 2)])
  })

  test('guests, files, place, colour and reminders, are kept through an edit of the row', async () => {
    await open({ google: { delegation: true }, calendar: { reminders: ['1d'], colour: 'tomato' } })
    await run([one])
    here.google.people.recolour(here.calendarId, one.id, '7')
    here.google.people.remind(here.calendarId, one.id, [{ method: 'popup', minutes: 5 }])
    here.google.people.attach(here.calendarId, one.id, 'https://files.example/plan.pdf')
    here.google.people.edit(here.calendarId, one.id, { location: '판교' })
    expect(told(await run([one]))).toEqual([])
    const after = { ...one, content: content({ title: '새 이름' }) }
    expect(told(await run([after]))).toEqual(['update edited done'])
    expect(shown(one)).toMatchObject({
      summary: '새 이름',
      location: '판교',
      colorId: '7',
      reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 1440 }] },
      attachments: [{ fileUrl: 'https://files.example/plan.pdf' }],
    })
    expect(here.google.world.event(here.calendarId, one.id, here.google.people.email)?.reminders).toEqual({
      useDefault: false,
      overrides: [{ method: 'popup', minutes: 5 }],
    })
    expect(told(await run([after]))).toEqual([])
  })

  test('guests of a service account’s event, are kept though it may not send them along', async () => {
    here.google.people.invite(here.calendarId, one.id, ['guest@x.kr'])
    const after = {
      ...one,
      content: content({
        when: { kind: 'time', start: '2023-03-17T08:30:00Z', end: '2023-03-17T09:00:00Z' },
      }),
    }
    expect(told(await run([after]))).toEqual(['update edited done'])
    expect(shown(one)?.attendees).toMatchObject([{ email: 'guest@x.kr' }])
    expect(shown(one)?.start).not.toHaveProperty('date')
    expect(told(await run([after]))).toEqual([])
  })

  test('marks that grow shorter on an event with guests, leave nothing behind', async () => {
    const long = {
      ...one,
      rows: Array.from({ length: 60 }, (_, at) => `row-${at}-of-many-that-are-one-call`),
    }
    await run([long])
    here.google.people.invite(here.calendarId, one.id, ['guest@x.kr'])
    here.google.people.edit(here.calendarId, one.id, { recurrence: ['RRULE:FREQ=DAILY'] })
    expect(told(await run([one]))).toEqual(['update drift done'])
    expect(told(await run([one]))).toEqual([])
    expect(shown(one)?.recurrence).toBeUndefined()
  })

  test('notes below our text, are kept, also when an editor made HTML of it', async () => {
    const text = String(shown(one)?.description)
    const html = `${text.replaceAll('\n', '<br>')}<br><br><b>담당</b>: 지민 &amp; 현식`
    here.google.people.edit(here.calendarId, one.id, { description: html })
    expect(told(await run([one]))).toEqual([])
    const after = { ...one, content: content({ description: '접수 기간: 연장' }) }
    await run([after])
    expect(shown(one)?.description).toBe(
      '접수 기간: 연장\n\nNotion: https://www.notion.so/page1\n\n담당: 지민 & 현식',
    )
    expect(told(await run([after]))).toEqual([])
  })

  test('notes above our text, stay where they are, and go below it once it changes', async () => {
    const text = String(shown(one)?.description)
    const html = `<p>담당: 지민</p><p>회의는 수요일</p><p>${text.replaceAll('\n', '<br>')}<br><br>끝</p>`
    here.google.people.edit(here.calendarId, one.id, { description: html })
    requests()
    expect(told(await run([one]))).toEqual([])
    expect(requests()).toEqual({ GET: 1 })
    const after = { ...one, content: content({ description: '접수 기간: 연장' }) }
    await run([after])
    expect(shown(one)?.description).toBe(
      '접수 기간: 연장\n\nNotion: https://www.notion.so/page1\n\n끝\n\n담당: 지민\n회의는 수요일',
    )
    expect(told(await run([after]))).toEqual([])
  })

  test('links in notes, keep where they lead once their words become text', async () => {
    const text = String(shown(one)?.description)
    const notes = [
      '<a href="https://docs.example/d/1?a=1&amp;b=2">회의록</a>',
      '<a href="https://www.google.com/url?q=https://docs.example/d/2&amp;sa=D&amp;source=calendar">둘째</a>',
      '<a href="https://x.kr/">https://x.kr</a>',
      '<a href="mailto:a@x.kr">a@x.kr</a>',
    ]
    const html = `${text.replaceAll('\n', '<br>')}<br><br>${notes.join('<br>')}`
    here.google.people.edit(here.calendarId, one.id, { description: html })
    expect(told(await run([one]))).toEqual([])
    const after = { ...one, content: content({ description: '접수 기간: 연장' }) }
    await run([after])
    expect(shown(one)?.description?.split('\n').slice(4)).toEqual([
      '회의록 (https://docs.example/d/1?a=1&b=2)',
      '둘째 (https://docs.example/d/2)',
      'https://x.kr',
      'a@x.kr',
    ])
    expect(told(await run([after]))).toEqual([])
  })

  test('notes that fill the description to its end, do not keep the row’s news from being written', async () => {
    const text = String(shown(one)?.description)
    const notes = 'a &lt;b '.repeat(1_000).slice(0, 8_180 - text.length)
    here.google.people.edit(here.calendarId, one.id, { description: `${text}\n${notes}` })
    const longer = `${one.content.description}\n${'가'.repeat(600)}`
    const after = { ...one, content: content({ description: longer }) }
    expect(told(await run([after]))).toEqual(['update edited done'])
    expect(shown(one)?.description).toMatch(/^접수 기간: .*\n.*\n가{600}\n\nNotion: .*\na &lt;b a &lt;b .*…$/)
    expect(told(await run([after]))).toEqual([])
  })

  test('a change inside our text, is repaired', async () => {
    here.google.people.edit(here.calendarId, one.id, { description: '마감이 연기되었습니다' })
    expect(told(await run([one]))).toEqual(['update drift done'])
    expect(shown(one)?.description).toBe(`${one.content.description}\n\nNotion: ${one.sourceUrl}`)
  })

  test('an event of their own, and a copy of ours with our marks, are never touched', async () => {
    const marks = shown(one)?.extendedProperties
    const own = here.google.people.add(here.calendarId, {
      summary: '회의',
      start: { date: '2023-03-17' },
      end: { date: '2023-03-18' },
    })
    const copied = here.google.people.add(here.calendarId, {
      summary: '내 사본',
      start: { date: '2023-03-10' },
      end: { date: '2023-03-11' },
      extendedProperties: marks,
    })
    await run([])
    expect(live().map(({ id, summary }) => [id, summary])).toEqual([
      [own.id, '회의'],
      [copied.id, '내 사본'],
    ])
  })

  test('an entry moved to another calendar, is the mover’s there, and stands here again under the next generation', async () => {
    const other = here.google.world.createCalendar({ summary: '내 캘린더' })
    here.google.people.carry(here.calendarId, one.id, other)
    const theirs = here.google.world.event(other, one.id)
    expect(told(await run([one]))).toEqual(['restore deleted done'])
    expect(live().map(({ id }) => id)).toEqual([idOfGeneration(one.id, 1)])
    here.google.people.carry(other, one.id, here.calendarId)
    expect(told(await run([one]))).toEqual(['delete double done'])
    expect(live().map(({ id }) => id)).toEqual([one.id])
    here.google.people.carry(here.calendarId, one.id, other)
    await run([])
    expect(live()).toEqual([])
    expect(here.google.world.event(other, one.id)).toMatchObject({
      summary: theirs?.summary,
      status: 'confirmed',
    })
  })

  test('an entry made private for an account that may not see private events, is left, and the others are written', async () => {
    here.google.world.share(
      here.calendarId,
      here.google.serviceAccountKey.client_email,
      'writerWithoutPrivateAccess',
    )
    here.google.people.edit(here.calendarId, one.id, { visibility: 'private' })
    const before = shown(one)
    const after = { ...one, content: content({ title: '새 이름' }) }
    expect(told(await run([after, entry('R2')])).sort()).toEqual([
      'create new done',
      'create new failed Google Calendar: somebody made it private, and the account may not change private events',
    ])
    expect(shown(one)).toEqual(before)
    expect(live()).toHaveLength(2)
  })

  test('marks that another program wiped out, are written again', async () => {
    const wiped = Object.keys(shown(one)?.extendedProperties?.private ?? {})
    here.google.people.edit(here.calendarId, one.id, {
      extendedProperties: { private: Object.fromEntries(wiped.map((key) => [key, null])) },
    })
    await run([one])
    expect(live()).toHaveLength(1)
    expect(told(await run([one]))).toEqual([])
  })

  test('properties of other programs, are kept', async () => {
    here.google.people.edit(here.calendarId, one.id, {
      extendedProperties: { private: { theirs: '1' }, shared: { also: '2' } },
    })
    await run([{ ...one, content: content({ title: '새 이름' }) }])
    expect(shown(one)?.extendedProperties).toMatchObject({ private: { theirs: '1' }, shared: { also: '2' } })
  })
})

describe('settings', () => {
  const one = entry('R1')

  test('a look, is written in full and read back as the same', async () => {
    await open({ calendar: { reminders: ['7d', '1d', '10m'], colour: 'peacock', transparency: 'busy' } })
    await run([one])
    expect(shown(one)).toMatchObject({
      colorId: '7',
      reminders: { useDefault: false },
    })
    expect(
      shown(one)
        ?.reminders?.overrides?.map(({ minutes }) => minutes)
        .sort(),
    ).toEqual([10, 10080, 1440].sort())
    expect(told(await run([one]))).toEqual([])
  })

  test('a calendar with reminders of its own, still comes to rest', async () => {
    here.google.world.setDefaultReminders(here.calendarId, [{ method: 'popup', minutes: 30 }])
    await run([one])
    expect(told(await run([one]))).toEqual([])
  })

  test('another look, is followed where nobody touched it', async () => {
    const two = entry('R2')
    const options = calendarOptions.parse({ id: here.calendarId, reminders: ['2d'], colour: 'basil' })
    await run([one, two])
    here.google.people.recolour(here.calendarId, two.id, '3')
    expect(told(await run([one, two], here.sink({ options })))).toEqual(['update settings done'])
    expect([shown(one)?.colorId, shown(two)?.colorId]).toEqual(['10', '3'])
    expect(told(await run([one, two], here.sink({ options })))).toEqual([])
  })

  test('no link to Notion, takes it out of what stands', async () => {
    const options = calendarOptions.parse({ id: here.calendarId, notionLink: false })
    await run([one])
    expect(JSON.stringify(shown(one))).toContain('notion.so')
    expect(told(await run([one], here.sink({ options })))).toEqual(['update settings done'])
    expect(JSON.stringify(shown(one))).not.toContain('notion.so')
    expect(told(await run([one], here.sink({ options })))).toEqual([])
    expect(told(await run([one]))).toEqual(['update settings done'])
    expect(told(await run([one]))).toEqual([])
  })

  test('an overlong name and text, come to rest', async () => {
    const long = entry('R1', {
      rows: Array.from({ length: 40 }, (_, at) => `0123456789abcdef0123456789abcdef-${at}`),
      content: content({
        title: `[마감] ${'가'.repeat(290)}`,
        description: '👩‍💻 글'.repeat(900).slice(0, 7_500),
        url: `https://x.kr/?q=${'%EA%B0%80'.repeat(200)}`,
        categories: Array.from({ length: 10 }, (_, at) => `${at}${'나'.repeat(59)}`),
      }),
    })
    expect(told(await run([long]))).toEqual(['create new done'])
    expect(told(await run([long], here.sink({ memory: calendarMemory() })))).toEqual([])
  })

  test('fields of emoji, wherever the marks are cut in pieces, come to rest', async () => {
    const fields = (pad: number) => [
      'x'.repeat(pad),
      ...Array.from({ length: 9 }, (_, at) => `${at}${'🌱'.repeat(29)}`),
    ]
    const wanted = Array.from({ length: 4 }, (_, at) =>
      entry(`R${at}`, {
        content: content({ url: `https://x.kr/${'a'.repeat(400)}`, categories: fields(1 + at) }),
      }),
    )
    await run(wanted)
    expect(told(await run(wanted, here.sink({ memory: calendarMemory() })))).toEqual([])
  })
})

describe('another account than the one that wrote the entries', () => {
  const two = entry('R2')
  const options = () => calendarOptions.parse({ id: here.calendarId, reminders: ['1d'] })
  const ofPerson = () => {
    const { oauth, tokenUrl, url } = here.google
    const account = googleAccount({ kind: 'person', ...oauth, tokenUrl }, quick(url))
    return googleCalendarSink(KNOWLEDGE_BASE, options(), account, here.memory)
  }
  const seen = (id: string) => {
    const event = here.google.world.event(here.calendarId, id, here.google.people.email)
    return [event?.colorId, event?.reminders?.overrides?.map(({ minutes }) => minutes)]
  }

  test('sees reminders that nobody chose, sets its own, and keeps the colour that people chose', async () => {
    await run([entry('R1'), two], here.sink({ options: options() }))
    here.google.people.recolour(here.calendarId, two.id, '3')
    expect(told(await run([entry('R1'), two], ofPerson()))).toEqual([
      'update settings done',
      'update settings done',
    ])
    expect([seen(entry('R1').id), seen(two.id)]).toEqual([
      [undefined, [1440]],
      ['3', [1440]],
    ])
    here.google.people.remind(here.calendarId, two.id, [{ method: 'popup', minutes: 5 }])
    expect(told(await run([entry('R1'), two], ofPerson()))).toEqual([])
    const after = { ...two, content: content({ title: '새 이름' }) }
    expect(told(await run([entry('R1'), after], ofPerson()))).toEqual(['update edited done'])
    expect(seen(two.id)).toEqual(['3', [5]])
  })

  test('does not mind notes of the look that another program wrote over', async () => {
    await run([two], here.sink({ options: options() }))
    const noted = shown(two)?.extendedProperties?.private ?? {}
    for (const look of ['', '{', 'null', '7']) {
      const { magamEntry0 = '' } = noted
      const bent = JSON.stringify({ ...(JSON.parse(magamEntry0) as object), look })
      here.google.people.edit(here.calendarId, two.id, {
        extendedProperties: { private: { magamEntry0: bent } },
      })
      await run([two], ofPerson())
      expect(seen(two.id)).toEqual([undefined, [1440]])
    }
  })
})

describe('several knowledge bases', () => {
  test('in one calendar, leave each other alone', async () => {
    const [a, b] = [{ knowledgeBase: 'a' }, { knowledgeBase: 'b' }]
    const wanted = (base: string) =>
      entry('R1', { id: entryId(base, 'R1#1'), content: content({ title: base }) })
    await run([wanted('a')], here.sink(a))
    await run([wanted('b')], here.sink(b))
    expect(live().map(({ summary }) => summary)).toEqual(['a', 'b'])
    expect(told(await run([], here.sink(a)))).toEqual(['delete gone done'])
    expect(told(await run([wanted('b')], here.sink(b)))).toEqual([])
    expect(live().map(({ summary }) => summary)).toEqual(['b'])
  })

  test('one in several calendars, keeps each', async () => {
    const other = here.google.world.createCalendar({ summary: '둘째' })
    here.google.world.share(other, here.google.serviceAccountKey.client_email, 'writer')
    const options = calendarOptions.parse({ id: other })
    await run([entry('R1')])
    await run([entry('R1'), entry('R2')], here.sink({ options }))
    expect(here.google.world.events(other)).toHaveLength(2)
    expect(live()).toHaveLength(1)
  })
})

describe('what is read of the calendar', () => {
  const one = entry('R1')

  test('a token that expired, is followed by a whole list', async () => {
    await run([one])
    // A change of who may see the calendar ends its tokens.
    here.google.world.share(here.calendarId, 'x@x.kr', 'reader')
    requests()
    expect(told(await run([one]))).toEqual([])
    expect(requests()).toEqual({ GET: 2 })
    expect(told(await run([one]))).toEqual([])
    expect(requests()).toEqual({ GET: 1 })
  })

  test('a memory of many hours, is read anew with one list', async () => {
    await run([one])
    here.google.people.delete(here.calendarId, one.id)
    here.google.people.emptyTrash(here.calendarId)
    requests()
    const outcomes = await run([one], here.sink({ now: () => Date.now() + 7 * 3_600_000 }))
    expect(told(outcomes)).toEqual(['create new done'])
    // One list; the look at what the taken id leads to, asked more than once in case it only lags.
    expect(requests()).toEqual({ GET: 1 + 3, POST: 2 })
  })

  test('a list that lags behind, neither duplicates nor undoes', async () => {
    await open({ google: { listLag: 60_000 } })
    await run([one])
    expect(told(await run([one]))).toEqual(['create new already'])
    const after = { ...one, content: content({ title: '새 이름' }) }
    await run([after])
    await run([after])
    expect(live().map(({ summary }) => summary)).toEqual(['새 이름'])
  })

  test('a lost memory, gives the same entries with the same stamps', async () => {
    const stamped = { ...one, stamp: { ...one.stamp, sequence: 4 } }
    await run([stamped])
    const before = await here.sink().held()
    expect(await here.sink({ memory: calendarMemory() }).held()).toEqual(before)
    expect(before[0]?.stamp?.sequence).toBe(4)
  })
})

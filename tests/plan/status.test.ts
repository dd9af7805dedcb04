import { describe, expect, test } from 'vitest'
import { desiredStatuses, type StatusContext, type StatusSettings } from '../../src/plan/status.ts'
import type { Finding } from '../../src/programmes/finding.ts'
import type { Programme } from '../../src/programmes/programme.ts'
import { programme, reading } from './examples.ts'

const SETTINGS: StatusSettings = {
  active: 'completed',
  expired: 'expired',
  review: null,
  manages: ['completed', 'expired'],
}
const closing = (id: string, closes: string | null, over: Partial<Programme> = {}) =>
  programme(id, {
    period: {
      text: '',
      column: '',
      reading: reading(closes === null ? { kind: 'open-ended', closes } : { closes }),
    },
    ...over,
  })
const [ahead, past, openEnded] = [
  closing('ahead', '2023-03-17'),
  closing('past', '2023-02-01'),
  closing('open', null),
]
const finding = (needsPerson: boolean): Finding => ({
  code: 'not-understood',
  place: ahead.place,
  column: null,
  text: '',
  needsPerson,
  problem: { ko: '', en: '' },
  mend: { ko: '', en: '' },
})

describe('desiredStatuses', () => {
  const to = (
    status: string | null,
    programmes: readonly Programme[],
    over: Partial<Omit<StatusContext, 'settings'>> & {
      settings?: Partial<StatusSettings>
      findings?: readonly Finding[]
    } = {},
  ) => {
    const { settings, findings = [], ...context } = over
    const { changes, missing } = desiredStatuses(
      [{ id: 'page1', title: 't', status }],
      programmes,
      findings,
      {
        settings: { ...SETTINGS, ...settings },
        options: null,
        unwritten: new Set(),
        heldRows: new Set(),
        now: '2023-03-01T00:00:00Z',
        ...context,
      },
    )
    return [
      ...changes.map((change) => `${change.from} → ${change.to}: ${change.reason}`),
      ...missing.map((name) => `missing ${name}`),
    ]
  }

  test('no programme in it, is untouched', () => {
    expect(to('expired', [])).toEqual([])
    expect(to(null, [])).toEqual([])
  })

  test('in a status of a person, is untouched', () => {
    expect(to('draft', [ahead])).toEqual([])
  })

  test('no status at all, is filled', () => {
    expect(to(null, [ahead])).toEqual(['null → completed: complete'])
  })

  test('a row needs a person, keeps its status or goes to review', () => {
    const needs = { findings: [finding(true)] }
    expect(to('completed', [past], needs)).toEqual([])
    expect(to('completed', [past], { heldRows: new Set(['past']) })).toEqual([])
    expect(to('completed', [past], { ...needs, settings: { review: 'review' } })).toEqual([
      'completed → review: review',
    ])
    expect(to('review', [past], { ...needs, settings: { review: 'review' } })).toEqual([])
  })

  test('a remark that needs nobody, does not matter', () => {
    expect(to('expired', [ahead], { findings: [finding(false)] })).toEqual(['expired → completed: extended'])
  })

  test('a page in review that was mended, comes back', () => {
    expect(to('review', [ahead], { settings: { review: 'review' } })).toEqual([
      'review → completed: complete',
    ])
  })

  test('every deadline passed, is expired', () => {
    expect(to('completed', [past])).toEqual(['completed → expired: expired'])
    expect(to('completed', [past, ahead])).toEqual([])
    expect(to('completed', [past, openEnded])).toEqual([])
  })

  test('the last round still ahead, is not expired', () => {
    const rounds = [
      { label: '1차', opens: null, closes: '2023-02-01' },
      { label: '2차', opens: null, closes: '2023-04-01' },
    ]
    const two = programme('two', {
      period: { text: '', column: '', reading: reading({ closes: '2023-04-01', rounds }) },
    })
    expect(to('completed', [two])).toEqual([])
  })

  test('an entry not on the calendar yet, leaves the status', () => {
    expect(to('expired', [ahead], { unwritten: new Set(['ahead']) })).toEqual([])
  })

  test('a deadline that was extended, brings the page back', () => {
    expect(to('expired', [ahead])).toEqual(['expired → completed: extended'])
  })

  test('in the status it should have, is untouched', () => {
    expect(to('completed', [ahead])).toEqual([])
    expect(to('expired', [past])).toEqual([])
  })

  test('an option that does not exist, is told and not written', () => {
    expect(to('completed', [past], { options: ['completed'] })).toEqual(['missing expired'])
  })

  test('a status that settings do not let Magam manage, is never written', () => {
    expect(to('completed', [past], { settings: { manages: ['completed'] } })).toEqual([])
  })
})

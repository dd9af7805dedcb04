import fc from 'fast-check'
import { expect, describe as group, test } from 'vitest'
import { isoDay, isoMoment, toEpoch } from '../../src/deadlines/civil.ts'
import {
  describe,
  explainObstacle,
  parse,
  type Reading,
  type ReadingKind,
  type Warning,
} from '../../src/deadlines/index.ts'

const SEED = 20_261_125
const nothing = { title: '', posted: null }

/** Warnings that words carry: what the others warn of is settled in them. */
const CARRIED: readonly Warning[] = ['early-close', 'extended']

const WARNINGS: readonly Warning[] = [
  'year-inferred',
  'year-rollover',
  'weekday-mismatch',
  'midnight-ambiguous',
  'approximate',
  'impossible-date',
  ...CARRIED,
]

const FIRST = toEpoch(1902, 1, 1)
const LAST = toEpoch(2198, 12, 31)

const epoch = fc.integer({ min: FIRST, max: LAST })
const clock = fc.option(
  fc.record({ minutes: fc.integer({ min: 0, max: 1439 }), seconds: fc.constantFrom(0, 0, 0, 1, 59) }),
)

function momentOf(day: number, time: { minutes: number; seconds: number } | null): string {
  return time === null ? isoDay(day) : isoMoment(day, time.minutes, time.seconds)
}

/** An end, and a start before it or none. */
const span = fc
  .record({ day: epoch, length: fc.option(fc.integer({ min: 1, max: 300 })), start: clock, end: clock })
  .map(({ day, length, start, end }) => ({
    opens: length === null ? null : momentOf(day - length, start),
    closes: momentOf(day, end),
  }))

const warnings = fc.uniqueArray(fc.constantFrom(...WARNINGS), { maxLength: 4 })

function readingOf(part: Partial<Reading> & { kind: ReadingKind }): Reading {
  return { opens: null, closes: null, rounds: [], warnings: [], why: [], obstacle: null, ...part }
}

const kindOf = (closes: string): ReadingKind => (closes.length === 10 ? 'date' : 'datetime')

const windows = fc
  .record({ span, warnings })
  .map(({ span: { opens, closes }, warnings }) =>
    readingOf({ kind: kindOf(closes), opens, closes, warnings }),
  )

const openEnded = fc
  .option(fc.tuple(epoch, clock))
  .map((start) =>
    readingOf({ kind: 'open-ended', opens: start === null ? null : momentOf(start[0], start[1]) }),
  )

const LABELS = [
  '1차',
  '2차',
  '3차',
  '1분기',
  '일반',
  '재인증',
  '한국 기업',
  '예비창업자',
  '온라인',
  'Track A',
]

const rounds = fc
  .uniqueArray(fc.record({ label: fc.constantFrom(...LABELS), span }), {
    minLength: 2,
    maxLength: 4,
    selector: ({ label }) => label,
  })
  .filter((told) => new Set(told.map(({ span }) => span.closes.slice(0, 10))).size === told.length)
  .map((told) => {
    const list = told.map(({ label, span }) => ({ label, ...span }))
    const closes = list.map((round) => round.closes).reduce((a, b) => (a > b ? a : b))
    const opens = list.map((round) => round.opens).filter((moment) => moment !== null)
    const first = list[0]?.opens == null ? null : opens.reduce((a, b) => (a < b ? a : b))
    return readingOf({ kind: kindOf(closes), opens: first, closes, rounds: list })
  })

const carried = ({ kind, opens, closes, rounds, warnings }: Reading) => ({
  kind,
  opens,
  closes,
  rounds,
  warnings: warnings.filter((warning) => CARRIED.includes(warning)).sort(),
})

group('describe', () => {
  test.each(['ko', 'en'] as const)(
    'any window, start or round, read back from %s, is the same',
    (language) => {
      fc.assert(
        fc.property(fc.oneof(windows, openEnded, rounds), (reading) => {
          expect(carried(parse(describe(reading)[language], nothing))).toEqual(carried(reading))
        }),
        { seed: SEED, numRuns: 3000 },
      )
    },
  )

  test.each(['ko', 'en'] as const)('a relative reading, in %s, keeps its moments', (language) => {
    fc.assert(
      fc.property(span, ({ opens, closes }) => {
        const back = parse(describe(readingOf({ kind: 'relative', opens, closes }))[language], nothing)
        expect({ opens: back.opens, closes: back.closes }).toEqual({ opens, closes })
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('a relative reading without an end, read back from Korean, is relative', () => {
    expect(parse(describe(readingOf({ kind: 'relative' })).ko, nothing)).toMatchObject({
      kind: 'relative',
      closes: null,
    })
  })

  const OBSTACLES = [
    'empty',
    'no-date',
    'year-unknown',
    'only-event-date',
    'approximate',
    'ambiguous',
    'impossible-date',
    'end-before-start',
    'too-long',
    'not-announced',
    'recurring',
    'already-closed',
  ] as const

  test.each(['마감', '모집 마감', '접수종료', '종료됨', 'Closed.'])(
    '%s and no more, says that it is over',
    (text) => {
      expect(parse(text, nothing)).toMatchObject({ kind: 'unknown', obstacle: 'already-closed' })
    },
  )

  test.each(OBSTACLES)('%s, said in either language, is never read back as a deadline', (obstacle) => {
    const words = describe(readingOf({ kind: 'unknown', obstacle }))
    expect(parse(words.ko, nothing).kind).toBe('unknown')
    expect(parse(words.en, nothing).kind).toBe('unknown')
  })

  test.each(OBSTACLES)('%s explained, shows a form that works', (obstacle) => {
    const words = explainObstacle(readingOf({ kind: 'unknown', obstacle }))
    expect(parse(words.ko.split('예: ')[1] ?? '', nothing).closes).toBe('2026-04-17T18:00+09:00')
    expect(parse(words.en.split('e.g. ')[1] ?? '', nothing).closes).toBe('2026-04-17T18:00+09:00')
  })
})

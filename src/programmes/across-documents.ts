import type { Finding } from './finding.ts'
import type { Programme } from './programme.ts'

/** What is kept of a programme to compare it with those of other documents. */
export type CallSummary = Pick<Programme, 'call' | 'name' | 'place'>

/** The findings that take every document: one call in several rows. */
export function acrossDocuments(calls: Iterable<CallSummary>): readonly Finding[] {
  const rows = Map.groupBy(calls, ({ call }) => call)
  return [...rows.values()].flatMap((same) =>
    same.slice(1).map((later) => duplicate(later, same[0] ?? later)),
  )
}

function duplicate(later: CallSummary, first: CallSummary): Finding {
  return {
    code: 'duplicate-programme',
    place: later.place,
    column: null,
    text: later.name,
    needsPerson: false,
    problem: {
      ko: `‘${first.place.documentTitle}’의 ${first.place.row}번째 행과 같은 공고입니다.`,
      en: `This is the same call as row ${first.place.row} of “${first.place.documentTitle}”.`,
    },
    mend: {
      ko: '캘린더에는 한 번만 올라갑니다. 한 행을 지워도 됩니다.',
      en: 'The calendar shows it once; one of the rows may be removed.',
    },
  }
}

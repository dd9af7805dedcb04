import type { Finding } from './finding.ts'
import type { CallSummary } from './identity.ts'
import { writtenMoment } from './moment-words.ts'

/**
 * The findings that take every document: one call in several rows.
 * | canonical link | name | deadline | |
 * |---|---|---|---|
 * | same | any | same | one call: shown once, a remark |
 * | none | same | same | one call: shown once, a remark |
 * | same | same | differs | one of the two is out of date: a person must say which; both are shown meanwhile |
 * | same | differs | differs | two calls on one page (tracks, rounds): nothing |
 */
export function acrossDocuments(calls: Iterable<CallSummary>): readonly Finding[] {
  const all = [...calls]
  const same = Map.groupBy(all, ({ call }) => call)
  const firsts = [...same.values()].flatMap((group) => group.slice(0, 1))
  const subjects = Map.groupBy(
    firsts.filter(({ subject }) => subject !== null),
    ({ subject }) => subject,
  )
  return [
    ...[...same.values()].flatMap((group) => pairs(group, repeated)),
    ...[...subjects.values()].flatMap((group) => pairs(group, contradicted)),
  ]
}

function pairs(
  group: readonly CallSummary[],
  finding: (later: CallSummary, first: CallSummary) => Finding,
): readonly Finding[] {
  const [first, ...later] = group
  return first === undefined ? [] : later.map((one) => finding(one, first))
}

function repeated(later: CallSummary, first: CallSummary): Finding {
  return duplicate(later, false, {
    problem: {
      ko: `${where(first).ko}과 같은 공고입니다.`,
      en: `This is the same call as ${where(first).en}.`,
    },
    mend: {
      ko: '캘린더에는 한 번만 올라갑니다. 한 행을 지워도 됩니다.',
      en: 'The calendar shows it once; one of the rows may be removed.',
    },
  })
}

function contradicted(later: CallSummary, first: CallSummary): Finding {
  return duplicate(later, true, {
    problem: {
      ko: `${where(first).ko}과 이름과 링크가 같은데 마감이 다릅니다: ${closing(later).ko}, 그 행은 ${closing(first).ko}.`,
      en: `Name and link are those of ${where(first).en}, but the deadline differs: ${closing(later).en} here, ${closing(first).en} there.`,
    },
    mend: {
      ko: '지난 행을 지우거나 두 행의 접수 기간을 같게 고쳐 주세요.',
      en: 'Remove the row that is out of date, or give both the same period.',
    },
  })
}

function duplicate(
  later: CallSummary,
  needsPerson: boolean,
  words: Pick<Finding, 'problem' | 'mend'>,
): Finding {
  return {
    code: 'duplicate-programme',
    place: later.place,
    column: null,
    text: later.name,
    needsPerson,
    ...words,
  }
}

function where({ place }: CallSummary): { readonly ko: string; readonly en: string } {
  return {
    ko: `‘${place.documentTitle}’의 ${place.row}번째 행`,
    en: `row ${place.row} of “${place.documentTitle}”`,
  }
}

function closing({ closes }: CallSummary): { readonly ko: string; readonly en: string } {
  return closes === null
    ? { ko: '상시', en: 'open-ended' }
    : { ko: writtenMoment(closes), en: writtenMoment(closes) }
}

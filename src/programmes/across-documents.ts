import type { Finding } from './finding.ts'
import type { CallSummary } from './identity.ts'
import { writtenMoment } from './moment-words.ts'

/**
 * The findings that take every document: one call in several rows. Each later row is compared with the first.
 * | canonical link | name | deadline | |
 * |---|---|---|---|
 * | same | any | same | one call: shown once, a remark |
 * | none | same | same | one call: shown once, a remark |
 * | same | same | weeks apart, in another page | one copy is out of date: a person must say which; both are shown meanwhile |
 * | same | any | differs otherwise | tracks, rounds, or another year's call at the old address: each is shown, a remark |
 */
export function acrossDocuments(calls: Iterable<CallSummary>): readonly Finding[] {
  // Which page was read first must not decide which row is called the copy.
  const all = [...calls].sort((a, b) => compare(a.place.documentId, b.place.documentId))
  const same = [...Map.groupBy(all, ({ call }) => call).values()]
  const firsts = same.flatMap((group) => group.slice(0, 1)).filter(({ address }) => address !== null)
  const sharing = [...Map.groupBy(firsts, ({ address }) => address).values()]
  return [
    ...same.flatMap((group) => pairs(group, repeated)),
    ...sharing.flatMap((group) =>
      pairs(group, (later, first) =>
        isDrift(later, first) ? contradicted(later, first) : shared(later, first),
      ),
    ),
  ]
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}

function pairs(
  group: readonly CallSummary[],
  finding: (later: CallSummary, first: CallSummary) => Finding,
): readonly Finding[] {
  const [first, ...later] = group
  return first === undefined ? [] : later.map((one) => finding(one, first))
}

/** An extension moves a deadline by weeks; a copy of the row elsewhere that did not follow is what is looked for. */
const longestDrift = 120

function isDrift(later: CallSummary, first: CallSummary): boolean {
  if (later.closes === null || first.closes === null || later.letters !== first.letters) return false
  const [one, other] = [later.closes, first.closes].map((closes) => Date.parse(closes.slice(0, 10)))
  const days = Math.abs((one ?? 0) - (other ?? 0)) / 86_400_000
  return later.place.documentId !== first.place.documentId && days <= longestDrift
}

function shared(later: CallSummary, first: CallSummary): Finding {
  return duplicate(later, false, {
    problem: {
      ko: `${where(first).ko}과 링크가 같고 마감은 다릅니다.`,
      en: `The link is that of ${where(first).en}, the deadline is not.`,
    },
    mend: {
      ko: '서로 다른 공고로 보고 따로 올립니다. 같은 공고라면 접수 기간을 같게 고쳐 주세요.',
      en: 'They are taken for two calls and both shown; if they are one, give both the same period.',
    },
  })
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
      ko: `${where(first).ko}과 이름과 링크가 같은데 마감이 다릅니다: ${writtenMoment(later.closes ?? '')}, 그 행은 ${writtenMoment(first.closes ?? '')}.`,
      en: `Name and link are those of ${where(first).en}, but the deadline differs: ${writtenMoment(later.closes ?? '')} here, ${writtenMoment(first.closes ?? '')} there.`,
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

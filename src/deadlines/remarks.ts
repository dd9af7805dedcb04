import { kindAt, type Part } from './part.ts'
import type { Remarks } from './period.ts'

export function noRemarks(): Remarks {
  return {
    open: null,
    early: null,
    extended: null,
    vague: null,
    recurring: null,
    pending: null,
    closed: null,
    length: null,
    years: [],
    arrow: false,
  }
}

/** Keeps what the part at `at` says of no window in particular; of each kind the first counts. */
export function takeRemark(remarks: Remarks, parts: readonly Part[], at: number, part: Part): void {
  switch (part.kind) {
    case 'year-name':
      remarks.years.push(part.year)
      break
    case 'open-phrase':
      remarks.open ??= part
      if (part.conditional) remarks.early ??= part
      break
    case 'duration':
      if (countsFromPosting(parts, at)) remarks.length ??= part
      break
    case 'round-name':
      if (part.quarter) remarks.vague ??= part
      break
    case 'vague':
    case 'early':
    case 'pending':
    case 'closed':
    case 'recurring':
      remarks[part.kind] ??= part
  }
}

/** `공고일로부터 14일`: a length without a date. */
function countsFromPosting(parts: readonly Part[], at: number): boolean {
  const before = kindAt(parts, at - 1)
  return before === 'from' || before === 'posting' || kindAt(parts, at - 2) === 'posting'
}

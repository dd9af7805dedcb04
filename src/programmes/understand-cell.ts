import { parse } from '../deadlines/index.ts'
import type { Reading, ReadingContext } from '../deadlines/reading.ts'

/**
 * What is known of when a cell was written: a day before which it was not; whether that is the row's own day. And
 * whether the header of its column can mean nothing but a deadline.
 */
export type Written = {
  readonly since: string | null
  readonly ownDay: boolean
  readonly isClear: boolean
}

/** A month by number: what does not name one (`오는 6일`, `이달 말`) counts from the day it was written. */
const namesMonth = /\d\s?월|\d\s?[./-]\s?\d|[a-z]{3}/iu
/** `3/11`, `24.3.20`: anywhere else it may be a fraction or a version, below `마감` it is a day. */
const bareDay = /^(?:['’]?\d{2}\s?[./]\s?)?\d{1,2}\s?[./]\s?\d{1,2}\.?$/u
const namesWeekday = /[월화수목금토일]\s?[)요]/u

/**
 * The reading of a cell's text, refused where a year or a day would be no more than a guess:
 * - `D-3`, `오는 6일`: the page was made on one day and the cell written on another; nothing tells which.
 * - `1월 30일(화)` in a year in which it is no Tuesday: the weekday refutes what the page's age suggested.
 * - `12/18` under `2023 신춘문예` on a page of 2022: calls of next year close in autumn, and nothing tells which December.
 */
export function understandCell(cell: string, context: ReadingContext, written: Written): Reading {
  const text = written.isClear || cell.includes('/') ? asDay(cell) : cell
  const reading = parse(text, context)
  const inferred = reading.why.map((reason) => reason.inferred)
  const counted = reading.kind === 'relative' || (inferred.includes('posted') && !namesMonth.test(text))
  if (counted && !written.ownDay) return parse(text, { ...context, posted: null })
  const refuted = inferred.includes('posted') && reading.warnings.includes('weekday-mismatch')
  const ahead = inferred.includes('title') && !namesWeekday.test(text) && mayBeYearBefore(reading, written)
  return refuted || ahead ? parse(text, { title: '', posted: null }) : reading
}

/** A bare `3/11` with a word that makes it a day. */
export function asDay(text: string): string {
  return bareDay.test(text) ? `${text}까지` : text
}

/** From this month on, calls that carry the number of the coming year are about. */
const autumn = '10'

function mayBeYearBefore({ closes }: Reading, { since }: Written): boolean {
  if (closes === null || since === null || closes.slice(5, 7) < autumn) return false
  return `${Number(closes.slice(0, 4)) - 1}${closes.slice(4, 10)}` >= since
}

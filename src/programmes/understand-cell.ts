import { parse } from '../deadlines/index.ts'
import type { Reading, ReadingContext } from '../deadlines/reading.ts'

/** A month by number: what does not name one (`오는 6일`, `이달 말`) counts from the day it was written. */
const namesMonth = /\d\s?월|\d\s?[./-]\s?\d|[a-z]{3}/iu

/**
 * The reading of a cell's text, without what the age of its page may not decide. `ownDay`: the posting day is the row's own.
 * - `D-3`, `오는 6일`: the page was made on one day and the cell written on another; nothing tells which.
 * - `1월 30일(화)` in a year in which it is no Tuesday: the weekday refutes the guess, so the year is unknown.
 */
export function understandCell(text: string, context: ReadingContext, ownDay: boolean): Reading {
  const reading = parse(text, context)
  const guessed = reading.why.some(({ inferred }) => inferred === 'posted')
  const counted = reading.kind === 'relative' || (guessed && !namesMonth.test(text))
  const refuted = guessed && reading.warnings.includes('weekday-mismatch')
  return (counted && !ownDay) || refuted ? parse(text, { ...context, posted: null }) : reading
}

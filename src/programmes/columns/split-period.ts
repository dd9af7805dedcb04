import type { Column } from './assign.ts'
import { emptyCell, isBlank, type Line } from './lines.ts'

/**
 * Notion cannot merge cells: a period over two columns stands below one header, with the next one blank or the same.
 * The first column is then the first day and the second the deadline, where both hold nothing but days and none of the
 * second comes before its first. What stands beside a column that says itself to be the deadline is something else.
 */
export function withSplitPeriod(columns: readonly Column[], rows: readonly Line[]): readonly Column[] {
  const filled = columns.filter(({ index }) => rows.some(({ cells }) => !isBlank(cells[index] ?? emptyCell)))
  const at = filled.findIndex(({ role }) => role === 'deadline')
  const [left, right] = [at, at - 1].map((first) => filled.slice(first, first + 2)).find(isPair) ?? []
  if (left === undefined || right === undefined || columns.some(({ role }) => role === 'opens'))
    return columns
  if (!holdDays(left.index, right.index, rows)) return columns
  const deadline = { role: 'deadline' as const, header: left.header, score: filled[at]?.score ?? 0 }
  return columns.map((column) => {
    if (column.index === left.index) return { ...column, role: 'opens' as const }
    return column.index === right.index ? { ...column, ...deadline } : column
  })
}

const saysEnd = /마감|종료|까지|deadline|due|clos/iu

function isPair([left, right]: readonly Column[]): boolean {
  if (left === undefined || right === undefined || left.header.trim() === '' || saysEnd.test(left.header))
    return false
  return (
    right.header.trim() === left.header.trim() || (right.header.trim() === '' && left.role === 'deadline')
  )
}

function holdDays(left: number, right: number, rows: readonly Line[]): boolean {
  const pairs = rows
    .map(({ cells }) => [cells[left] ?? emptyCell, cells[right] ?? emptyCell] as const)
    .filter(([start, end]) => !isBlank(start) && !isBlank(end))
    .map(([start, end]) => [dayIn(start.text), dayIn(end.text)] as const)
  return (
    pairs.length * 2 > rows.length &&
    pairs.every(
      ([start, end]) => start !== null && end !== null && start.length === end.length && start <= end,
    )
  )
}

const bareDay =
  /^\s?(?:(20\d{2})\s?[.\-/년]\s?)?(\d{1,2})\s?[.\-/월]\s?(\d{1,2})\s?[.일]?\s?(?:\([월화수목금토일]\))?(?:\s?\d{1,2}(?::\d{2}|시))?\s*$/u

/** A day that sorts as it reads; null where anything else is said. */
function dayIn(text: string): string | null {
  const found = bareDay.exec(text)
  if (found === null) return null
  const [, year = '', month = '', day = ''] = found
  return `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`
}

import type { Column } from './assign.ts'
import { emptyCell, isBlank, type Line } from './lines.ts'

/**
 * Notion cannot merge cells: a period over two columns stands below one header, with the next one blank or the same.
 * The first column is then the first day and the second the deadline, where both hold nothing but days and none of the
 * second comes before its first.
 */
export function withSplitPeriod(columns: readonly Column[], rows: readonly Line[]): readonly Column[] {
  const at = columns.findIndex(({ role }) => role === 'deadline')
  const left = [at, at - 1].find((index) => isPair(columns[index], columns[index + 1]))
  if (left === undefined || columns.some(({ role }) => role === 'opens') || !hold(left, rows)) return columns
  return columns.map((column, index) => {
    if (index === left) return { ...column, role: 'opens' as const }
    const { header = '', score = 0 } = columns[at] ?? {}
    return index === left + 1 ? { ...column, role: 'deadline' as const, header, score } : column
  })
}

function isPair(left: Column | undefined, right: Column | undefined): boolean {
  if (left === undefined || right === undefined) return false
  const isSame = right.header.trim() === left.header.trim()
  const isBlankNext = right.header.trim() === '' && left.role === 'deadline'
  return (isSame && left.header.trim() !== '') || isBlankNext
}

function hold(left: number, rows: readonly Line[]): boolean {
  const pairs = rows
    .map(({ cells }) => [cells[left] ?? emptyCell, cells[left + 1] ?? emptyCell] as const)
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

import type { ColumnNames } from '../options.ts'
import { type Assignment, assignRoles, type Column } from './assign.ts'
import { withBordersBelow } from './header-lines.ts'
import { emptyCell, fillingOf, isBlank, type Line, widthOf } from './lines.ts'
import type { Role } from './roles.ts'
import { clear, guesses } from './score.ts'

/**
 * Where the headers of a table stand, and what they mean. `at` is -1 where they are no line of it; `last` is the line
 * below it that belongs to them, else `at`.
 */
export type Header = {
  readonly at: number
  readonly last: number
  readonly assignment: Assignment
  readonly score: number
}

/** How far down (or across) a header may stand, empty lines not counted: a title line above it is common. */
const headerDepth = 5

/** What the source says of a table: that its first line that is not blank holds headers, that its first column does. */
export type Marks = { readonly line: boolean; readonly column: boolean }

/** The line that reads most like headers of programmes; null when none does. */
export function findHeader(lines: readonly Line[], marks: Marks, named: ColumnNames): Header | null {
  let best: Header | null = null
  const filling = fillingOf(lines)
  const found = candidates(lines)
  for (const [at, line] of found) {
    const isMarked = marks.line && at === found[0]?.[0]
    const next = lines.findIndex((other, index) => index > at && !other.cells.every(isBlank))
    const bordered = withBordersBelow(line, lines[next])
    const read = assignRoles(bordered ?? line.cells.map((cell) => cell.text), filling, named)
    const assignment = withTitle(read, marks.column ? emptyCorner(line, lines.slice(at + 1), named) : null)
    if (!isProgrammes(assignment.columns, false)) continue
    const score = sum(assignment.columns) + (isMarked ? 50 : 0)
    if (best === null || score > best.score) {
      const isTwo = bordered !== null || saysTheSame(assignment.columns, lines[next], named)
      best = { at, last: isTwo ? next : at, assignment, score }
    }
    if (isMarked) break
  }
  return best
}

const round = /^(?:제?\s?\d{1,3}\s?(?:차|기|회|분기)?|[상하]반기)$/u

/** The first column, where it holds what the lines are called and its own header is empty; null where it does not. */
function emptyCorner(header: Line, lines: readonly Line[], named: ColumnNames): number | null {
  const { filled } = fillingOf([header, ...lines])
  const first = Array.from({ length: widthOf([header, ...lines]) }, (_, index) => index).find(filled)
  if (first === undefined || !isBlank(header.cells[first] ?? emptyCell)) return null
  const texts = lines.map(({ cells }) => cells[first]?.text.trim() ?? '').filter((text) => text !== '')
  const isHeader = (text: string) =>
    guesses(text, named).some(({ role, score }) => role !== 'name' || score > 90)
  const areNames = texts.every((text) => /\p{L}{2}/u.test(text) && !round.test(text) && !isHeader(text))
  return areNames && texts.length > 0 ? first : null
}

/** Headers once more, in another language: each of them means what the one above it means. */
function saysTheSame(columns: readonly Column[], below: Line | undefined, named: ColumnNames): boolean {
  const filled = (below?.cells ?? []).flatMap((cell, index) =>
    isBlank(cell) ? [] : [{ role: columns[index]?.role ?? null, text: cell.text }],
  )
  // Most lines below are data, which the first cell shows: what none of them means is not worked out.
  return (
    filled.length > 1 &&
    filled.every(({ role, text }) => role !== null && guesses(text, named)[0]?.role === role)
  )
}

function candidates(lines: readonly Line[]): readonly (readonly [at: number, line: Line])[] {
  const found: [number, Line][] = []
  for (const [at, line] of lines.entries()) {
    if (found.length === headerDepth) break
    if (line.cells.some((cell) => !isBlank(cell))) found.push([at, line])
  }
  return found
}

/** What the best of the first lines lacks to be the header of programmes. */
export function missingFrom(lines: readonly Line[], named: ColumnNames): 'name' | 'deadline' | null {
  const filling = fillingOf(lines)
  for (const [, line] of candidates(lines)) {
    const { columns } = assignRoles(
      line.cells.map((cell) => cell.text),
      filling,
      named,
    )
    const missing = missingColumn(columns)
    if (missing !== null) return missing
  }
  return null
}

/** The headers of a table whose columns have names of their own; null when they are not those of programmes. */
export function namedHeader(
  headers: readonly string[],
  lines: readonly Line[],
  named: ColumnNames,
  own: { readonly title: number | null; readonly nameIsKnown: boolean },
): Header | null {
  const assignment = withTitle(assignRoles(headers, fillingOf(lines), named), own.title)
  return isProgrammes(assignment.columns, own.nameIsKnown) ? { at: -1, last: -1, assignment, score: 0 } : null
}

/** The source's own title column is the name where no header says so more clearly. */
function withTitle(assignment: Assignment, title: number | null): Assignment {
  if (title === null || has(assignment.columns, 'name')) return assignment
  const columns = assignment.columns.map((column) =>
    column.index === title ? { ...column, role: 'name' as const, score: 50 } : column,
  )
  return { ...assignment, columns }
}

/**
 * A table of programmes has a name and a deadline, and says so in words of its own: `이름 | 날짜` alone is any list of
 * days (meetings, birthdays), while `사업명 | 기간` and `이름 | 날짜 | 모집 대상` are not.
 */
function isProgrammes(columns: readonly Column[], nameIsKnown: boolean): boolean {
  if (!has(columns, 'deadline') || !(nameIsKnown || has(columns, 'name'))) return false
  return columns.some(({ role, score }) => role !== null && telling.has(role) && score >= clear)
}

/** Columns whose clear words only a list of calls has; events have hosts, links and contacts as well. */
const telling: ReadonlySet<Role> = new Set(['name', 'deadline', 'target', 'field', 'support'])

/** What a table lacks that otherwise reads like programmes; null when it reads like anything else. */
function missingColumn(columns: readonly Column[]): 'name' | 'deadline' | null {
  const isClear = (role: Role) => columns.some((column) => column.role === role && column.score >= clear)
  if (isClear('deadline') && !has(columns, 'name')) return 'name'
  const tells = isClear('target') || isClear('field') || isClear('support')
  return tells && has(columns, 'name') && !has(columns, 'deadline') ? 'deadline' : null
}

function has(columns: readonly Column[], role: Role): boolean {
  return columns.some((column) => column.role === role)
}

function sum(columns: readonly Column[]): number {
  return columns.reduce((total, column) => total + Math.min(column.score, 100), 0)
}

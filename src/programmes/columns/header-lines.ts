import { isBorderAlone } from './borders.ts'
import { isBlank, type Line } from './lines.ts'

/**
 * The headers of a table whose second line only names the borders of a period: `접수기간 | (blank)` above
 * `시작 | 종료` are `접수기간 시작` and `접수기간 종료`. Null where the line below is none such.
 */
export function withBordersBelow(header: Line, below: Line | undefined): readonly string[] | null {
  const ends = (below?.cells ?? []).map((cell) => (isBlank(cell) ? null : isBorderAlone(cell.text)))
  const isAll = below?.cells.every((cell, index) => isBlank(cell) || ends[index] !== null) ?? false
  if (!isAll || !ends.includes('first') || !ends.includes('last')) return null
  let left = ''
  return header.cells.map((cell, index) => {
    if (!isBlank(cell)) left = cell.text
    return ends[index] ? `${left} ${below?.cells[index]?.text}` : cell.text
  })
}

import type { Cell } from '../../documents/document.ts'
import { isBlank, type Line } from './lines.ts'

/** Signs and words by which a cell says that it is as the one above. */
const ditto = /^[([]?\s*(?:[〃″"”]|''|상\s?동|위와\s?(?:같음|동일)|동일|ditto|same as above)\s*[)\]]?$/iu

/** A mark with words of its own behind it: `〃 (청소년부)`. */
const continued = /^〃\s*(?=\S)/u

/** Lines in which a ditto mark is what it stands for: the nearest cell above it that is filled. */
export function withoutDittos<T extends Line>(lines: readonly T[]): readonly T[] {
  const above: Cell[] = []
  return lines.map((line) => ({
    ...line,
    cells: line.cells.map((cell, index) => {
      const meant = withAbove(cell, above[index])
      // What goes on behind a mark is not handed down: a column of such marks would grow without end.
      if (!isBlank(meant) && !continued.test(cell.text.trim())) above[index] = meant
      return meant
    }),
  }))
}

function withAbove(cell: Cell, above: Cell | undefined): Cell {
  const text = cell.text.trim()
  if (above === undefined) return cell
  if (ditto.test(text)) return above
  return continued.test(text)
    ? { ...cell, text: text.replace(continued, () => `${above.text.trim()} `) }
    : cell
}

import { isBlank, type Line } from './lines.ts'

/** Signs and words by which a cell says that it is as the one above. */
const ditto = /^[([]?\s*(?:[〃″"”]|''|상\s?동|위와\s?(?:같음|동일)|동일|ditto|same as above)\s*[)\]]?$/iu

/** Lines in which a ditto mark is what it stands for: the nearest cell above it that is filled. */
export function withoutDittos<T extends Line>(lines: readonly T[]): readonly T[] {
  const above: Line['cells'][number][] = []
  return lines.map((line) => ({
    ...line,
    cells: line.cells.map((cell, index) => {
      const meant = ditto.test(cell.text.trim()) ? (above[index] ?? cell) : cell
      if (!isBlank(meant)) above[index] = meant
      return meant
    }),
  }))
}

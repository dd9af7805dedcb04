import type { Derived, Origin } from '../programme.ts'
import type { Text } from '../row-source.ts'

/** A value that a column's cell gave. */
export function fromColumn<T>(value: T, column: string, text: string): Derived<T> {
  return { value, origin: { from: 'column', of: column, text } }
}

export function derived<T>(value: T, from: Origin['from'], of: string, text: string): Derived<T> {
  return { value, origin: { from, of, text } }
}

/** Values of several cells, each with the words that gave it. */
export function eachIn<T>(
  texts: readonly Text[],
  read: (text: string) => readonly { readonly value: T; readonly text: string }[],
): readonly Derived<T>[] {
  return texts.flatMap(({ header, text }) => read(text).map((one) => fromColumn(one.value, header, one.text)))
}

/** The first of those that are the same. */
export function distinct<T>(found: readonly Derived<T>[], same: (value: T) => string): readonly Derived<T>[] {
  const seen = new Set<string>()
  return found.filter(({ value }) => {
    const key = same(value)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

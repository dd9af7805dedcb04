/** Edit distance in which a swap of two neighbours counts as one slip, as slips of the hand do. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      }
      current.push(least)
    }
    before = previous
    previous = current
  }
  return previous[b.length] ?? 0
}

/** The one of `known` that `word` was most likely meant to be; null when none is near (a third of its letters). */
export function nearest(word: string, known: readonly string[]): string | null {
  const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, '')
  const typed = plain(word).slice(0, 64)
  const ranked = known
    .map((name) => ({ name, far: distance(typed, plain(name)) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(plain(name).length / 3)))
    .sort((a, b) => a.far - b.far)
  return ranked[0]?.name ?? null
}

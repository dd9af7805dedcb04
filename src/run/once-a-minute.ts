const MINUTE = 60_000

/**
 * Tells of trouble, the same words once a minute: a database that is down is asked by many loops each second, and would
 * fill the log with one line. `now` counts milliseconds.
 */
export function onceAMinute(
  tell: (error: unknown) => void,
  now: () => number = () => performance.now(),
): (error: unknown) => void {
  const told = new Map<string, number>()
  return (error) => {
    const at = now()
    for (const [words, then] of told) if (at - then >= MINUTE) told.delete(words)
    const words = error instanceof Error ? error.message : String(error)
    if (told.has(words)) return
    told.set(words, at)
    tell(error)
  }
}

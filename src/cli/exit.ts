/** What the exit code of `magam` says. Findings are not failures. */
export const EXIT = {
  done: 0,
  /** Something in Magam itself. */
  bug: 1,
  /** A mistake in the settings or on the command line. */
  usage: 2,
  /** Some writes failed, or something outside could not be read. */
  failed: 3,
  /** The plan would have deleted or moved too much. */
  refused: 4,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

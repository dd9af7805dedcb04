import { Failure } from './failure.ts'

/**
 * The `Failure` for trouble with the disk, with the hint for its code (`ENOSPC`, …). Anything that is no error of the
 * file system is a bug of ours and comes back as it is, to be shown whole.
 */
export function diskFailure(
  cause: unknown,
  code: string,
  message: string,
  hints: Readonly<Record<string, string>>,
): unknown {
  if (!(cause instanceof Error) || !('syscall' in cause)) return cause
  const hint = hints[String((cause as NodeJS.ErrnoException).code)]
  return new Failure(code, message, hint === undefined ? { cause } : { cause, hint })
}

import { onlyStopped, type Report } from '../run/report.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Io } from './io.ts'

/**
 * What a run's report makes of the exit code. A supervisor that asked it to stop (`systemctl stop`) asked for no more
 * than was done; a person's Ctrl-C, or a reader that has gone, must keep `magam sync && magam publish` from going on.
 */
export function exitOf(report: Report, stoppedBy: Io['stoppedBy']): ExitCode {
  if (report.result === 'refused') return EXIT.refused
  if (report.result === 'done' || (onlyStopped(report) && stoppedBy === 'SIGTERM')) return EXIT.done
  return EXIT.failed
}

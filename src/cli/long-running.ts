import { onlyStopped, type Report } from '../run/report.ts'
import type { Context } from './context.ts'

/** How long the write in hand may take once told to stop: below the ten seconds after which the process is ended anyway. */
export const STOP_MS = 9_000

/** Told to stop: Ctrl-C, SIGTERM, or a reader that has gone. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** A run of `serve` or `worker`: an error in the log when it did not do all, and whole on stdout with `--json`. */
export function logReport(context: Context, report: Report): void {
  const { id, knowledgeBase, trigger, result, troubles, faults } = report
  const line = { run: id, knowledgeBase, trigger, result, requests: report.read.requests, troubles, faults }
  if (result === 'done' || result === 'busy') context.log.info(line, 'run ended')
  else if (onlyStopped(report)) context.log.info(line, 'run ended before its time, as it was told to')
  else context.log.error(line, `run ended: ${result}`)
  if (context.json) context.data({ event: 'report', ...report })
}

import { stripVTControlCharacters } from 'node:util'
import width from 'fast-string-width'
import type { Output } from './io.ts'
import type { Paint } from './paint.ts'

export type Progress = {
  /** Says what is being done; with counts, how far it is and how long it will take. */
  step(words: string, done?: number, total?: number): void
  /** Takes the line away. */
  end(): void
}

const RENEW_MS = 80
/** An estimate from less than this would jump about. */
const ESTIMATE_AFTER_MS = 2_000

/** One line on a terminal that is written over; nothing at all elsewhere, so that logs stay readable. */
export function openProgress(stream: Output, silent: boolean, paint: Paint): Progress {
  if (silent || !stream.isTTY) return { step: () => {}, end: () => {} }
  let began = performance.now()
  let last = Number.NEGATIVE_INFINITY
  let label = ''
  return {
    step(words, done, total) {
      const now = performance.now()
      if (words !== label) {
        label = words
        began = now
      } else if (now - last < RENEW_MS && done !== total) return
      last = now
      const line = `${words}${counts(done, total)}${estimate(now - began, done, total)}`
      stream.write(`\r\u001b[2K${paint('dim', cutTo(line, (stream.columns ?? 80) - 1))}`)
    },
    end() {
      if (label !== '') stream.write('\r\u001b[2K')
      label = ''
    },
  }
}

function counts(done?: number, total?: number): string {
  if (done === undefined) return ' …'
  return total === undefined ? ` … ${done}` : ` … ${done} of ${total}`
}

/** `, about 3 min left`, by the pace so far. */
export function estimate(elapsedMs: number, done?: number, total?: number): string {
  if (!done || !total || done >= total || elapsedMs < ESTIMATE_AFTER_MS) return ''
  const seconds = ((elapsedMs / done) * (total - done)) / 1_000
  return seconds < 90
    ? `, about ${Math.max(1, Math.round(seconds))} s left`
    : `, about ${Math.round(seconds / 60)} min left`
}

/** The beginning of the line that fits, in the columns of a terminal: a line that breaks could not be written over. */
function cutTo(line: string, columns: number): string {
  let room = Math.max(10, columns)
  let kept = ''
  for (const { segment } of new Intl.Segmenter('ko').segment(stripVTControlCharacters(line))) {
    room -= width(segment)
    if (room < 0) break
    kept += segment
  }
  return kept
}

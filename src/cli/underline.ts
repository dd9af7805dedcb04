import width from 'fast-string-width'
import type { Reading, Reason } from '../deadlines/index.ts'
import type { Paint } from './paint.ts'

const MARKS: Readonly<Record<Reason['part'], string>> = {
  opens: '─',
  closes: '━',
  round: '═',
  kind: '═',
  year: '~',
  warning: '!',
  ignored: '·',
}

/** Zero-width and bidi marks take no column. */
const INVISIBLE = /^\p{Cf}+$/u

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/**
 * A text with marks under the characters that gave its reading: `─` the start, `━` the end, `═` a round or 상시, `!` a
 * warning, `·` a date of something else. A Hangul syllable takes the two columns that it has on the screen.
 * `reading.why` counts UTF-16 offsets of `text`. Lines without a mark stand alone.
 */
export function underline(text: string, { why }: Pick<Reading, 'why'>, paint: Paint): string {
  let from = 0
  const lines: string[] = []
  for (const line of text.split('\n')) {
    lines.push(paint('bold', line))
    const marks = marksUnder(line, from, why)
    if (marks.trim() !== '') lines.push(paint('cyan', marks.trimEnd()))
    from += line.length + 1
  }
  return lines.join('\n')
}

function marksUnder(line: string, start: number, why: readonly Reason[]): string {
  let marks = ''
  for (const { segment, index } of segmenter.segment(line)) {
    const at = start + index
    // Of reasons that overlap, the narrower one is meant: a year inside a date.
    const covering = why.filter(({ from, to }) => from <= at && at < to)
    const reason = covering.sort((a, b) => a.to - a.from - (b.to - b.from))[0]
    marks += (reason === undefined ? ' ' : MARKS[reason.part]).repeat(
      INVISIBLE.test(segment) ? 0 : width(segment),
    )
  }
  return marks
}

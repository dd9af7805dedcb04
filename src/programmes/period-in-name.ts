import { parse } from '../deadlines/index.ts'
import type { Reading, ReadingContext } from '../deadlines/reading.ts'

/** A bracket of a name that tells a deadline: it holds a day, its weekday in brackets or not, and a word or sign of closing. */
const bracket = /[([【［（]((?:[^()[\]【】［］（）\n]|[(（][월화수목금토일][)）]){3,60})[)\]】］）]/gu
/** `3/25~3/27` alone may be when a camp takes place; `~4/2` is until when. */
const closing = /^\s?[~∼〜～]|까지|마감|접수|신청|모집|응모/u

/** The deadline a name tells about itself, `(~4/2 접수)`; null when it tells none, or none that is understood. */
export function periodInName(
  name: string,
  context: ReadingContext,
): { readonly text: string; readonly reading: Reading } | null {
  for (const [, inside = ''] of name.matchAll(bracket)) {
    if (!closing.test(inside) || !/\d/.test(inside)) continue
    const reading = parse(inside, context)
    if (reading.kind === 'date' || reading.kind === 'datetime') return { text: inside, reading }
  }
  return null
}

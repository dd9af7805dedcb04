import { squeeze } from './normalise.ts'

/** Words that name one border of a period, at the end of a header. */
const first =
  /(?:시작|개시|오픈)(?:일|일시|일자|날짜|시간)?$|(?<=접수|신청|모집|공모|기간)부터$|(?:from|start|starts|startdate)$/u
const last =
  /(?:종료|완료|끝)(?:일|일시|일자|날짜|시간)?$|(?<=접수|신청|모집|공모|기간)까지$|(?:to|end|ends|enddate)$/u
const period = /(?:기간|일정|period|window|dates)$/u

/** One border of a period and the header that the whole would have; `of` is empty where nothing says whose it is. */
export type Border = { readonly end: 'first' | 'last'; readonly of: string }

/** `접수기간(시작)` is the first day of `접수기간`, `사업 종료일` the last of `사업기간`; null for any other header. */
export function borderIn(header: string): Border | null {
  const letters = squeeze(header)
  const end = first.test(letters) ? 'first' : last.test(letters) ? 'last' : null
  if (end === null) return null
  const base = letters.replace(end === 'first' ? first : last, '')
  if (base === '' || period.test(base)) return { end, of: base }
  return { end, of: `${base}${/[a-z]$/.test(base) ? 'period' : '기간'}` }
}

/** A header that says nothing but which border it is: `시작`, `마감일`. */
export function isBorderAlone(header: string): Border['end'] | null {
  const letters = squeeze(header)
  if (/^마감(?:일|일시|일자)?$/u.test(letters)) return 'last'
  const found = borderIn(letters)
  return found !== null && found.of === '' ? found.end : null
}

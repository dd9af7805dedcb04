import type { Document } from '../documents/document.ts'
import { dayInKorea } from './posting.ts'

/**
 * A text without the years that no call of this page can be of: `2050 탄소중립 공모전`, `2030 부산 …` name what they are
 * about. Calls carry the year they are written in or the next one, so whatever lies beyond the year after the page's
 * last edit goes.
 */
export function withoutDistantYears(text: string, { editedAt }: Pick<Document, 'editedAt'>): string {
  const edited = Number(dayInKorea(editedAt)?.slice(0, 4) ?? Number.NaN)
  return text.replace(/(?<!\d)20\d{2}(?!\d)/g, (year) => (Number(year) > edited + 1 ? ' ' : year))
}

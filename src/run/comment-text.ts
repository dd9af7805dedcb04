import type { Finding } from '../programmes/finding.ts'

/** What a page's editors are told of a row: where it is, what is wrong, what would work; in English on pages without Korean. */
export function commentText({ place, column, text, problem, mend }: Finding): string {
  const words = [place.documentTitle, place.tableTitle, column, text].join(' ')
  const language = /\p{Script=Hangul}/u.test(words) ? 'ko' : 'en'
  const row = { ko: `${place.row}행`, en: `row ${place.row}` }[language]
  const where = [place.tableTitle, place.row > 0 ? row : '', column].filter(Boolean).join(' › ')
  return `📌 ${where}\n${problem[language]} ${mend[language]}`
}

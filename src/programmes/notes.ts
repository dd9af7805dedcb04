import type { Document, Table } from '../documents/document.ts'
import { oneLine } from '../lib/text.ts'
import type { Sheet } from './columns/sheet.ts'

/** What a person may want to know about how a document was read; nobody has to act on it. */
export type Note = {
  readonly code: 'table-left-alone' | 'two-columns'
  readonly documentId: string
  readonly documentTitle: string
  readonly tableId: string
  readonly tableTitle: string
  readonly words: { readonly ko: string; readonly en: string }
}

/** A table in which no columns for a name and a deadline were found, and what it lacks where it lacks only one. */
export function leftAlone(document: Document, table: Table, missing: 'name' | 'deadline' | null): Note {
  return note('table-left-alone', document, table, {
    ko: `이 표에서 ${lacks[missing ?? 'both'].ko} 열을 찾지 못해 읽지 않았습니다.${missing === null ? '' : ' 열의 이름을 설정의 columns에 적을 수 있습니다.'}`,
    en: `This table was left alone: no column for ${lacks[missing ?? 'both'].en} was recognised.${missing === null ? '' : ' Name it under `columns` in the settings.'}`,
  })
}

const lacks = {
  name: { ko: '사업명', en: 'a name' },
  deadline: { ko: '접수 기간', en: 'an application period' },
  both: { ko: '사업명과 접수 기간', en: 'a name and an application period' },
}

/** Two columns for the same thing: which one was read. */
export function rivalColumns(document: Document, { table, rivals }: Sheet): readonly Note[] {
  return rivals.map(({ kept, left }) =>
    note('two-columns', document, table, {
      ko: `‘${oneLine(kept)}’ 열을 읽고 ‘${oneLine(left)}’ 열은 읽지 않았습니다. 다른 열을 쓰려면 설정의 columns에 적어 주세요.`,
      en: `Column “${oneLine(kept)}” was read and “${oneLine(left)}” was not; name the other one under \`columns\` in the settings to use it.`,
    }),
  )
}

function note(code: Note['code'], document: Document, table: Table, words: Note['words']): Note {
  const titles = { documentTitle: oneLine(document.title), tableTitle: oneLine(table.title) }
  return { code, documentId: document.id, tableId: table.id, ...titles, words }
}

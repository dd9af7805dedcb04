import type { Document, Table } from '../documents/document.ts'
import { oneLine } from '../lib/text.ts'
import type { Sheet } from './columns/sheet.ts'

/** What a person may want to know about how a document was read; nobody has to act on it. */
export type Note = {
  readonly code: 'table-left-alone' | 'two-columns'
  readonly documentId: string
  readonly tableId: string
  readonly tableTitle: string
  readonly words: { readonly ko: string; readonly en: string }
}

/** A table in which no column for a deadline and a name was found. */
export function leftAlone(document: Document, table: Table): Note {
  return note('table-left-alone', document, table, {
    ko: '이름과 접수 기간으로 보이는 열이 없어 이 표는 읽지 않았습니다.',
    en: 'No columns for a name and an application period were recognised; this table was left alone.',
  })
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
  return { code, documentId: document.id, tableId: table.id, tableTitle: oneLine(table.title), words }
}

import type { Cell, Document, Section } from '../documents/document.ts'
import { clean, oneLine } from '../lib/text.ts'
import { isBlank } from './columns/lines.ts'
import type { Role } from './columns/roles.ts'
import type { Sheet, SheetRow } from './columns/sheet.ts'
import { begunBy, dayInKorea } from './posting.ts'
import type { Place } from './programme.ts'

/** One filled cell with its column's header and its text made safe. */
export type Text = { readonly header: string; readonly text: string; readonly cell: Cell }

/** A row where it stands, with what its recognised columns say. */
export type RowSource = {
  readonly document: Document
  readonly sheet: Sheet
  readonly row: SheetRow
  readonly place: Place
  /** The day in Korea from which a period without a year is judged; see `posting.ts`. */
  readonly posted: string | null
  readonly texts: ReadonlyMap<Role, readonly Text[]>
  /** The page's sections by the canonical addresses that their headings link to. */
  readonly sections: ReadonlyMap<string, Section>
}

/** The rows of a sheet, ready to be read. */
export function rowSources(
  document: Document,
  sheet: Sheet,
  sections: RowSource['sections'],
): readonly RowSource[] {
  const table = tablePlace(document, sheet)
  const begun = begunBy(document, sheet)
  return sheet.rows.map((row) => ({
    document,
    sheet,
    row,
    place: { ...table, rowId: row.id, row: row.number },
    posted: row.createdAt === null ? begun : dayInKorea(row.createdAt),
    texts: textsByRole(sheet, row),
    sections,
  }))
}

/** The place of a table as a whole: row 0. */
export function tablePlace(document: Document, { table }: Sheet): Place {
  return {
    documentId: document.id,
    documentTitle: oneLine(document.title),
    documentUrl: document.url,
    tableId: table.id,
    tableTitle: oneLine(table.title),
    rowId: table.id,
    row: 0,
  }
}

/** The filled cells of a row whose columns have this role. */
export function textsOf({ texts }: Pick<RowSource, 'texts'>, role: Role): readonly Text[] {
  return texts.get(role) ?? []
}

const howToApply = /(?:신청|접수|지원|참가|참여|응모|제출)\s?방법|how\s?to\s?apply/iu

/** The filled cells of columns that tell how to apply: an address may stand in them that stands nowhere else. */
export function applyingTexts(source: Pick<RowSource, 'texts'>): readonly Text[] {
  return textsOf(source, 'other').filter(({ header }) => howToApply.test(header))
}

function textsByRole(sheet: Sheet, row: SheetRow): ReadonlyMap<Role, readonly Text[]> {
  const texts = new Map<Role, Text[]>()
  for (const { role, header, index } of sheet.columns) {
    const cell = row.cells[index]
    if (role === null || cell === undefined || isBlank(cell)) continue
    const text = { header, text: clean(cell.text), cell }
    const found = texts.get(role)
    if (found === undefined) texts.set(role, [text])
    else found.push(text)
  }
  return texts
}

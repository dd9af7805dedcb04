import { hash } from '../lib/hash.ts'
import { oneLine } from '../lib/text.ts'
import { type Period, readPeriod } from './period.ts'
import type { Derived, Place, Programme } from './programme.ts'
import { type RowSource, textsOf } from './row-source.ts'
import { type Enriched, enrich } from './values/enrich.ts'
import { canonicalLink, namesOneCall } from './values/links.ts'
import { programmeName } from './values/name.ts'

/** A row on its way to a programme: where it stands and what its cells gave. The rules judge this. */
export type RowReading = RowSource & {
  readonly place: Place
  readonly name: { readonly text: string; readonly column: string }
  readonly period: Period
  readonly values: Enriched
  readonly programme: Programme | null
  /** Whether the period says when to apply, or that one may apply at any time. */
  readonly understood: boolean
}

/** Reads one row. Its period is understood, or the row is held; a row without a name is no programme. */
export function readRow(source: RowSource): RowReading {
  const place = placeOf(source)
  const name = nameOf(source)
  const period = readPeriod(source, name)
  const values = enrich(source, name, period)
  const understood = ['date', 'datetime', 'open-ended'].includes(period.reading.kind)
  const programme = name.text === '' ? null : programmeOf(source, place, name.text, period, values)
  return { ...source, place, name, period, values, programme, understood }
}

function placeOf({ document, sheet, row }: RowSource): Place {
  return {
    documentId: document.id,
    documentTitle: oneLine(document.title),
    documentUrl: document.url,
    tableId: sheet.table.id,
    tableTitle: oneLine(sheet.table.title),
    rowId: row.id,
    row: row.number,
  }
}

function nameOf(source: RowSource): { readonly text: string; readonly column: string } {
  const column = source.sheet.columns.find(({ role }) => role === 'name')?.header ?? ''
  const [cell] = textsOf(source, 'name')
  const text = cell?.text ?? (source.sheet.table.kind === 'page' ? source.document.title : '')
  return { text: programmeName(text), column }
}

function programmeOf(
  { document, row }: RowSource,
  place: Place,
  name: string,
  period: Period,
  values: Enriched,
): Programme {
  const [first] = values.links
  const { kind, closes } = period.reading
  return {
    id: row.id,
    place,
    name,
    period: { text: period.text, column: period.column, reading: period.reading },
    ...values,
    twin: hash('twin', document.id, name, first === undefined ? '' : canonicalLink(first.value)),
    call: hash('call', callName(name, first), kind, closes ?? ''),
  }
}

/** The front page of a site does not tell one call from the next of the same host: the name does. */
function callName(name: string, link: Derived<string> | undefined): string {
  if (link !== undefined && namesOneCall(link.value)) return canonicalLink(link.value)
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}

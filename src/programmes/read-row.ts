import { callOf, twinOf } from './identity.ts'
import { type Period, readPeriod } from './period.ts'
import type { Programme } from './programme.ts'
import { type RowSource, textsOf } from './row-source.ts'
import { type Enriched, enrich } from './values/enrich.ts'
import { programmeName } from './values/name.ts'

/** A row on its way to a programme: where it stands and what its cells gave. The rules judge this. */
export type RowReading = RowSource & {
  readonly name: { readonly text: string; readonly column: string }
  readonly period: Period
  readonly values: Enriched
  readonly programme: Programme | null
  /** Whether the period says when to apply, or that one may apply at any time. */
  readonly understood: boolean
}

/** Reads one row. Its period is understood, or the row is held; a row without a name is no programme. */
export function readRow(source: RowSource): RowReading {
  const name = nameOf(source)
  const period = readPeriod(source, name)
  const values = enrich(source, name, period)
  const understood = ['date', 'datetime', 'open-ended'].includes(period.reading.kind)
  const programme = name.text === '' ? null : programmeOf(source, name.text, period, values)
  return { ...source, name, period, values, programme, understood }
}

function nameOf(source: RowSource): { readonly text: string; readonly column: string } {
  const column = source.sheet.columns.find(({ role }) => role === 'name')?.header ?? ''
  const [cell] = textsOf(source, 'name')
  const text = cell?.text ?? (source.sheet.table.kind === 'page' ? source.document.title : '')
  return { text: programmeName(text), column }
}

function programmeOf(
  { document, row, place }: RowSource,
  name: string,
  period: Period,
  values: Enriched,
): Programme {
  const identified = { name, links: values.links, reading: period.reading }
  return {
    id: row.id,
    place,
    name,
    period: { text: period.text, column: period.column, reading: period.reading },
    ...values,
    twin: twinOf(document.id, identified),
    call: callOf(identified),
  }
}

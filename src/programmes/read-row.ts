import type { Role } from './columns/roles.ts'
import { callOf, twinOf } from './identity.ts'
import { type Period, readPeriod } from './period.ts'
import type { Programme } from './programme.ts'
import { type RowSource, textsOf } from './row-source.ts'
import { isUnsaid } from './unsaid.ts'
import { enrich } from './values/enrich.ts'
import { isTotal, programmeName } from './values/name.ts'

/** A row on its way to a programme: where it stands and what its cells gave. The rules judge this. */
export type RowReading = RowSource & {
  readonly name: { readonly text: string; readonly column: string }
  readonly period: Period
  /** Null for a row without a name, and for one that holds nothing but a name: it is being written, or a divider. */
  readonly programme: Programme | null
  /** Whether the period says when to apply, or that one may apply at any time. */
  readonly understood: boolean
  /** Whether anything beside name and period is told. */
  readonly begun: boolean
}

/** Roles that tell something of a programme beside its name and period. */
const substance: readonly Role[] = [
  'opens',
  'target',
  'field',
  'support',
  'link',
  'contact',
  'host',
  'partner',
]

export function readRow(source: RowSource): RowReading {
  const name = nameOf(source)
  const period = readPeriod(source, name)
  const understood = ['date', 'datetime', 'open-ended'].includes(period.reading.kind)
  const begun = substance.some((role) => source.texts.has(role))
  const isProgramme = name.text !== '' && (begun || period.text !== '')
  const programme = isProgramme ? programmeOf(source, name, period) : null
  return { ...source, name, period, programme, understood, begun }
}

/** A row that says something of a deadline which cannot be used. One that is closed already leaves nothing open. */
export function isUnclear({ programme, period, understood }: RowReading): boolean {
  return programme === null ? understood : !understood && period.reading.obstacle !== 'already-closed'
}

function nameOf(source: RowSource): { readonly text: string; readonly column: string } {
  const column = source.sheet.columns.find(({ role }) => role === 'name')?.header ?? ''
  const [whole] = textsOf(source, 'name')
  const [part] = textsOf(source, 'part')
  const text = fullName(programmeName(whole?.text ?? ownTitle(source)), programmeName(part?.text ?? ''))
  return { text, column }
}

/** What a row is called whose programme and part stand in two columns; nothing for a line that adds up the others. */
function fullName(whole: string, part: string): string {
  if (isTotal(whole)) return ''
  if (isUnsaid(part) || whole.includes(part)) return whole
  return whole === '' || part.includes(whole) ? part : programmeName(`${whole} - ${part}`)
}

/** What the source itself holds to be the row's title, for a row whose name column is empty. */
function ownTitle({ sheet: { table }, row, document }: RowSource): string {
  return row.cells[table.titleColumn ?? -1]?.text ?? (table.kind === 'page' ? document.title : '')
}

function programmeOf(source: RowSource, name: RowReading['name'], period: Period): Programme {
  const { document, row, place } = source
  const values = enrich(source, name, period)
  const identified = { name: name.text, links: values.links, reading: period.reading }
  return {
    id: row.id,
    place,
    name: name.text,
    period: { text: period.text, column: period.column, reading: period.reading },
    ...values,
    twin: twinOf(document.id, identified),
    call: callOf(identified),
  }
}

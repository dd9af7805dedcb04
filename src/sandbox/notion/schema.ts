import type { Ids } from './ids.ts'
import type { RichText } from './rich-text.ts'

/** Property types a page write may set. */
export const WRITABLE = [
  'title',
  'rich_text',
  'number',
  'select',
  'multi_select',
  'status',
  'date',
  'checkbox',
  'url',
  'email',
  'phone_number',
  'people',
  'relation',
  'files',
] as const
/** Property types that only Notion sets. */
export const READ_ONLY = [
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'formula',
  'rollup',
  'unique_id',
  'button',
  'verification',
  'place',
] as const

export type PropertyType = (typeof WRITABLE)[number] | (typeof READ_ONLY)[number]

export type Option = { readonly id: string; name: string; color: string }
export type Group = {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly optionIds: string[]
}

/** A column. `id` is the raw id; answers carry it URL-encoded. */
export type Property = {
  readonly id: string
  name: string
  readonly type: PropertyType
  options: Option[]
  readonly groups: Group[]
  /** The data source a relation points at, the expression of a formula, the prefix of a unique id. */
  readonly target: string | null
}

export type DateRange = {
  readonly start: string
  readonly end: string | null
  readonly time_zone: string | null
}

/** What a page holds under a property. `fixed` is the answered JSON of a computed property. */
export type Value =
  | { readonly kind: 'text'; readonly text: readonly RichText[] }
  | { readonly kind: 'number'; readonly number: number | null }
  | { readonly kind: 'option'; readonly option: string | null }
  | { readonly kind: 'options'; readonly options: readonly string[] }
  | { readonly kind: 'date'; readonly date: DateRange | null }
  | { readonly kind: 'checkbox'; readonly checked: boolean }
  | { readonly kind: 'string'; readonly string: string | null }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'files'; readonly files: readonly { readonly name: string; readonly url: string }[] }
  | { readonly kind: 'fixed'; readonly json: unknown }

/** A column to be made: its type alone, or with what that type needs. */
export type PropertySpec =
  | PropertyType
  | { readonly type: 'select' | 'multi_select'; readonly options: readonly string[] }
  | {
      readonly type: 'status'
      readonly toDo: readonly string[]
      readonly inProgress: readonly string[]
      readonly complete: readonly string[]
    }
  | { readonly type: 'relation'; readonly dataSource: string }
  | { readonly type: 'unique_id'; readonly prefix: string }
  | { readonly type: 'formula'; readonly expression: string }

const COLORS = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'] as const

export function newOption(ids: Ids, name: string, index: number): Option {
  return { id: ids.property(), name, color: COLORS[index % COLORS.length] ?? 'default' }
}

/** A column as made from its spec. A status without options of its own gets the three that Notion gives. */
export function newProperty(ids: Ids, name: string, spec: PropertySpec): Property {
  const type = typeof spec === 'string' ? spec : spec.type
  const id = type === 'title' ? 'title' : ids.property()
  const bare = { id, name, type, groups: [], target: null }
  if (type === 'status') return { ...bare, ...newStatus(ids, spec) }
  if (typeof spec === 'string') return { ...bare, options: [] }
  if ('options' in spec)
    return { ...bare, options: spec.options.map((option, index) => newOption(ids, option, index)) }
  const target =
    'dataSource' in spec
      ? spec.dataSource
      : 'prefix' in spec
        ? spec.prefix
        : 'expression' in spec
          ? spec.expression
          : null
  return { ...bare, options: [], target }
}

function newStatus(ids: Ids, spec: PropertySpec): { options: Option[]; groups: Group[] } {
  const parts =
    typeof spec === 'object' && 'toDo' in spec
      ? spec
      : { toDo: ['Not started'], inProgress: ['In progress'], complete: ['Done'] }
  const named = [
    { name: 'To-do', color: 'gray', names: parts.toDo },
    { name: 'In progress', color: 'blue', names: parts.inProgress },
    { name: 'Complete', color: 'green', names: parts.complete },
  ]
  const options: Option[] = []
  const groups = named.map(({ name, color, names }) => {
    const made = names.map((option) => ({ id: ids.uuid(), name: option, color }))
    options.push(...made)
    return { id: ids.uuid(), name, color, optionIds: made.map((option) => option.id) }
  })
  return { options, groups }
}

/** The option a status has when nobody chose one: the first of To-do, else the first of all. */
export function defaultStatus(property: Property): string | null {
  return property.groups[0]?.optionIds[0] ?? property.options[0]?.id ?? null
}

/** The empty value of a column. */
export function emptyValue(property: Property): Value {
  switch (property.type) {
    case 'title':
    case 'rich_text':
      return { kind: 'text', text: [] }
    case 'number':
      return { kind: 'number', number: null }
    case 'select':
      return { kind: 'option', option: null }
    case 'status':
      return { kind: 'option', option: defaultStatus(property) }
    case 'multi_select':
      return { kind: 'options', options: [] }
    case 'date':
      return { kind: 'date', date: null }
    case 'checkbox':
      return { kind: 'checkbox', checked: false }
    case 'url':
    case 'email':
    case 'phone_number':
      return { kind: 'string', string: null }
    case 'people':
    case 'relation':
      return { kind: 'ids', ids: [] }
    case 'files':
      return { kind: 'files', files: [] }
    default:
      return { kind: 'fixed', json: null }
  }
}

/** The column with that name or id (raw or URL-encoded), as the API finds it. */
export function findProperty(properties: readonly Property[], nameOrId: string): Property | null {
  return (
    properties.find((property) => property.name === nameOrId) ??
    properties.find((property) => property.id === nameOrId) ??
    properties.find((property) => encodeURIComponent(property.id) === nameOrId) ??
    null
  )
}

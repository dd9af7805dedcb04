import { cut } from '../lib/text.ts'
import type { PublicProgramme } from '../plan/publication.ts'
import type { NamedFilter } from '../sinks/public-feed/options.ts'

/** What a reader asked to see. Lists are sorted and without repeats, so that equal questions have equal addresses. */
export type Filter = {
  readonly field: readonly string[]
  readonly target: readonly string[]
  readonly host: readonly string[]
  readonly openOnly: boolean
  readonly search: string
}

/** The lists of a filter, each with the values of a programme that it asks for. */
export const LISTS = {
  field: ({ fields }: PublicProgramme) => fields,
  target: ({ targets }: PublicProgramme) => targets,
  host: ({ hosts, partners }: PublicProgramme) => [...hosts, ...partners],
} satisfies Partial<Record<keyof Filter, (programme: PublicProgramme) => readonly string[]>>

export type ListName = keyof typeof LISTS
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[]

export const EVERYTHING: Filter = { field: [], target: [], host: [], openOnly: false, search: '' }

const VALUES = 10
const VALUE_LENGTH = 120

/** Reads `field`, `target`, `host` (repeatable), `open` and `q` of an address. Overlong or surplus values are dropped. */
export function filterOf(query: URLSearchParams): Filter {
  const values = (name: string) => {
    const given = query.getAll(name).map(tidy)
    return [...new Set(given)]
      .filter((value) => value !== '' && value.length <= VALUE_LENGTH)
      .sort()
      .slice(0, VALUES)
  }
  return {
    field: values('field'),
    target: values('target'),
    host: values('host'),
    openOnly: query.get('open') === '1',
    search: tidy(query.get('q') ?? '').slice(0, VALUE_LENGTH),
  }
}

/** The filter that a feed of the settings stands for. */
export function filterOfName({ field, target, host }: NamedFilter): Filter {
  return { ...EVERYTHING, field, target, host }
}

/** The canonical query of a filter, without `?`; empty when it asks for everything. */
export function filterQuery(filter: Filter): string {
  const query = new URLSearchParams()
  for (const name of LIST_NAMES) {
    for (const value of filter[name]) query.append(name, value)
  }
  if (filter.openOnly) query.set('open', '1')
  if (filter.search !== '') query.set('q', filter.search)
  return query.toString()
}

/** What a filter asks for, in a few words; empty when it asks for everything. */
export function filterWords({ field, target, host, search }: Filter): string {
  return cut([...field, ...target, ...host, ...(search === '' ? [] : [search])].join(', '), 60)
}

/** Whether a programme passes: each given list must have a value that one of the programme's own values holds. */
export function passes(programme: PublicProgramme, filter: Filter): boolean {
  return (
    LIST_NAMES.every((name) => anyHolds(LISTS[name](programme), filter[name])) &&
    (filter.search === '' || answers(searchText(programme), filter.search))
  )
}

/** Whether a text holds what was searched, as it was typed or each of its words anywhere; a Latin word may be begun only. */
function answers(text: Searched, search: string): boolean {
  if (finds(text, search, 'begun')) return true
  return search.includes(' ') && search.split(' ').every((word) => finds(text, word, 'begun'))
}

/** What is searched of a programme, made once: each question asks every programme. */
type Searched = { readonly lower: string; readonly spaceless: string }

const searched = new WeakMap<PublicProgramme, Searched>()

// The little script searches the same words in the page (`SEARCHED` in `assets/page.js`).
function searchText(programme: PublicProgramme): Searched {
  const known = searched.get(programme)
  if (known !== undefined) return known
  const { name, hosts, partners, targets, fields, support, period, background } = programme
  const facts = background?.facts.map(({ label, text }) => `${label} ${text}`) ?? []
  const values = [hosts, partners, targets, fields, support, facts].flat()
  const lower = [name, period.text, background?.heading ?? '', ...values].join('\n').toLowerCase()
  const made = { lower, spaceless: withoutSpaces(lower) }
  searched.set(programme, made)
  return made
}

function anyHolds(values: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((word) => values.some((value) => holds(value, word)))
}

/** Contains, without regard to case and spaces; a Latin word only as a whole word, so that `AI` is not found in `FAIR`. */
export function holds(text: string, word: string): boolean {
  const lower = text.toLowerCase()
  return finds({ lower, spaceless: withoutSpaces(lower) }, word, 'whole')
}

function finds({ lower, spaceless }: Searched, word: string, latin: 'whole' | 'begun'): boolean {
  const wanted = word.toLowerCase()
  if (!/^[a-z0-9]+$/.test(wanted)) return spaceless.includes(withoutSpaces(wanted))
  return hasWord(lower, wanted, latin === 'begun')
}

function hasWord(text: string, word: string, mayGoOn: boolean): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const begins = !isLatin(text.charCodeAt(at - 1))
    if (begins && (mayGoOn || !isLatin(text.charCodeAt(at + word.length)))) return true
  }
  return false
}

/** Whether a lower-case Latin letter or digit; beyond a text's ends there is none. */
function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '')
}

function tidy(value: string): string {
  return value
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim()
}

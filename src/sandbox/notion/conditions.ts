import type { Call } from './call.ts'
import { dateTest } from './date-conditions.ts'
import { readId } from './ids.ts'
import type { Condition } from './operators.ts'
import { type Complaints, complain, invalid, refuseFor } from './refusal.ts'
import { type Json, valueJson } from './render/index.ts'
import { plainText, type RichText } from './rich-text.ts'
import type { Property } from './schema.ts'
import type { Page } from './store.ts'

type Test = (page: Page) => boolean

/** The test of one condition on one property. */
export function conditionFor(call: Call, property: Property, condition: Condition): Test {
  const read = (page: Page) => valueJson(call.store, page, property, call.view)
  const { operator } = condition
  if (operator === 'is_empty') return (page) => isEmpty(read(page))
  if (operator === 'is_not_empty') return (page) => !isEmpty(read(page))
  switch (property.type) {
    case 'number':
    case 'unique_id':
      return numberTest(condition, (page) => numberOf(read(page)))
    case 'checkbox':
      return (page) => (read(page) === condition.value) === (operator === 'equals')
    case 'select':
    case 'status':
    case 'multi_select':
      return optionTest(property, condition, (page) => optionNames(read(page)))
    case 'people':
    case 'relation':
    case 'created_by':
    case 'last_edited_by':
      return memberTest(call, condition, (page) => idsOf(read(page)))
    case 'date':
    case 'created_time':
    case 'last_edited_time':
      return dateTest(call.store.clock.now(), condition, (page) => startOf(read(page)))
    default:
      return textTest(condition, (page) => textOf(read(page)))
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'object' && value !== null) return Number((value as { number: number }).number)
  return value as number | null
}

function optionNames(value: unknown): string[] {
  const options = (Array.isArray(value) ? value : value === null ? [] : [value]) as { name: string }[]
  return options.map((option) => option.name)
}

function idsOf(value: unknown): string[] {
  const things = (Array.isArray(value) ? value : [value]) as Json[]
  return things.map((thing) => String(thing.id))
}

function startOf(value: unknown): string | null {
  return typeof value === 'string' ? value : ((value as { start: string } | null)?.start ?? null)
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? plainText(value as RichText[]) : String(value ?? '')
}

function wrongType({ path, value }: Condition, should: string): never {
  const complaints: Complaints = []
  complain(complaints, path, should, value)
  refuseFor('body', complaints)
  throw invalid('body failed validation.')
}

/** Text conditions do not mind case. */
function textTest(condition: Condition, read: (page: Page) => string): Test {
  if (typeof condition.value !== 'string') return wrongType(condition, 'a string')
  const wanted = condition.value.toLowerCase()
  const tests: Record<string, (text: string) => boolean> = {
    equals: (text) => text === wanted,
    does_not_equal: (text) => text !== wanted,
    contains: (text) => text.includes(wanted),
    does_not_contain: (text) => !text.includes(wanted),
    starts_with: (text) => text.startsWith(wanted),
    ends_with: (text) => text.endsWith(wanted),
  }
  const test = tests[condition.operator]
  return (page) => test?.(read(page).toLowerCase()) ?? false
}

function numberTest(condition: Condition, read: (page: Page) => number | null): Test {
  const { operator, value: wanted } = condition
  if (typeof wanted !== 'number') return wrongType(condition, 'a number')
  const tests: Record<string, (number: number) => boolean> = {
    equals: (number) => number === wanted,
    greater_than: (number) => number > wanted,
    less_than: (number) => number < wanted,
    greater_than_or_equal_to: (number) => number >= wanted,
    less_than_or_equal_to: (number) => number <= wanted,
  }
  return (page) => {
    const number = read(page)
    if (operator === 'does_not_equal') return number !== wanted
    return number !== null && (tests[operator]?.(number) ?? false)
  }
}

/** A renamed or unknown option breaks the filter with 400: it does not give zero rows. */
function optionTest(property: Property, condition: Condition, read: (page: Page) => string[]): Test {
  const { operator, value } = condition
  const wanted = Array.isArray(value) ? value : [value]
  if (!wanted.every((name) => typeof name === 'string')) return wrongType(condition, 'a string')
  const names = property.options.map((option) => option.name)
  for (const name of wanted) {
    if (names.includes(name)) continue
    const available = names.map((known) => `"${known}"`).join(', ')
    throw invalid(
      `${property.type} option "${name}" not found for property "${property.name}". Available options: ${available}`,
    )
  }
  const asked = operator === 'equals' || operator === 'contains'
  return (page) => read(page).some((name) => wanted.includes(name)) === asked
}

function memberTest(call: Call, condition: Condition, read: (page: Page) => string[]): Test {
  const { operator, value } = condition
  const id = value === 'me' ? call.botId : typeof value === 'string' ? readId(value) : null
  if (id === null) return wrongType(condition, 'a valid uuid')
  return (page) => read(page).includes(id) === (operator === 'contains')
}

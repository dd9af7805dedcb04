import { hasOffset, hasTime, isIsoDate, isTimeZone } from '../dates.ts'
import { readId } from '../ids.ts'
import { type Complaints, complain, type Fields, isFields, onlyKeys } from '../refusal.ts'
import { WRITABLE } from '../schema.ts'
import type { Store } from '../store.ts'
import { readText } from './text.ts'

const MAX_LIST = 100
const MAX_URL = 2_000
const MAX_ADDRESS = 200

/** Checks the shape of a property value of a request: exactly one value key, an optional `type`, nothing else. */
export function checkValueShape(store: Store, complaints: Complaints, path: string, raw: unknown): void {
  if (!isFields(raw)) {
    complain(complaints, path, 'an object', raw)
    return
  }
  const key = Object.keys(raw).find((name) => (WRITABLE as readonly string[]).includes(name))
  const readOnlyKey = Object.keys(raw).find((name) => name !== 'type' && name !== 'id')
  if (key === undefined) {
    if (readOnlyKey === undefined) complain(complaints, `${path}.title`, 'defined', undefined)
    else complain(complaints, `${path}.${readOnlyKey}`, 'not present', raw[readOnlyKey])
    return
  }
  onlyKeys(complaints, path, raw, ['type', key])
  if (raw.type !== undefined && raw.type !== key)
    complain(complaints, `${path}.type`, `\`"${key}"\``, raw.type)
  checkByKey(store, complaints, `${path}.${key}`, key, raw[key])
}

function checkByKey(store: Store, complaints: Complaints, path: string, key: string, value: unknown): void {
  switch (key) {
    case 'title':
    case 'rich_text':
      readText(store, complaints, path, value)
      return
    case 'number':
      if (value !== null && typeof value !== 'number') complain(complaints, path, 'a number or `null`', value)
      return
    case 'checkbox':
      if (typeof value !== 'boolean') complain(complaints, path, 'a boolean', value)
      return
    case 'select':
    case 'status':
      if (value !== null) checkOption(complaints, path, value)
      return
    case 'multi_select':
      checkList(complaints, path, value, (at, item) => checkOption(complaints, at, item))
      return
    case 'people':
    case 'relation':
      checkList(complaints, path, value, (at, item) => checkReference(complaints, at, item))
      return
    case 'files':
      checkList(complaints, path, value, (at, item) => checkFile(complaints, at, item))
      return
    case 'date':
      if (value !== null) checkDate(complaints, path, value)
      return
    default:
      checkAddress(complaints, path, value, key === 'url' ? MAX_URL : MAX_ADDRESS)
  }
}

function checkList(
  complaints: Complaints,
  path: string,
  value: unknown,
  checkItem: (path: string, item: unknown) => void,
): void {
  if (!Array.isArray(value)) {
    complain(complaints, path, 'an array', value)
    return
  }
  if (value.length > MAX_LIST) complain(complaints, `${path}.length`, `≤ \`${MAX_LIST}\``, value.length)
  for (const [index, item] of value.entries()) checkItem(`${path}[${index}]`, item)
}

function checkOption(complaints: Complaints, path: string, value: unknown): void {
  if (!isFields(value)) {
    complain(complaints, path, 'an object or `null`', value)
    return
  }
  onlyKeys(complaints, path, value, ['id', 'name', 'color', 'description'])
  if (typeof value.id !== 'string' && typeof value.name !== 'string')
    complain(complaints, `${path}.name`, 'defined', undefined)
  if (typeof value.name === 'string' && value.name.length > MAX_LIST)
    complain(complaints, `${path}.name.length`, `≤ \`${MAX_LIST}\``, value.name.length)
}

function checkReference(complaints: Complaints, path: string, value: unknown): void {
  const id = isFields(value) ? value.id : undefined
  if (typeof id !== 'string' || readId(id) === null) complain(complaints, `${path}.id`, 'a valid uuid', id)
}

function checkFile(complaints: Complaints, path: string, value: unknown): void {
  const external = isFields(value) ? value.external : undefined
  const url = isFields(external) ? external.url : undefined
  if (!isFields(value) || typeof value.name !== 'string')
    complain(complaints, `${path}.name`, 'a string', isFields(value) ? value.name : undefined)
  checkAddress(complaints, `${path}.external.url`, url ?? '', MAX_URL)
}

function checkAddress(complaints: Complaints, path: string, value: unknown, limit: number): void {
  if (value === null) return
  if (typeof value !== 'string') {
    complain(complaints, path, 'a string or `null`', value)
    return
  }
  if (value === '') {
    complain(complaints, path, 'populated or `null`', value)
    return
  }
  if (value.length > limit) complain(complaints, `${path}.length`, `≤ \`${limit}\``, value.length)
}

function checkDate(complaints: Complaints, path: string, value: unknown): void {
  if (!isFields(value)) {
    complain(complaints, path, 'an object or `null`', value)
    return
  }
  onlyKeys(complaints, path, value, ['start', 'end', 'time_zone'])
  checkMoment(complaints, `${path}.start`, value.start, value.time_zone)
  if (value.end !== undefined && value.end !== null)
    checkMoment(complaints, `${path}.end`, value.end, value.time_zone)
  checkZone(complaints, `${path}.time_zone`, value)
}

function checkMoment(complaints: Complaints, path: string, iso: unknown, zone: unknown): void {
  if (typeof iso !== 'string' || !isIsoDate(iso)) {
    complain(complaints, path, 'a valid ISO 8601 date string', iso)
    return
  }
  const zoned = zone !== undefined && zone !== null
  if (zoned && (!hasTime(iso) || hasOffset(iso)))
    complain(complaints, path, 'a date-time without UTC offset when `time_zone` is given', iso)
}

function checkZone(complaints: Complaints, path: string, { time_zone: zone }: Fields): void {
  if (zone === undefined || zone === null) return
  if (typeof zone !== 'string' || !isTimeZone(zone))
    complain(complaints, path, 'a valid IANA time zone or `null`', zone)
}

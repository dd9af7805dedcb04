import type { PropertySpec, Short } from '../notion/index.ts'
import { readExportDate } from './dates.ts'

/** Options a status column gets beside those that are in use, by group: with `expired`, so that a page can expire. */
const STATUS = { toDo: ['not started'], inProgress: ['in progress'], complete: ['completed', 'expired'] }

const BY_NAME: Readonly<Record<string, PropertySpec>> = {
  'created by': 'created_by',
  'last edited by': 'last_edited_by',
  'created time': 'created_time',
  'last edited time': 'last_edited_time',
  생성자: 'created_by',
  '최종 편집자': 'last_edited_by',
  생성일: 'created_time',
  '최종 편집 일시': 'last_edited_time',
}

/** What an export does not say, the type of a column, read from its name and all its values. */
export function columnType(name: string, values: readonly string[]): PropertySpec {
  const key = name.trim().toLowerCase()
  const known = BY_NAME[key]
  if (known !== undefined) return known
  const given = values.filter((value) => value !== '')
  if (key === 'status' || key === '상태') return statusType(given)
  if (key === 'tags' || key === '태그')
    return { type: 'multi_select', options: [...new Set(given.flatMap(splitTags))] }
  if (given.length === 0) return 'rich_text'
  if (given.every((value) => /^https?:\/\/\S+$/.test(value))) return 'url'
  if (given.every((value) => value === 'Yes' || value === 'No')) return 'checkbox'
  if (given.every((value) => readExportDate(value) !== null)) return 'date'
  return 'rich_text'
}

function statusType(given: readonly string[]): PropertySpec {
  const known = new Set([...STATUS.toDo, ...STATUS.inProgress, ...STATUS.complete])
  const others = [...new Set(given)].filter((value) => !known.has(value))
  return { type: 'status', ...STATUS, inProgress: [...STATUS.inProgress, ...others] }
}

export function splitTags(value: string): string[] {
  return value
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

/** A written value as the column takes it; null when it is empty or Notion's own to fill. */
export function columnValue(spec: PropertySpec, value: string): Short {
  if (value === '') return null
  const type = typeof spec === 'string' ? spec : spec.type
  switch (type) {
    case 'multi_select':
      return splitTags(value)
    case 'checkbox':
      return value === 'Yes'
    case 'date':
      return readExportDate(value)
    case 'status':
    case 'url':
    case 'rich_text':
      return value
    default:
      return null
  }
}

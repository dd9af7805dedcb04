import { canonicalRange, isIsoDate } from '../dates.ts'
import { titleOf } from '../look.ts'
import { type Complaints, complain, type Fields, isFields, onlyKeys } from '../refusal.ts'
import {
  type Annotations,
  dateMention,
  mention,
  pageMention,
  plainText,
  type RichText,
  run,
  userMention,
} from '../rich-text.ts'
import type { Store } from '../store.ts'

const MAX_ITEMS = 100
const MAX_CONTENT = 2_000
const MAX_EXPRESSION = 1_000

/** Rich text of a request. Keys that only answers have (`plain_text`, `href`) are let through, as the service does. */
export function readText(store: Store, complaints: Complaints, path: string, raw: unknown): RichText[] {
  if (!Array.isArray(raw)) {
    complain(complaints, path, 'an array', raw)
    return []
  }
  if (raw.length > MAX_ITEMS) complain(complaints, `${path}.length`, `≤ \`${MAX_ITEMS}\``, raw.length)
  return raw.flatMap((item, index) => readRun(store, complaints, `${path}[${index}]`, item))
}

function readRun(store: Store, complaints: Complaints, path: string, item: unknown): RichText[] {
  if (!isFields(item)) {
    complain(complaints, path, 'an object', item)
    return []
  }
  const annotations = readAnnotations(complaints, `${path}.annotations`, item.annotations)
  if (isFields(item.text)) return [readPlain(complaints, `${path}.text`, item.text, annotations)]
  if (isFields(item.equation))
    return [readEquation(complaints, `${path}.equation`, item.equation, annotations)]
  if (isFields(item.mention)) {
    const made = readMention(store, complaints, `${path}.mention`, item.mention)
    return made ? [{ ...made, annotations: { ...made.annotations, ...annotations } }] : []
  }
  complain(complaints, `${path}.text`, 'defined', undefined)
  return []
}

function readPlain(
  complaints: Complaints,
  path: string,
  text: Fields,
  annotations: Partial<Annotations>,
): RichText {
  onlyKeys(complaints, path, text, ['content', 'link'])
  const content = typeof text.content === 'string' ? text.content : ''
  if (typeof text.content !== 'string') complain(complaints, `${path}.content`, 'a string', text.content)
  if (content.length > MAX_CONTENT)
    complain(complaints, `${path}.content.length`, `≤ \`${MAX_CONTENT}\``, content.length)
  return run(content, { link: readLink(complaints, `${path}.link`, text.link), annotations })
}

function readLink(complaints: Complaints, path: string, link: unknown): string | null {
  if (link === undefined || link === null) return null
  const url = isFields(link) ? link.url : undefined
  if (typeof url !== 'string') complain(complaints, `${path}.url`, 'a string', url)
  else if (url.length > MAX_CONTENT)
    complain(complaints, `${path}.url.length`, `≤ \`${MAX_CONTENT}\``, url.length)
  else return url
  return null
}

function readAnnotations(complaints: Complaints, path: string, raw: unknown): Partial<Annotations> {
  if (raw === undefined || raw === null) return {}
  if (!isFields(raw)) {
    complain(complaints, path, 'an object or `undefined`', raw)
    return {}
  }
  onlyKeys(complaints, path, raw, ['bold', 'italic', 'strikethrough', 'underline', 'code', 'color'])
  for (const [key, value] of Object.entries(raw))
    if (key !== 'color' && typeof value !== 'boolean')
      complain(complaints, `${path}.${key}`, 'a boolean', value)
  return raw
}

function readEquation(
  complaints: Complaints,
  path: string,
  equation: Fields,
  annotations: Partial<Annotations>,
): RichText {
  const expression = typeof equation.expression === 'string' ? equation.expression : ''
  if (typeof equation.expression !== 'string')
    complain(complaints, `${path}.expression`, 'a string', equation.expression)
  if (expression.length > MAX_EXPRESSION)
    complain(complaints, `${path}.expression.length`, `≤ \`${MAX_EXPRESSION}\``, expression.length)
  const { annotations: look } = run('', { annotations })
  return { type: 'equation', equation: { expression }, annotations: look, plain_text: expression, href: null }
}

function readMention(store: Store, complaints: Complaints, path: string, raw: Fields): RichText | null {
  if (isFields(raw.user)) {
    const id = String(raw.user.id)
    return userMention(id, store.users.get(id)?.name ?? 'Anonymous')
  }
  if (isFields(raw.page)) {
    const page = store.pages.get(String(raw.page.id))
    return pageMention(String(raw.page.id), page ? plainText(titleOf(page)) : 'Untitled')
  }
  if (isFields(raw.date) && typeof raw.date.start === 'string' && isIsoDate(raw.date.start)) {
    const { start, end, time_zone } = raw.date
    const range = canonicalRange({
      start,
      end: typeof end === 'string' ? end : null,
      time_zone: typeof time_zone === 'string' ? time_zone : null,
    })
    return dateMention(range.start, range.end, range.time_zone)
  }
  if (isFields(raw.database)) return mention({ type: 'database', database: raw.database }, 'Untitled')
  complain(complaints, path, 'a mention of a user, page, database or date', raw)
  return null
}

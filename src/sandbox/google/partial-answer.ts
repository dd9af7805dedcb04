import { refusal } from './refusal.ts'

/** What `fields` asks for: names, each whole (null) or in part. */
type Selection = ReadonlyMap<string, Selection | null>

/** The part of an answer that a `fields` parameter asks for, such as `nextPageToken,items(id,start/date)`. Refuses what it cannot read. */
export function partialAnswer(body: object, fields: string): object {
  return pick(body, readSelection(fields)) as object
}

function pick(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, selection))
  if (value === null || typeof value !== 'object') return value
  const chosen = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const part = selection.has(name) ? selection.get(name) : selection.get('*')
    if (part === undefined) return []
    return [[name, part === null ? inner : pick(inner, part)]]
  })
  return Object.fromEntries(chosen)
}

function readSelection(text: string): Selection {
  const tokens = text.match(/[A-Za-z0-9_*-]+|[(),/]/g) ?? []
  let at = 0
  const wrong = () =>
    refusal(400, 'invalidParameter', `Invalid field selection ${text}`, {
      locationType: 'parameter',
      location: 'fields',
    })
  const list = (): Selection => {
    const selection = new Map<string, Selection | null>()
    do {
      const [name, part] = item()
      selection.set(name, part)
    } while (tokens[at] === ',' && at++ >= 0)
    return selection
  }
  const item = (): [string, Selection | null] => {
    const name = tokens[at++]
    if (name === undefined || /^[(),/]$/.test(name)) throw wrong()
    if (tokens[at] === '/') {
      at += 1
      return [name, new Map([item()])]
    }
    if (tokens[at] !== '(') return [name, null]
    at += 1
    const part = list()
    if (tokens[at++] !== ')') throw wrong()
    return [name, part]
  }
  const selection = list()
  if (at !== tokens.length || tokens.join('') !== text.replace(/\s/g, '')) throw wrong()
  return selection
}

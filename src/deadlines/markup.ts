/** What survives of HTML when a notice is pasted or crawled: entities and tags. All look-ahead is bounded. */

const NAMED: Readonly<Record<string, number>> = {
  nbsp: 0x20,
  amp: 0x26,
  lt: 0x28,
  gt: 0x29,
  quot: 0x22,
  apos: 0x27,
  lsquo: 0x27,
  rsquo: 0x27,
  ldquo: 0x22,
  rdquo: 0x22,
  sim: 0x7e,
  tilde: 0x7e,
  ndash: 0x2d,
  mdash: 0x2d,
  minus: 0x2d,
  middot: 0xb7,
  rarr: 0x2192,
  bull: 0x2022,
  ensp: 0x20,
  emsp: 0x20,
}

/** The entity that begins at `at` (`&`), or null: the character it stands for and where it ends. */
export function decodeEntity(text: string, at: number): { code: number; to: number } | null {
  const end = text.slice(at + 1, at + 11).indexOf(';')
  if (end < 1) return null
  const name = text.slice(at + 1, at + 1 + end).toLowerCase()
  const code = name.startsWith('#') ? decodeNumber(name) : NAMED[name]
  if (code === undefined || !Number.isInteger(code) || code <= 0 || code > 0xffff) return null
  return { code, to: at + end + 2 }
}

function decodeNumber(name: string): number {
  return name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
}

const LINE_TAGS = new Set(['br', 'p', 'div', 'tr', 'li', 'ul', 'ol', 'table'])
const CELL_TAGS = new Set(['td', 'th'])
const STRIKE_TAGS = new Set(['del', 's', 'strike'])
const PLAIN_TAGS = new Set([
  'b',
  'i',
  'u',
  'a',
  'em',
  'strong',
  'span',
  'font',
  'small',
  'mark',
  'sup',
  'sub',
])

/** The tag that begins at `at` (`<`), or null: the character it stands for (0: none), strike on or off, its end. */
export function readTag(text: string, at: number): { as: number; strike: boolean | null; to: number } | null {
  const closing = text.charCodeAt(at + 1) === 0x2f
  let to = closing ? at + 2 : at + 1
  const nameFrom = to
  while (to - nameFrom < 8 && isLatin(text.charCodeAt(to))) to++
  const name = text.slice(nameFrom, to).toLowerCase()
  const known = LINE_TAGS.has(name) || CELL_TAGS.has(name) || STRIKE_TAGS.has(name) || PLAIN_TAGS.has(name)
  if (!known) return null
  const end = endOfTag(text, to)
  if (end < 0) return null
  if (STRIKE_TAGS.has(name)) return { as: 0, strike: !closing, to: end }
  return { as: LINE_TAGS.has(name) ? 0x0a : CELL_TAGS.has(name) ? 0x7c : 0, strike: null, to: end }
}

/** Stops at the next `<`, so that a text full of unclosed tags is still read once. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < from + 300 && at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3e) return at + 1
    if (code === 0x3c) return -1
  }
  return -1
}

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

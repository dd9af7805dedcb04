/**
 * Descriptions are HTML to Google: words that look like a tag would vanish from people's sight, and an editor that a
 * person opens turns line breaks into tags. Text goes out so that it shows as it is, and is compared as it shows.
 */

/** Text made to show as it is. `fromShown(toShown(text))` is `text`. */
export function toShown(text: string): string {
  return text.replace(/&(?=#?[a-zA-Z0-9]+;)/g, '&amp;').replace(/<(?=[a-zA-Z/!?])/g, '&lt;')
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** What shows otherwise than it is written: a line break, nothing (a tag), or a character by its number or name. */
const PIECE =
  /(\r\n?|<br\s*\/?>|<\/(?:p|div|li)>\s*(?=<(?:p|div|li)\b))|<[a-z/!?][^<>]*>|&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi

/** The text a person sees in a description, whether it was written as text or saved as HTML by an editor. */
export function fromShown(html: string): string {
  return html.replace(PIECE, shownAs)
}

/** The HTML before and after what shows from one character of `fromShown(html)` to another (UTF-16 units). */
export function around(html: string, from: number, to: number): { before: string; after: string } {
  return { before: html.slice(0, sourceOf(html, from)), after: html.slice(sourceOf(html, to)) }
}

/** Where the character that shows at `at` is written. */
function sourceOf(html: string, at: number): number {
  let [shown, end] = [0, 0]
  for (const piece of html.matchAll(PIECE)) {
    const text = piece.index - end
    if (shown + text >= at) break
    const [written, ...parts] = piece
    shown += text + shownAs(written, ...parts).length
    end = piece.index + written.length
  }
  return end + Math.max(0, at - shown)
}

function shownAs(written: string, ...[lineBreak, decimal, hex, name]: (string | undefined)[]): string {
  if (lineBreak !== undefined) return '\n'
  return written.startsWith('&') ? entity(written, decimal, hex, name) : ''
}

const LINK = /<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([\s\S]*?)<\/a>/gi

/** As `fromShown`, and behind the words of each link where it leads, unless they say so themselves. */
export function withLinks(html: string): string {
  const spelt = (_: string, quoted: string | undefined, single: string | undefined, words: string) => {
    const target = targetOf(quoted ?? single ?? '')
    return bare(target) === bare(fromShown(words)) ? words : `${words} (${toShown(target)})`
  }
  return fromShown(html.replace(LINK, spelt))
}

/** Google's editor leads links over an address of its own. */
function targetOf(href: string): string {
  const address = fromShown(href).trim()
  const url = URL.canParse(address) ? new URL(address) : null
  const isDetour = url?.hostname === 'www.google.com' && url.pathname === '/url'
  return (isDetour && url.searchParams.get('q')) || address
}

function bare(address: string): string {
  return address.trim().replace(/^(?:https?:\/\/|mailto:|tel:)|\/$/gi, '')
}

function entity(written: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? written
  const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10)
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}

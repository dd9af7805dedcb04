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

/** The text a person sees in a description, whether it was written as text or saved as HTML by an editor. */
export function fromShown(html: string): string {
  return html
    .replace(/\r\n?/g, '\n')
    .replace(/<br\s*\/?>|<\/(?:p|div|li)>\s*(?=<(?:p|div|li)\b)/gi, '\n')
    .replace(/<[a-zA-Z/!?][^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));/g, entity)
}

function entity(written: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? written
  const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10)
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}

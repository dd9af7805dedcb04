/** Cuts to at most `limit` UTF-16 units, at a character border, ending in an ellipsis when anything was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(
    text.slice(0, limit + 64),
  )) {
    if (kept.length + segment.length > limit - 1) break
    kept += segment
  }
  return `${kept}…`
}

/**
 * Cuts to at most `limit` UTF-16 units by shortening the longest lines, so that short ones below them stay; only where
 * there are too many lines is the end cut off.
 */
export function cutLines(text: string, limit: number): string {
  if (text.length <= limit) return text
  const lines = text.split('\n')
  const longest = longestLine(
    lines.map(({ length }) => length),
    limit - lines.length + 1,
  )
  return cut(lines.map((line) => cut(line, longest)).join('\n'), limit)
}

/** How long a line may be so that all of them together have `room`, when shorter ones leave what they do not need. */
function longestLine(lengths: readonly number[], room: number): number {
  const sorted = lengths.toSorted((a, b) => a - b)
  let left = room
  for (const [at, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - at))
    if (length > share) return Math.max(share, 1)
    left -= length
  }
  return Math.max(room, 1)
}

/**
 * Text from outside made safe to store and show: NFC, no control characters but line break and tab, no bidi overrides,
 * no zero-width marks (joiners inside emoji stay), no lone surrogates, nothing that XML cannot hold, `\n` for every kind of line break.
 */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(
      /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/g,
      '',
    )
    .normalize('NFC')
}

/** `clean`, on one line: every run of white space is one space, ends trimmed. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

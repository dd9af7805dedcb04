/** Pieces that parsers of all kinds trip over. */
const PIECES = [
  '\0',
  '\r\n',
  '\n',
  '\u2028',
  '\ud800',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u001b[2J',
  '"',
  "'",
  '\\',
  '`',
  '<',
  '>',
  '&',
  '%',
  '%00',
  '../',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ';',
  ':',
  '|',
  '#',
  '&a ',
  '*a',
  '<<: *a',
  '!!js/function ',
  '--- ',
  '? ',
  '- ',
  '~',
  '=',
  '@',
  '-1',
  '0',
  '9'.repeat(30),
  '1e999',
  'null',
  'true',
  '__proto__',
  'constructor',
  'a'.repeat(3_000),
  '가'.repeat(500),
  '2023.04.02',
  '24:00',
]

/** A copy with a few changes of any kind; the same numbers give the same copy. */
export function mutated(text: string, random: () => number): string {
  let out = text
  for (let change = 1 + Math.floor(random() * 6); change > 0; change -= 1) out = changed(out, random)
  return out
}

function changed(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1))
  const length = Math.floor(random() ** 3 * 40)
  const piece = PIECES[Math.floor(random() * PIECES.length)] ?? ''
  const kinds = [
    () => text.slice(0, at) + piece + text.slice(at),
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + piece + text.slice(at + length),
    () =>
      text.slice(0, at) +
      text.slice(at, at + length).repeat(1 + Math.floor(random() * 60)) +
      text.slice(at + length),
    () => text.slice(0, at) + String.fromCharCode(Math.floor(random() * 65_536)) + text.slice(at),
    () => text.slice(0, at),
  ]
  return (kinds[Math.floor(random() * kinds.length)] ?? (() => text))()
}

/** The same for bytes: bits turned, stretches dropped, doubled or filled. */
export function mutatedBytes(bytes: Buffer, random: () => number): Buffer {
  let out = Buffer.from(bytes)
  for (let change = 1 + Math.floor(random() * 8); change > 0; change -= 1) {
    const at = Math.floor(random() * out.length)
    const length = Math.floor(random() ** 3 * 60)
    const kind = Math.floor(random() * 4)
    if (kind === 0 && out.length > 0) out[at] = (out[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    if (kind === 1) out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)])
    if (kind === 2)
      out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + length), out.subarray(at)])
    if (kind === 3) out.fill(random() < 0.5 ? 0xff : 0, at, Math.min(at + length, out.length))
  }
  return out
}

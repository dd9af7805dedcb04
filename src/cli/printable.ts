import type { Paint } from './paint.ts'

/** The colours `paint` is asked for, and their ends. */
const COLOURS = /^\u001b\[(?:[12]|22|3[1-6]|39)m$/
const CONTROLS = /\u001b\[\d{1,2}m|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * Words made safe to show: whatever a page, a calendar or a service put into them, no control character reaches the
 * terminal but line break and tab. Our own colours stay where there are any.
 */
export function printable(text: string, paint: Paint): string {
  const coloured = paint('red', '') !== ''
  return text.toWellFormed().replace(CONTROLS, (found) => (coloured && COLOURS.test(found) ? found : ''))
}

/** A finished JSON text with those control characters escaped that JSON lets stand: some of them steer a terminal. */
export function jsonLine(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

import { invalid } from './refusal.ts'

const ALPHABET = '0123456789abcdefghijklmnopqrstuv'

/** Checks a client-chosen id: base32hex in lower case, 5 to 1024 characters. Throws otherwise. */
export function readEventId(value: unknown): string {
  if (typeof value !== 'string' || !/^[a-v0-9]{5,1024}$/.test(value))
    throw invalid('Invalid resource id value.')
  return value
}

/** An id of the kind the service makes itself: 26 characters. `random` gives numbers from 0 to 1. */
export function newEventId(random: () => number): string {
  return Array.from({ length: 26 }, () => ALPHABET[Math.floor(random() * 32)]).join('')
}

/** The id of an imported event: `_` and the base32hex of its iCalUID, so not one that a client may choose. */
export function importedId(iCalUID: string): string {
  const bits = Array.from(Buffer.from(iCalUID), (byte) => byte.toString(2).padStart(8, '0')).join('')
  const fives = bits.match(/.{1,5}/g) ?? []
  return `_${fives.map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')}`
}

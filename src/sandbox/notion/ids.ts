import { seededRandom } from '../faults.ts'

/** Gives new ids: the same seed gives the same ids in the same order, so that a world can be built twice alike. */
export type Ids = { uuid(): string; property(): string }

/** Ids as Notion makes them: lower-case UUIDs that are not all version 4, and property ids of four odd characters. */
export function newIds(seed: number): Ids {
  const random = seededRandom(seed)
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@:;?%=~|`[]{}<>'
  return {
    uuid: () => `${hex(8)}-${hex(4)}-8${hex(3)}-a${hex(3)}-${hex(8)}${hex(4)}`,
    property: () =>
      Array.from({ length: 4 }, () => letters[Math.floor(random() * letters.length)] ?? 'a').join(''),
  }
}

/** The id in its answered form (dashed, lower case), or null when the text is not an id. Any UUID version is one. */
export function readId(text: string): string | null {
  const match = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i.exec(text)
  return match ? match.slice(1).join('-').toLowerCase() : null
}

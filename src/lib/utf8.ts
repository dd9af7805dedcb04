/**
 * The text of a file that is to be UTF-8, without a byte-order mark; null where it is none, as the UTF-16 and the Korean
 * code page of Windows are not. Read all the same, such a text would come out as other letters.
 */
export function utf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}

/** What to do about a file of which `utf8` makes nothing. */
export const SAVE_AS_UTF8 = 'save it as UTF-8 (Windows Notepad: Save as, Encoding: UTF-8)'

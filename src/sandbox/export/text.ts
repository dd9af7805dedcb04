import { refuseExport } from './limits.ts'
import { shownName } from './names.ts'

/** The text of a file, which must be UTF-8 without NULs. A byte-order mark is dropped, line ends become `\n`. */
export function decodeText(source: string, path: string, bytes: Uint8Array): string {
  const text = decoded(bytes)
  if (text === null || text.includes('\u0000'))
    throw refuseExport(
      source,
      `\`${shownName(path)}\` is not UTF-8 text.`,
      'Export again from Notion as Markdown & CSV; if the file was saved by another program, save it as UTF-8.',
    )
  return text.replace(/\r\n?/g, '\n')
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A file name of an archive: UTF-8 as Notion writes it, else the Korean Windows encoding of re-packed archives. */
export function decodeName(source: string, bytes: Uint8Array): string {
  const utf8 = decoded(bytes)
  if (utf8 !== null) return utf8
  try {
    return new TextDecoder('euc-kr', { fatal: true }).decode(bytes)
  } catch {
    throw refuseExport(source, 'a file name in it is not readable text.', 'Export again from Notion.')
  }
}

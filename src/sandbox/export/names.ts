import { LIMITS, refuseExport } from './limits.ts'

/** Files of an export that are read; pictures and other attachments are passed over unread. */
export function isText(path: string): boolean {
  return /\.(md|csv)$/i.test(path) && !isHidden(path)
}

/** What file managers leave behind: hidden files, and the folder macOS adds to archives. */
export function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')
}

/** A path within the export, with `/` and composed letters; refuses one that leads out of the export or is no name. */
export function checkedPath(source: string, path: string): string {
  const normal = path.replaceAll('\\', '/').normalize('NFC')
  const parts = normal.split('/')
  const escapes =
    normal.startsWith('/') || /^[a-z]:/i.test(normal) || parts.includes('..') || parts.includes('.')
  if (escapes)
    throw refuseExport(
      source,
      `the name \`${shownName(path)}\` leads out of it.`,
      'This is not an archive Notion makes. Export again from Notion.',
    )
  if (
    /[\u0000-\u001f\u007f]/.test(normal) ||
    normal.length > LIMITS.nameLength ||
    parts.length > LIMITS.depth
  )
    throw refuseExport(
      source,
      `\`${shownName(path)}\` is not a usable file name.`,
      'This is not an archive Notion makes. Export again from Notion.',
    )
  return normal
}

/** A name as it may be shown: short, and without characters that play tricks on a terminal. */
export function shownName(name: string): string {
  return name
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '?')
    .slice(0, 80)
}

/** A name without folders, ending and the id that Notion puts behind it. */
export function titleFromPath(path: string): string {
  const name = path.split('/').at(-1) ?? path
  return withoutId(name.replace(/\.(md|csv)$/i, '').replace(/_all$/, '')).trim()
}

/** The path of the folder that holds what lies below a page or database, by Notion's rule: its name without ending. */
export function folderOf(path: string): string {
  return path.replace(/(_all)?\.(md|csv)$/i, '')
}

export function withoutId(name: string): string {
  return name.replace(/[ -]?[0-9a-f]{32}$/i, '')
}

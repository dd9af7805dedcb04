import { UserError } from '../../lib/failure.ts'

/** What an export may hold at most. Beyond any of these it is refused: an export of a knowledge base is far below. */
export const LIMITS = {
  entries: 2_000,
  bytesPerEntry: 10_000_000,
  bytesInAll: 50_000_000,
  /** An archive inside the archive is held whole while it is read; text packs to a third, so this is ample. */
  bytesPerPart: 25_000_000,
  bytesOfParts: 200_000_000,
  /** Inflated bytes per packed byte; small files may be denser, since they cannot do harm. */
  ratio: 100,
  ratioFrom: 1_000_000,
  depth: 30,
  nameLength: 1_000,
} as const

/** A refusal that names the export, the place in it and what to do. */
export function refuseExport(source: string, what: string, hint: string): UserError {
  return new UserError(`The export \`${source}\` cannot be read: ${what}`, [{ what, hint }])
}

/** Entries and bytes read so far, for all files of one export together; those of archives in it apart. */
export type Budget = { readonly source: string; entries: number; bytes: number; partBytes: number }

export function newBudget(source: string): Budget {
  return { source, entries: 0, bytes: 0, partBytes: 0 }
}

/** Counts entries in; refuses at the first that is too many. */
export function countEntries(budget: Budget, more: number): void {
  budget.entries += more
  if (budget.entries > LIMITS.entries)
    throw refuseExport(
      budget.source,
      `it holds more than ${LIMITS.entries} files.`,
      'Export only the knowledge base, not the whole workspace.',
    )
}

/** Counts bytes of one entry in as they come; refuses as soon as the entry or the whole is too large. */
export function countBytes(budget: Budget, name: string, entryBytes: number, more: number): void {
  budget.bytes += more
  if (entryBytes > LIMITS.bytesPerEntry)
    throw refuseExport(
      budget.source,
      `\`${name}\` is larger than ${LIMITS.bytesPerEntry / 1_000_000} MB.`,
      'Leave that file out and export again.',
    )
  if (budget.bytes > LIMITS.bytesInAll)
    throw refuseExport(
      budget.source,
      `its text is larger than ${LIMITS.bytesInAll / 1_000_000} MB in all.`,
      'Export only the knowledge base, not the whole workspace.',
    )
}

/** The same for an archive inside the export. */
export function countPart(budget: Budget, name: string, partBytes: number, more: number): void {
  budget.partBytes += more
  const [what, limit] =
    partBytes > LIMITS.bytesPerPart
      ? [`\`${name}\` is`, LIMITS.bytesPerPart]
      : ['the archives in it are', LIMITS.bytesOfParts]
  if (partBytes > LIMITS.bytesPerPart || budget.partBytes > LIMITS.bytesOfParts)
    throw refuseExport(
      budget.source,
      `${what} larger than ${limit / 1_000_000} MB.`,
      'Export without files and images.',
    )
}

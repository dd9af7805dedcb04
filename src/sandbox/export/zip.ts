import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import { UserError } from '../../lib/failure.ts'
import { type Budget, countBytes, countEntries, countPart, LIMITS, refuseExport } from './limits.ts'
import { checkedPath, isHidden, isText, shownName } from './names.ts'
import { decodeName, decodeText } from './text.ts'

/** Texts by path. */
export type ExportFiles = Map<string, string>

const OPTIONS = { lazyEntries: true, decodeStrings: false, autoClose: false } as const
const ENCRYPTED = 1
const SYMBOLIC_LINK = 0o120_000
const FILE_TYPE = 0o170_000

/**
 * Reads the texts of an archive as Notion gives it. Large exports come as an archive of archives
 * (`…-Part-1.zip`): one such level is opened, deeper ones are refused. Nothing is written to disk.
 */
export async function readZip(path: string, budget: Budget): Promise<ExportFiles> {
  const files: ExportFiles = new Map()
  await readArchive(() => openPromise(path, OPTIONS), budget, files, 0)
  return files
}

/**
 * Opened twice: first every name and size in its list is looked at, so that what is too large by its own word is refused
 * before a byte is inflated; then it is read, and what comes out is counted.
 */
async function readArchive(
  open: () => Promise<ZipFile>,
  budget: Budget,
  files: ExportFiles,
  level: number,
): Promise<void> {
  await withZip(budget, open, (zip) => survey(zip, budget, level))
  await withZip(budget, open, (zip) => readEntries(zip, budget, files, level))
}

async function withZip(
  budget: Budget,
  open: () => Promise<ZipFile>,
  use: (zip: ZipFile) => Promise<void>,
): Promise<void> {
  let zip: ZipFile | null = null
  try {
    zip = await open()
    await use(zip)
  } catch (error) {
    if (error instanceof UserError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw refuseExport(
      budget.source,
      `it is a damaged archive (${shownName(why)}).`,
      'Download the export again.',
    )
  } finally {
    zip?.close()
  }
}

async function survey(zip: ZipFile, budget: Budget, level: number): Promise<void> {
  countEntries(budget, zip.entryCount)
  const said = { ...budget }
  const seen = new Set<string>()
  for await (const entry of zip.eachEntry()) {
    const path = pathOf(budget, entry)
    checkEntry(budget, entry, path)
    if (seen.has(path)) throw refuseExport(budget.source, `it holds \`${shownName(path)}\` twice.`, AGAIN)
    seen.add(path)
    const { uncompressedSize: size } = entry
    if (isPart(path)) {
      refuseNesting(budget, path, level)
      countPart(said, path, size, size)
    } else if (isText(path)) {
      checkRatio(budget, path, size, entry)
      countBytes(said, path, size, size)
    }
  }
}

function pathOf({ source }: Budget, { fileNameRaw }: Entry): string {
  return checkedPath(source, decodeName(source, fileNameRaw))
}

function isPart(path: string): boolean {
  return /\.zip$/i.test(path) && !isHidden(path)
}

async function readEntries(zip: ZipFile, budget: Budget, files: ExportFiles, level: number): Promise<void> {
  for await (const entry of zip.eachEntry()) {
    const path = pathOf(budget, entry)
    if (isPart(path)) await readPart(zip, entry, path, budget, files, level)
    else if (isText(path)) {
      const count = (size: number, more: number) => countBytes(budget, path, size, more)
      addFile(budget, files, path, await inflate(zip, entry, path, budget, count))
    }
  }
}

const AGAIN = 'This is not an archive Notion makes. Export again from Notion.'

function addFile(budget: Budget, files: ExportFiles, path: string, bytes: Uint8Array): void {
  if (files.has(path)) throw refuseExport(budget.source, `it holds \`${shownName(path)}\` twice.`, AGAIN)
  files.set(path, decodeText(budget.source, path, bytes))
}

function checkEntry(budget: Budget, entry: Entry, path: string): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0)
    throw refuseExport(budget.source, `\`${shownName(path)}\` is encrypted.`, 'Export without a password.')
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK)
    throw refuseExport(budget.source, `\`${shownName(path)}\` is a symbolic link.`, AGAIN)
}

async function readPart(
  zip: ZipFile,
  entry: Entry,
  path: string,
  budget: Budget,
  files: ExportFiles,
  level: number,
): Promise<void> {
  const count = (size: number, more: number) => countPart(budget, path, size, more)
  const bytes = await inflate(zip, entry, path, budget, count)
  await readArchive(() => fromBufferPromise(bytes, OPTIONS), budget, files, level + 1)
}

function refuseNesting({ source }: Budget, path: string, level: number): void {
  if (level > 0) throw refuseExport(source, `archives lie in archives (\`${shownName(path)}\`).`, AGAIN)
}

function checkRatio(budget: Budget, path: string, size: number, { compressedSize }: Entry): void {
  if (size > LIMITS.ratioFrom && size > compressedSize * LIMITS.ratio)
    throw refuseExport(budget.source, `\`${shownName(path)}\` is packed too tightly to be text.`, AGAIN)
}

/** Inflates one entry, counting what really comes out: what the archive says of itself is not believed. */
async function inflate(
  zip: ZipFile,
  entry: Entry,
  path: string,
  budget: Budget,
  check: (size: number, more: number) => void,
): Promise<Buffer> {
  check(entry.uncompressedSize, 0)
  // In one piece from the start: put together at the end, a large part would be there twice.
  const bytes = Buffer.allocUnsafeSlow(entry.uncompressedSize)
  const stream = await zip.openReadStreamPromise(entry)
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      check(size + chunk.length, chunk.length)
      checkRatio(budget, path, size + chunk.length, entry)
      size += chunk.copy(bytes, size)
    }
  } finally {
    stream.destroy()
  }
  return bytes.subarray(0, size)
}

import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import { UserError } from '../../lib/failure.ts'
import { type Budget, countBytes, countEntries, LIMITS, refuseExport } from './limits.ts'
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
  await withZip(
    budget,
    () => openPromise(path, OPTIONS),
    (zip) => readEntries(zip, budget, files, 0),
  )
  return files
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

async function readEntries(zip: ZipFile, budget: Budget, files: ExportFiles, level: number): Promise<void> {
  countEntries(budget, zip.entryCount)
  const seen = new Set<string>()
  for await (const entry of zip.eachEntry()) {
    const path = checkedPath(budget.source, decodeName(budget.source, entry.fileNameRaw))
    checkEntry(budget, entry, path)
    if (seen.has(path)) throw refuseExport(budget.source, `it holds \`${shownName(path)}\` twice.`, AGAIN)
    seen.add(path)
    if (/\.zip$/i.test(path) && !isHidden(path)) await readPart(zip, entry, path, budget, files, level)
    else if (isText(path))
      addFile(
        budget,
        files,
        path,
        await inflate(zip, entry, path, budget, (size, more) => countBytes(budget, path, size, more)),
      )
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
  if (level > 0)
    throw refuseExport(budget.source, `archives lie in archives (\`${shownName(path)}\`).`, AGAIN)
  const bytes = await inflate(zip, entry, path, budget, (size) => checkPart(budget, path, size))
  await withZip(
    budget,
    () => fromBufferPromise(bytes, OPTIONS),
    (part) => readEntries(part, budget, files, level + 1),
  )
}

function checkPart(budget: Budget, path: string, size: number): void {
  if (size > LIMITS.bytesPerPart)
    throw refuseExport(
      budget.source,
      `\`${shownName(path)}\` is larger than ${LIMITS.bytesPerPart / 1_000_000} MB.`,
      'Export without files and images.',
    )
}

/** Inflates one entry, counting what really comes out: what the archive says of itself is not believed. */
async function inflate(
  zip: ZipFile,
  entry: Entry,
  path: string,
  budget: Budget,
  check: (size: number, more: number) => void,
): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      check(size, chunk.length)
      if (size > LIMITS.ratioFrom && size > entry.compressedSize * LIMITS.ratio)
        throw refuseExport(budget.source, `\`${shownName(path)}\` is packed too tightly to be text.`, AGAIN)
      chunks.push(chunk)
    }
  } finally {
    stream.destroy()
  }
  return Buffer.concat(chunks)
}

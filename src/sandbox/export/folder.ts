import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Budget, countBytes, countEntries, refuseExport } from './limits.ts'
import { checkedPath, isHidden, isText, shownName } from './names.ts'
import { decodeText } from './text.ts'
import type { ExportFiles } from './zip.ts'

/** Reads the texts of an unpacked export. Symbolic links are refused: they may lead anywhere. */
export async function readFolder(folder: string, budget: Budget): Promise<ExportFiles> {
  const files: ExportFiles = new Map()
  await readBelow(folder, '', budget, files)
  return files
}

async function readBelow(folder: string, below: string, budget: Budget, files: ExportFiles): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const shown = entries.filter((entry) => !isHidden(entry.name))
  countEntries(budget, shown.length)
  for (const entry of shown.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    checkedPath(budget.source, path)
    if (entry.isSymbolicLink())
      throw refuseExport(
        budget.source,
        `\`${shownName(path)}\` is a symbolic link.`,
        'Copy the files themselves into the folder.',
      )
    if (entry.isDirectory()) await readBelow(folder, path, budget, files)
    else if (entry.isFile() && isText(path))
      files.set(path.normalize('NFC'), await readText(join(folder, path), path, budget))
  }
}

/** Reads a file of at most the allowed size, whatever its size is said to be. */
export async function readText(file: string, path: string, budget: Budget): Promise<string> {
  const { size } = await lstat(file)
  countBytes(budget, path, size, 0)
  const handle = await open(file)
  try {
    const chunks: Buffer[] = []
    let read = 0
    for await (const chunk of handle.createReadStream() as AsyncIterable<Buffer>) {
      read += chunk.length
      countBytes(budget, path, read, chunk.length)
      chunks.push(chunk)
    }
    return decodeText(budget.source, path, Buffer.concat(chunks))
  } finally {
    await handle.close()
  }
}

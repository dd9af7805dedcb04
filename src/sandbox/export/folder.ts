import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Budget, countBytes, countEntries, refuseExport } from './limits.ts'
import { checkedPath, isHidden, isText, shownName } from './names.ts'
import { decodeText } from './text.ts'
import type { ExportFiles } from './zip.ts'

/** Reads the texts of an unpacked export. Links are refused: they may lead anywhere; so are pipes and devices: they may never end. */
export async function readFolder(folder: string, budget: Budget): Promise<ExportFiles> {
  const paths: string[] = []
  await listBelow(folder, '', budget, paths)
  // All sizes first: a folder that is too large is refused before it fills the memory.
  const said = { ...budget }
  for (const path of paths) {
    const { size } = await lstat(join(folder, path))
    countBytes(said, path, size, size)
  }
  const files: ExportFiles = new Map()
  for (const path of paths) files.set(path.normalize('NFC'), await readText(join(folder, path), path, budget))
  return files
}

async function listBelow(folder: string, below: string, budget: Budget, paths: string[]): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const shown = entries.filter((entry) => !isHidden(entry.name))
  countEntries(budget, shown.length)
  for (const entry of shown.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    checkedPath(budget.source, path)
    if (entry.isDirectory()) await listBelow(folder, path, budget, paths)
    else if (!entry.isFile())
      throw refuseExport(
        budget.source,
        `\`${shownName(path)}\` is ${entry.isSymbolicLink() ? 'a symbolic link' : 'no file but a pipe, a socket or a device'}.`,
        'Copy the files themselves into the folder.',
      )
    else if (isText(path)) paths.push(path)
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

import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { UserError } from '../../lib/failure.ts'
import { assemble, type ExportedPage } from './assemble.ts'
import { readFolder, readText } from './folder.ts'
import { newBudget } from './limits.ts'
import { readZip } from './zip.ts'

export type { ExportedDatabase, ExportedPage } from './assemble.ts'
export { type LoadedExport, loadExport } from './load.ts'

/**
 * Reads what Notion exports as Markdown & CSV: the Markdown file of one page, a folder, or the .zip. Gives the pages
 * at the top. Throws `UserError` for what cannot be read, is no such export, or is too large; nothing is written.
 */
export async function readNotionExport(path: string): Promise<ExportedPage[]> {
  const budget = newBudget(basename(path))
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  try {
    if (found.isDirectory()) return assemble(budget.source, await readFolder(path, budget))
    if (found.isFile() && /\.zip$/i.test(path)) return assemble(budget.source, await readZip(path, budget))
    if (found.isFile() && /\.(md|csv)$/i.test(path))
      return assemble(
        budget.source,
        new Map([[basename(path), await readText(path, basename(path), budget)]]),
      )
  } catch (cause) {
    throw cause instanceof Error && 'syscall' in cause ? unreadable(path, cause) : cause
  }
  throw new UserError(`\`${path}\` is not a Notion export.`, [
    {
      what: 'It is neither a Markdown file, nor a folder, nor a .zip.',
      hint: 'In Notion: ••• → Export → Markdown & CSV.',
    },
  ])
}

function unreadable(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  const what = code === 'ENOENT' ? 'There is no such file or folder.' : `It cannot be opened (${code}).`
  return new UserError(`\`${path}\` cannot be read.`, [{ what, hint: 'Check the path and its permissions.' }])
}

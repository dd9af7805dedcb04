import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, as far as they are missing; `mode` is that of the ones made. Throws the error of the
 * file system. Node's own way of making several never comes back where a folder is there and says that what is to be
 * made in it is not to be found, as `/proc` and some network disks do.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    if (isFolder(folder)) return
    const above = dirname(folder)
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && !isFolder(above)
    if (!isMissing || above === folder) throw error
    makeFolder(above, mode)
    // Not the system's call alone: another process may have been faster.
    makeFolder(folder, mode)
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

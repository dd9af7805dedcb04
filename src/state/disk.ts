import { accessSync, constants, statfsSync } from 'node:fs'

/** SQLite's smallest file beside a state takes half of it. */
const LEAST_BYTES = 65_536

/** What is wrong with the disk below a folder, as far as the system tells. */
export function diskOf(folder: string): 'good' | 'full' | 'read-only' {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < LEAST_BYTES ? 'full' : 'good'
  } catch (error) {
    // A folder that is not there, or not ours to look at, says nothing of its disk.
    return (error as NodeJS.ErrnoException).code === 'EROFS' ? 'read-only' : 'good'
  }
}

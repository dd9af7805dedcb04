import { dirname } from 'node:path'
import { Failure } from '../lib/failure.ts'
import { diskOf } from './disk.ts'

/** Words for what SQLite's primary result codes mean for a person. */
const SQLITE: Readonly<Record<number, { code: string; what: (file: string) => string; hint: string }>> = {
  5: {
    code: 'state-locked',
    what: (file) => `the state file \`${file}\` is busy: another program keeps writing to it`,
    hint: 'wait until the other `magam` is done, or end the program that holds the file open',
  },
  8: {
    code: 'state-not-writable',
    what: (file) => `the state file \`${file}\` cannot be written`,
    hint: 'give the user who runs `magam` the right to write the file and its folder, or name another with `MAGAM_DATABASE_URL`',
  },
  10: {
    code: 'state-unreadable',
    what: (file) => `the disk failed while the state file \`${file}\` was used`,
    hint: 'look at the disk first; then restore a backup, or remove the file: the next run finds every entry again',
  },
  11: {
    code: 'state-corrupt',
    what: (file) => `the state file \`${file}\` is damaged`,
    hint: 'restore a backup, or move the file away: the next run finds every entry again and duplicates none',
  },
  13: {
    code: 'state-disk-full',
    what: (file) => `there is no room on the disk for the state file \`${file}\``,
    hint: 'free some room and run again: nothing that was written is lost',
  },
  14: {
    code: 'state-not-writable',
    what: (file) => `the state file \`${file}\` cannot be opened`,
    hint: 'check that the folder exists, that it can be written, and that the name is not that of a folder',
  },
  26: {
    code: 'state-not-ours',
    what: (file) => `\`${file}\` is not a SQLite database`,
    hint: 'name another file with `MAGAM_DATABASE_URL`; this one was left as it is',
  },
}
const LOCKED_TABLE = 6
/** Codes by which SQLite also tells of a disk that is read-only, or has no room for the files beside the state. */
const VAGUE = new Set([8, 10, 14])

/** The `Failure` for an error of SQLite on `file`; anything that is not about the file comes back as it is. */
export function sqliteTrouble(error: unknown, file: string): unknown {
  const code = numberIn(error, 'errcode') & 0xff
  const disk = VAGUE.has(code) ? diskOf(dirname(file)) : 'good'
  if (disk === 'full') return sqliteTrouble({ errcode: 13 }, file)
  if (disk === 'read-only') return readOnly(error, file)
  const known = SQLITE[code === LOCKED_TABLE ? 5 : code]
  if (!known) return error
  return new Failure(known.code, known.what(file), { cause: error, hint: known.hint })
}

function readOnly(error: unknown, file: string): Failure {
  return new Failure('state-not-writable', `\`${file}\` cannot be written: the disk is read-only`, {
    cause: error,
    hint: 'make the disk writable again, or name another place; nothing that was written is lost',
  })
}

/** The `Failure` for an error of the file system on `file`. */
export function fileTrouble(error: unknown, file: string): unknown {
  const code = stringIn(error, 'code')
  if (code === 'ENOSPC' || code === 'EDQUOT') return sqliteTrouble({ errcode: 13 }, file)
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EISDIR') {
    return new Failure(
      'state-folder',
      `the folder of \`${file}\` cannot be made: a file stands in its place`,
      {
        cause: error,
        hint: 'move that file away, or name another place',
      },
    )
  }
  if (code === 'ENOENT' || code === 'ENAMETOOLONG') {
    return new Failure('state-no-place', `\`${file}\` cannot be made`, {
      cause: error,
      hint: 'name another place: nothing can be made there, or the name is too long for this disk',
    })
  }
  if (code === 'EROFS') return readOnly(error, file)
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure('state-not-writable', `\`${file}\` cannot be written`, {
      cause: error,
      hint: 'give the user who runs `magam` the right to write there, or name another place',
    })
  }
  return sqliteTrouble(error, file)
}

function numberIn(error: unknown, name: string): number {
  const value = error !== null && typeof error === 'object' ? Reflect.get(error, name) : undefined
  return typeof value === 'number' ? value : 0
}

/** A text that hangs on an error by that name; empty where none does. */
export function stringIn(error: unknown, name: string): string {
  const value = error !== null && typeof error === 'object' ? Reflect.get(error, name) : undefined
  return typeof value === 'string' ? value : ''
}

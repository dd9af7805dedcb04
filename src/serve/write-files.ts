import { lstat, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { counted } from '../lib/counted.ts'
import { diskFailure } from '../lib/disk-failure.ts'
import { Failure, UserError } from '../lib/failure.ts'
import { makeFolder } from '../lib/make-folder.ts'
import type { PublishedFile } from './publish.ts'

/** Lists what we wrote, so that the next time takes away what is no longer published, and nothing else. */
const LIST = '.magam-files.json'
/** Holds what is about to be published; its number is that of the process that fills it. */
const STAGE = /^\.magam-(\d+)$/

export type Written = { readonly written: number; readonly unchanged: number; readonly removed: number }

/**
 * Writes the files below a folder, which is made when it is missing. Files there that are not ours stay; where one would be
 * replaced, nothing is written. Everything is first written into a folder of its
 * own inside, and only when all of it stands is it moved to its place: a full or read-only disk leaves every old file as
 * it was, and a kill leaves each file either old or new, which the next time finishes.
 * Follows no symbolic link below the folder. Throws a `Failure` when something cannot be written, a `UserError` for
 * files of others in the place of ours.
 */
export async function writeFiles(folder: string, files: AsyncIterable<PublishedFile>): Promise<Written> {
  let stage: string | null = null
  try {
    makeFolder(folder)
    const root = await realpath(folder)
    await sweep(root)
    stage = join(root, `.magam-${process.pid}`)
    await mkdir(stage)
    return await swap(root, stage, files)
  } catch (cause) {
    throw failure(folder, cause)
  } finally {
    if (stage !== null) await rm(stage, { recursive: true, force: true }).catch(() => {})
  }
}

/**
 * At every moment the list names at least what is ours and there, or a process that is killed would leave files that
 * nobody takes away: it grows before the first file is moved and shrinks after the last is removed.
 */
async function swap(root: string, stage: string, files: AsyncIterable<PublishedFile>): Promise<Written> {
  const before = await listed(root)
  const staged: { path: string; temporary: string }[] = []
  const paths: string[] = []
  const others: string[] = []
  const write = async (bytes: Buffer, name: string) => {
    const temporary = join(stage, name)
    await writeFile(temporary, bytes, { flag: 'wx', flush: true })
    return temporary
  }
  for await (const { path, bytes } of files) {
    const place = await placeFor(root, path)
    paths.push(path)
    if (await holds(place, bytes)) continue
    if (![LIST, ...before].includes(path) && (await isFile(place))) others.push(path)
    staged.push({ path: place, temporary: await write(bytes, `${staged.length}`) })
  }
  if (others.length > 0) throw notOurs(root, others)
  const list = join(root, LIST)
  const grown = await write(listOf(new Set([...before, ...paths])), 'grown')
  const shrunk = await write(listOf(paths), 'shrunk')
  await rename(grown, list)
  for (const { path, temporary } of staged) await rename(temporary, path)
  // Assets stay: a page that a browser still holds asks for those of its own day.
  const removed = before.filter((path) => !paths.includes(path) && !path.startsWith('assets/'))
  for (const path of removed) await rm(await placeFor(root, path), { force: true })
  await rename(shrunk, list)
  return { written: staged.length, unchanged: paths.length - staged.length, removed: removed.length }
}

function listOf(paths: Iterable<string>): Buffer {
  return Buffer.from(`${JSON.stringify([...paths].sort(), null, 1)}\n`)
}

/** Takes away what processes left that were killed while they published. One that still runs keeps its own. */
async function sweep(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const id = STAGE.exec(name)?.[1]
    if (id !== undefined && (Number(id) === process.pid || !runs(Number(id))))
      await rm(join(root, name), { recursive: true, force: true })
  }
}

function runs(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // Somebody else's process is one, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The absolute place of a file, its folders made; throws when it would leave the root or pass through a link. */
async function placeFor(root: string, path: string): Promise<string> {
  const place = resolve(root, path)
  if (!place.startsWith(root + sep) || path.includes('\0')) {
    throw new Failure('publish-outside', `\`${path}\` lies outside the folder`)
  }
  const parts = dirname(place)
    .slice(root.length)
    .split(sep)
    .filter((part) => part !== '')
  let folder = root
  for (const part of parts) {
    folder = join(folder, part)
    await mkdir(folder).catch(ignoreExisting)
    if (!(await lstat(folder)).isDirectory()) {
      throw new Failure('publish-link', `\`${folder}\` is not a folder of its own`)
    }
  }
  return place
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function holds(place: string, bytes: Buffer): Promise<boolean> {
  const found = await lstat(place).catch(ignoreMissing)
  if (found === null || !found.isFile() || found.size !== bytes.length) return false
  return bytes.equals(await readFile(place))
}

async function isFile(place: string): Promise<boolean> {
  return (await lstat(place).catch(ignoreMissing))?.isFile() ?? false
}

/** A page of somebody's own is not to be lost because the wrong folder was named. */
function notOurs(root: string, paths: readonly string[]): UserError {
  const [first = '', ...rest] = paths
  const more = rest.length === 0 ? '' : ` and ${counted(rest.length, 'other file')}`
  return new UserError(`\`${join(root, first)}\`${more} would be replaced, and Magam did not write it`, [
    {
      what: 'the folder holds somebody else’s files; nothing was changed',
      hint: 'publish into a folder of its own, or take those files away first',
    },
  ])
}

async function listed(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, LIST), 'utf8').catch(ignoreMissing)
  if (text === null) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter((path) => typeof path === 'string') : []
  } catch {
    // A list that cannot be read only means that old files stay.
    return []
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room and publish again.',
  EDQUOT: 'The disk quota is used up: make room and publish again.',
  EROFS: 'The disk is read-only: choose another folder.',
  EACCES: 'Give this user the right to write there, or choose another folder.',
  EPERM: 'Give this user the right to write there, or choose another folder.',
  ENOTDIR: 'A file stands where a folder is needed: choose another folder.',
  EEXIST: 'A file stands where a folder is needed: choose another folder.',
  ENOENT: 'No folder can be made there: choose another.',
  ENAMETOOLONG: 'The name is too long for this disk: choose a shorter one.',
}

function failure(folder: string, cause: unknown): unknown {
  const words = `cannot write the pages to \`${folder}\`; the old ones stay as they were`
  return diskFailure(cause, 'publish-failed', words, HINTS)
}

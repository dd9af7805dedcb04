import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { ZipFile } from 'yazl'

const made: string[] = []
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true })
})

/** A folder that is gone after the tests. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'magam-export-'))
  made.push(folder)
  return folder
}

export type Entry = {
  readonly path: string
  readonly content: string | Buffer
  readonly mode?: number
  readonly compress?: boolean
}

/** The bytes of an archive with these entries. */
export async function zipBytes(entries: readonly Entry[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { path, content, mode, compress } of entries)
    zip.addBuffer(Buffer.from(content), path, { mode: mode ?? 0o100_644, compress: compress ?? true })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Writes bytes as `export.zip` and gives its path. */
export async function zipFile(bytes: Buffer, name = 'export.zip'): Promise<string> {
  const path = join(await scratch(), name)
  await writeFile(path, bytes)
  return path
}

/** An archive in which one name stands in for another of the same length: names that no honest library writes. */
export function renamed(bytes: Buffer, from: string, to: Buffer | string): Buffer {
  const wanted = Buffer.from(to)
  if (Buffer.byteLength(from) !== wanted.length) throw new RangeError('names of one length are needed')
  const changed = Buffer.from(bytes)
  for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + 1)) wanted.copy(changed, at)
  return changed
}

/** An archive that lists `count` empty texts, in the form for more than 65,535 entries. */
export function crowdedZip(count: number): Buffer {
  const entries = Array.from({ length: count }, (_, index) => {
    const name = Buffer.from(`${index}.md`)
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50)
    head.writeUInt16LE(name.length, 28)
    return Buffer.concat([head, name])
  })
  const directory = Buffer.concat(entries)
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeBigUInt64LE(BigInt(count), 24)
  end64.writeBigUInt64LE(BigInt(count), 32)
  end64.writeBigUInt64LE(BigInt(directory.length), 40)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50)
  locator.writeBigUInt64LE(BigInt(directory.length), 8)
  locator.writeUInt32LE(1, 16)
  const end = Buffer.alloc(22, 0xff)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt32LE(0, 4)
  end.writeUInt16LE(0, 20)
  return Buffer.concat([directory, end64, locator, end])
}

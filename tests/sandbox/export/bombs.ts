import { constants, crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive, byte by byte: whatever its list says of it need not be so. */
export type RawEntry = {
  readonly name: string
  /** The packed bytes; absent: those of the entry before, so that both share one place. */
  readonly packed?: Buffer
  readonly method?: 'stored' | 'deflated'
  /** What the list says: inflated and packed size, CRC. */
  readonly size: number
  readonly packedSize?: number
  readonly crc?: number
  readonly extra?: Buffer
}

const MEGABYTE = 1_000_000

/** A stream that inflates to `megabytes` of zeros, made of one flushed megabyte repeated: any size in no time. */
export function zeros(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MEGABYTE), { finishFlush: constants.Z_FULL_FLUSH, level: 9 })
  return Buffer.concat([...Array<Buffer>(megabytes).fill(block), deflateRawSync(Buffer.alloc(0))])
}

/** An archive written as told, with an end record that may lie, too. */
export function rawZip(
  entries: readonly RawEntry[],
  end: { readonly comment?: Buffer; readonly count?: number; readonly zip64?: boolean } = {},
): Buffer {
  const locals: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  let place = 0
  let packed: Buffer = Buffer.alloc(0)
  for (const entry of entries) {
    if (entry.packed !== undefined) {
      place = at
      packed = entry.packed
      const local = Buffer.concat([localHead(entry, packed.length), Buffer.from(entry.name), packed])
      locals.push(local)
      at += local.length
    }
    list.push(listHead(entry, entry.packedSize ?? packed.length, place))
  }
  const directory = Buffer.concat(list)
  return Buffer.concat([...locals, directory, endOf(entries.length, directory.length, at, end)])
}

/** Packs honestly. */
export function packedEntry(
  name: string,
  content: Buffer,
  method: 'stored' | 'deflated' = 'stored',
): RawEntry {
  const packed = method === 'stored' ? content : deflateRawSync(content)
  return { name, packed, method, size: content.length, crc: crc32(content) }
}

function localHead({ name, method, size, crc }: RawEntry, packedSize: number): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(method === 'stored' ? 0 : 8, 8)
  head.writeUInt32LE(crc ?? 0, 14)
  head.writeUInt32LE(Math.min(packedSize, 0xfffffffe), 18)
  head.writeUInt32LE(Math.min(size, 0xfffffffe), 22)
  head.writeUInt16LE(Buffer.byteLength(name), 26)
  return head
}

function listHead(entry: RawEntry, packedSize: number, place: number): Buffer {
  const { name, method, size, crc, extra = Buffer.alloc(0) } = entry
  const far = size > 0xfffffffe ? zip64Field(size) : Buffer.alloc(0)
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50)
  head.writeUInt16LE(45, 4)
  head.writeUInt16LE(45, 6)
  head.writeUInt16LE(method === 'stored' ? 0 : 8, 10)
  head.writeUInt32LE(crc ?? 0, 16)
  head.writeUInt32LE(packedSize, 20)
  head.writeUInt32LE(far.length > 0 ? 0xffffffff : size, 24)
  head.writeUInt16LE(Buffer.byteLength(name), 28)
  head.writeUInt16LE(far.length + extra.length, 30)
  head.writeUInt32LE(0o100_644 * 0x10000, 38)
  head.writeUInt32LE(place, 42)
  return Buffer.concat([head, Buffer.from(name), far, extra])
}

function zip64Field(size: number): Buffer {
  const field = Buffer.alloc(12)
  field.writeUInt16LE(1)
  field.writeUInt16LE(8, 2)
  field.writeBigUInt64LE(BigInt(size), 4)
  return field
}

function endOf(
  count: number,
  length: number,
  at: number,
  { comment = Buffer.alloc(0), count: said = count, zip64 = false }: Parameters<typeof rawZip>[1] & object,
): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(zip64 ? 0xffff : said, 8)
  end.writeUInt16LE(zip64 ? 0xffff : said, 10)
  end.writeUInt32LE(zip64 ? 0xffffffff : length, 12)
  end.writeUInt32LE(zip64 ? 0xffffffff : at, 16)
  end.writeUInt16LE(comment.length, 20)
  if (!zip64) return Buffer.concat([end, comment])
  const far = Buffer.alloc(56)
  far.writeUInt32LE(0x06064b50)
  far.writeBigUInt64LE(44n, 4)
  far.writeBigUInt64LE(BigInt(said), 24)
  far.writeBigUInt64LE(BigInt(said), 32)
  far.writeBigUInt64LE(0xffff_ffff_ffffn, 40)
  far.writeBigUInt64LE(0xffff_ffff_ffffn, 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50)
  locator.writeBigUInt64LE(BigInt(at + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([far, locator, end, comment])
}

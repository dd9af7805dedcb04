import { crc32 } from 'node:zlib'
import { rawZip } from './bombs.ts'

/** Thirty characters: the lengths that are copied below follow from it. */
const NAME = 'the-archive-holding-itself.zip'
const HEAD = 30 + NAME.length
const TAIL = 46 + NAME.length + 22
/** An order to print, and all orders to copy but the last, take so many bytes: that is why each can stand in a copy of others. */
const UNIT = 5
const LAST_COPY = 4

/**
 * A zip archive whose one entry is the archive itself, to the last byte: whoever opens all archives in archives never ends.
 * Its packed data is a program that prints itself. Its checksum stands among the bytes it is of; as each bit of it
 * changes the checksum in a way of its own (CRC-32 is linear), the one that fits is found by solving for it.
 */
export function archiveOfItself(): Buffer {
  return assemble(fixedPoint((checksum) => crc32(assemble(checksum))))
}

function assemble(checksum: number): Buffer {
  const { length } = program(Buffer.alloc(HEAD), Buffer.alloc(TAIL))
  const packed = Buffer.alloc(length)
  const size = HEAD + length + TAIL
  const around = rawZip([{ name: NAME, packed, method: 'deflated', size, crc: checksum }])
  const [head, tail] = [around.subarray(0, HEAD), around.subarray(HEAD + length)]
  return Buffer.concat([head, program(head, tail), tail])
}

/**
 * Prints `head`, itself and `tail`. There are two orders: to print the bytes that follow (a stored block of DEFLATE, RFC 1951),
 * and to print the last bytes once more (a block of copies). Up to the fourth line before the end, what has been printed
 * runs behind what the program is by what the next order prints.
 */
function program(head: Buffer, tail: Buffer): Buffer {
  const [printHead, printTail] = [order(HEAD + UNIT), order(LAST_COPY + TAIL)]
  const [printOne, printFour, nothing] = [order(UNIT), order(4 * UNIT), order(0)]
  const copyHead = bits('0', '10', code(276), '011', '01100', '00000', END, '0', '10', END)
  const copyFour = bits('0', '10', ...Array(2).fill(`${code(264)}01000110`), END)
  const copyTail = bits('1', '10', code(279), '1100', '01101', '10100', END)
  return Buffer.concat([
    ...[printHead, head, printHead],
    ...[copyHead],
    ...[printOne, copyHead],
    ...[printOne, printOne],
    ...[printFour, copyHead, printOne, printOne, printFour],
    ...[copyFour],
    ...[printFour, copyFour, printFour, copyFour, printFour],
    ...[copyFour],
    ...[printFour, copyFour, nothing, nothing, printTail],
    ...[copyFour, nothing, nothing],
    ...[printTail, copyTail, tail],
    copyTail,
  ])
}

/** The order to print the next so many bytes. */
function order(length: number): Buffer {
  const block = Buffer.alloc(UNIT)
  block.writeUInt16LE(length, 1)
  block.writeUInt16LE(~length & 0xffff, 3)
  return block
}

const code = (symbol: number) => (symbol - 256).toString(2).padStart(7, '0')
const END = code(256)

/** Bits in the order in which they are read: the lowest of each byte first. */
function bits(...parts: readonly string[]): Buffer {
  const all = parts.join('')
  const bytes = all.match(/.{1,8}/g) ?? []
  return Buffer.from(bytes.map((eight) => Number.parseInt([...eight].reverse().join(''), 2)))
}

/** The number of 32 bits that `of` gives back unchanged; every bit of its argument must change the result in one way only. */
function fixedPoint(of: (value: number) => number): number {
  const at0 = of(0)
  // Row by row: which bits of the number decide that bit, and (at 32) what it must be.
  const columns = Array.from({ length: 32 }, (_, bit) => of((1 << bit) >>> 0) ^ at0 ^ (1 << bit))
  const rows = Array.from({ length: 32 }, (_, bit) =>
    [...columns, at0].reduce((row, column, at) => row | (BigInt((column >>> bit) & 1) << BigInt(at)), 0n),
  )
  const has = (row: bigint, bit: number) => ((row >> BigInt(bit)) & 1n) === 1n
  for (let bit = 0; bit < 32; bit += 1) {
    const pivot = rows.findIndex((row, at) => at >= bit && has(row, bit))
    if (pivot < 0) throw new RangeError('no archive of that name holds itself: take another name')
    const [row = 0n] = rows.splice(pivot, 1)
    rows.splice(bit, 0, row)
    for (const [at, other] of rows.entries()) if (at !== bit && has(other, bit)) rows[at] = other ^ row
  }
  return rows.reduce((value, row, bit) => (has(row, 32) ? value + 2 ** bit : value), 0)
}

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Something to answer with or to write to a file, before it is compressed and stamped. */
export type Resource = {
  readonly type: string
  readonly bytes: Buffer
  /** Encodings worth keeping. Feeds: gzip only, since iOS chokes on Brotli; pictures and fonts: none. */
  readonly encodings: readonly Encoding[]
  readonly cache: string
  readonly headers: Readonly<Record<string, string>>
}

export type Encoding = 'gzip' | 'br'

/** One way of sending a resource: its bytes and the headers of a 200 and of a 304, both made once. */
export type Variant = {
  readonly etag: string
  readonly bytes: Buffer
  readonly full: Readonly<Record<string, string>>
  readonly unchanged: Readonly<Record<string, string>>
}

export type Body = {
  readonly hash: string
  /** Seconds of Unix time, as `Last-Modified` counts. */
  readonly modified: number
  readonly plain: Variant
  readonly gzip: Variant | null
  readonly br: Variant | null
}

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

export function contentHash(resource: Resource): string {
  return createHash('sha256').update(resource.bytes).digest('base64url').slice(0, 22)
}

/** Compresses and stamps a resource. `at` is the UTC instant at which its bytes last changed. */
export async function sealed(resource: Resource, hash: string, at: string): Promise<Body> {
  const modified = Math.floor(Date.parse(at) / 1000)
  const make = (encoding: Encoding | null, bytes: Buffer) =>
    variant(resource, encoding, bytes, hash, new Date(modified * 1000).toUTCString())
  const wants = (encoding: Encoding) => resource.encodings.includes(encoding)
  const [zipped, brotli] = await Promise.all([
    wants('gzip') ? gzipped(resource.bytes, { level: 9 }) : null,
    wants('br') ? brotlied(resource.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : null,
  ])
  return {
    hash,
    modified,
    plain: make(null, resource.bytes),
    gzip: zipped === null ? null : make('gzip', zipped),
    br: brotli === null ? null : make('br', brotli),
  }
}

// The tag differs per encoding (RFC 9110, 8.8.3.3): a cache must not mix their byte ranges.
function variant(
  resource: Resource,
  encoding: Encoding | null,
  bytes: Buffer,
  hash: string,
  modified: string,
): Variant {
  const etag = encoding === null ? `"${hash}"` : `"${hash}-${encoding}"`
  const vary = resource.encodings.length === 0 ? {} : { vary: varyWith(resource.headers.vary) }
  const unchanged = {
    ...resource.headers,
    ...vary,
    etag,
    'last-modified': modified,
    'cache-control': resource.cache,
  }
  return {
    etag,
    bytes,
    unchanged,
    full: {
      ...unchanged,
      'content-type': resource.type,
      'content-length': String(bytes.length),
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    },
  }
}

function varyWith(other: string | undefined): string {
  return other === undefined ? 'accept-encoding' : `accept-encoding, ${other}`
}

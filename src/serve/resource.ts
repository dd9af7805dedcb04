import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Something to answer with or to write to a file, before it is compressed and stamped. */
export type Resource = {
  readonly type: string
  readonly bytes: Buffer
  /** Encodings worth keeping, the best first. Feeds: gzip only, since iOS chokes on Brotli; pictures and fonts: none. */
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

/** A resource of one state with the ways of sending it that have been asked for so far. */
export type Body = {
  readonly hash: string
  /** Seconds of Unix time, as `Last-Modified` counts. */
  readonly modified: number
  readonly encodings: readonly Encoding[]
  readonly plain: Variant
  /** A compressed variant, once it has been made. */
  ready(encoding: Encoding): Variant | undefined
  /** Makes it, once. */
  compress(encoding: Encoding): Promise<Variant>
}

/** `best` for what is sent again and again; `fast`, a fifth of the time, for an answer to one question. */
export type Effort = 'best' | 'fast'

const LEVELS: Readonly<Record<Effort, Readonly<Record<Encoding, number>>>> = {
  best: { gzip: 9, br: 9 },
  fast: { gzip: 1, br: 3 },
}

const COMPRESSORS: Readonly<Record<Encoding, (bytes: Buffer, level: number) => Promise<Buffer>>> = {
  gzip: (bytes, level) => promisify(gzip)(bytes, { level }),
  br: (bytes, level) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: level } }),
}

export function contentHash(resource: Resource): string {
  return createHash('sha256').update(resource.bytes).digest('base64url').slice(0, 22)
}

/** Stamps a resource. `at` is the UTC instant at which its bytes last changed. */
export function stamped(resource: Resource, hash: string, at: string, effort: Effort): Body {
  const modified = Math.floor(Date.parse(at) / 1000)
  const date = new Date(modified * 1000).toUTCString()
  const ready = new Map<Encoding, Variant>()
  const making = new Map<Encoding, Promise<Variant>>()
  const make = async (encoding: Encoding) => {
    const bytes = await COMPRESSORS[encoding](resource.bytes, LEVELS[effort][encoding])
    const made = variant(resource, encoding, bytes, hash, date)
    ready.set(encoding, made)
    return made
  }
  return {
    hash,
    modified,
    encodings: resource.encodings,
    plain: variant(resource, null, resource.bytes, hash, date),
    ready: (encoding) => ready.get(encoding),
    compress(encoding) {
      const known = making.get(encoding) ?? make(encoding)
      making.set(encoding, known)
      return known
    },
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

import type { Body, Encoding, Variant } from './resource.ts'

/** The request headers that decide whether anything is sent back. */
export type Preconditions = {
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
}

/** The encoding to send to a client: Brotli where the resource has it, else gzip when it is asked for, else none. */
export function chosen(body: Body, acceptEncoding: string | undefined): Encoding | null {
  if (acceptEncoding === undefined) return null
  return body.encodings.find((encoding) => accepts(acceptEncoding, encoding)) ?? null
}

function accepts(header: string, encoding: string): boolean {
  if (!header.includes(encoding)) return false
  return header.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((piece) => piece.startsWith('q='))
    return name === encoding && (quality === undefined || Number.parseFloat(quality.slice(2)) > 0)
  })
}

/**
 * Whether the client holds these bytes already (RFC 9110, 13.1.2 and 13.1.3): tags compare weakly, `*` and lists count,
 * a tag beats a date, a date that cannot be read is no condition. `Cache-Control: no-cache` of the request is no reason
 * to send the bytes again: Thunderbird and GNOME always say it and take the 304.
 */
export function isUnchanged(variant: Variant, modified: number, asked: Preconditions): boolean {
  const tags = asked.ifNoneMatch
  if (tags !== undefined) {
    if (tags === variant.etag || tags.trim() === '*') return true
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === variant.etag)
  }
  if (asked.ifModifiedSince === undefined) return false
  const since = Date.parse(asked.ifModifiedSince)
  return !Number.isNaN(since) && modified <= Math.floor(since / 1000)
}

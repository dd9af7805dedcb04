import type { Body, Variant } from './resource.ts'

/** The request headers that decide what is sent back. */
export type Preconditions = {
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
}

/** The variant a client accepts: Brotli where the resource has it, else gzip when it is asked for, else plain. */
export function chosen(body: Body, acceptEncoding: string | undefined): Variant {
  if (acceptEncoding === undefined) return body.plain
  if (body.br !== null && accepts(acceptEncoding, 'br')) return body.br
  if (body.gzip !== null && accepts(acceptEncoding, 'gzip')) return body.gzip
  return body.plain
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

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new token for a private feed: 256 random bits, and the hash that the settings keep in its place. */
export function newFeedToken(): { readonly token: string; readonly sha256: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, sha256: sha256(token).toString('hex') }
}

/** Whether a token is one of those whose hashes are known. Every hash is compared, each in constant time. */
export function opens(token: string, hashes: readonly string[]): boolean {
  const given = sha256(token)
  return hashes.map((known) => timingSafeEqual(given, Buffer.from(known, 'hex'))).includes(true)
}

/** Whether two secrets are the same, in time that tells nothing about where they differ. */
export function sameSecret(given: string, known: string): boolean {
  return timingSafeEqual(sha256(given), sha256(known))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

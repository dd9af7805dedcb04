import { type Ask, header } from './request.ts'
import { sameSecret } from './secrets.ts'

/** Whether `Authorization: Bearer` holds the token. The only form for anything that acts: a browser never sends it by itself. */
export function bearerFits(c: Ask, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header(c, 'authorization') ?? '')?.[1]
  return given !== undefined && sameSecret(given, token)
}

/** Whether the owner asks to look: by bearer, or by the browser's own password box with the token as password. */
export function isOwner(c: Ask, token: string | null): boolean {
  if (token === null) return false
  if (bearerFits(c, token)) return true
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header(c, 'authorization') ?? '')?.[1]
  if (basic === undefined) return false
  const pair = Buffer.from(basic, 'base64').toString('utf8')
  return sameSecret(pair.slice(pair.indexOf(':') + 1), token)
}

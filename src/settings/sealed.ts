import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

const MARK = 'sealed:1:'
const SALT = 16
const IV = 12
const TAG = 16

/** Whether a value is one that `seal` made. */
export function isSealed(text: string): boolean {
  return text.startsWith(MARK)
}

/**
 * A secret as it may lie in a file: AES-256-GCM under a key that scrypt makes of the passphrase, every time with another
 * salt. Without the passphrase it tells nothing but its length; changed, it no longer opens.
 */
export function seal(secret: string, passphrase: string): string {
  const salt = randomBytes(SALT)
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32), iv)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return `${MARK}${Buffer.concat([salt, iv, cipher.getAuthTag(), text]).toString('base64url')}`
}

/** What was sealed; null when the passphrase does not fit, or the text was changed or cut. */
export function unseal(sealed: string, passphrase: string): string | null {
  const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url')
  if (bytes.length < SALT + IV + TAG) return null
  const part = (from: number, length: number) => bytes.subarray(from, from + length)
  const key = scryptSync(passphrase, part(0, SALT), 32)
  const decipher = createDecipheriv('aes-256-gcm', key, part(SALT, IV), { authTagLength: TAG })
  decipher.setAuthTag(part(SALT + IV, TAG))
  try {
    return decipher.update(bytes.subarray(SALT + IV + TAG), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    // The one thing that can go wrong here: the tag does not fit.
    return null
  }
}

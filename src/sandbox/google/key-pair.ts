import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

export type KeyPair = { readonly publicKey: string; readonly privateKey: string }

let pair: Promise<KeyPair> | null = null

/** The service account's RSA key as PEM texts: made at the first call, the same for the life of the process, kept in no file. */
export function keyPair(): Promise<KeyPair> {
  pair ??= promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return pair
}

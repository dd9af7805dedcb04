import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mergedVariables, setVariables } from '../../src/settings/env-file.ts'
import { readEnvironmentOnly } from '../../src/settings/read.ts'
import { isSealed, seal, unseal } from '../../src/settings/sealed.ts'

const TOKEN = '1//0canary-refresh-token'
const KEY = 'four words of my own'
const folder = mkdtempSync(join(tmpdir(), 'magam-sealed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const CLIENT = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'GOCSPX-x' }

test('a sealed secret, opens with its passphrase only, differs each time and holds nothing readable', () => {
  const sealed = seal(TOKEN, KEY)
  expect([isSealed(sealed), isSealed(TOKEN)]).toEqual([true, false])
  expect(unseal(sealed, KEY)).toBe(TOKEN)
  expect(unseal(sealed, 'another')).toBeNull()
  expect(seal(TOKEN, KEY)).not.toBe(sealed)
  expect(Buffer.from(sealed.slice(9), 'base64url').includes('canary')).toBe(false)
})

test('a sealed secret, changed or cut anywhere, does not open', () => {
  const sealed = seal(TOKEN, KEY)
  const bytes = Buffer.from(sealed.slice(9), 'base64url')
  for (const at of [0, 15, 16, 27, 28, 43, 44, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(unseal(`sealed:1:${changed.toString('base64url')}`, KEY)).toBeNull()
  }
  for (const length of [0, 43, bytes.length - 1]) {
    expect(unseal(`sealed:1:${bytes.subarray(0, length).toString('base64url')}`, KEY)).toBeNull()
  }
})

test('the refresh token, written with a key, lies encrypted and is read by whoever has the key', () => {
  const envFile = join(folder, 'a.env')
  setVariables(envFile, { ...CLIENT, GOOGLE_REFRESH_TOKEN: TOKEN }, KEY)
  const text = readFileSync(envFile, 'utf8')
  expect(text).toContain('GOOGLE_CLIENT_ID=id\n')
  expect(text).not.toContain('canary')
  expect(mergedVariables({ MAGAM_SECRET_KEY: KEY }, envFile).values.GOOGLE_REFRESH_TOKEN).toBe(TOKEN)
  expect(mergedVariables({}, envFile).values.GOOGLE_REFRESH_TOKEN).toBeUndefined()
  const keyFile = join(folder, 'key')
  writeFileSync(keyFile, `${KEY}\n`)
  const { google } = readEnvironmentOnly({ env: { MAGAM_SECRET_KEY_FILE: keyFile }, envFile })
  expect(google).toMatchObject({ kind: 'oauth', refreshToken: TOKEN })
})

test('an encrypted token without its key, or with another, is told without a value', () => {
  const envFile = join(folder, 'b.env')
  setVariables(envFile, { ...CLIENT, GOOGLE_REFRESH_TOKEN: TOKEN }, KEY)
  const problems = (env: Record<string, string>) => {
    try {
      return readEnvironmentOnly({ env, envFile })
    } catch (error) {
      return JSON.stringify(error)
    }
  }
  expect(problems({})).toContain('`GOOGLE_REFRESH_TOKEN` is encrypted, and there is no key to open it')
  expect(problems({ MAGAM_SECRET_KEY: 'another one' })).toContain(
    '`MAGAM_SECRET_KEY` does not open `GOOGLE_REFRESH_TOKEN`',
  )
  expect(problems({ MAGAM_SECRET_KEY: 'another one' })).not.toContain('another one')
})

test('without a key, the token is written as it is', () => {
  const envFile = join(folder, 'c.env')
  setVariables(envFile, { GOOGLE_REFRESH_TOKEN: TOKEN })
  expect(readFileSync(envFile, 'utf8')).toBe(`GOOGLE_REFRESH_TOKEN=${TOKEN}\n`)
})

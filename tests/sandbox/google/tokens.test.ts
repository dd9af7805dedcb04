import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { auth } from 'googleapis/build/src/apis/calendar/index.js'
import { afterEach, describe, expect, test } from 'vitest'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import type { GoogleSandbox, GoogleSandboxOptions } from '../../../src/sandbox/google/index.ts'
import { asPerson, asServiceAccount, type Place, place, refused, SCOPE } from './client.ts'

let open: Place | null = null
afterEach(() => open?.google.close())

const NOW = '2026-11-25T00:00:00Z'

/** A sandbox whose authentication clock stands at NOW. */
async function start(options: Partial<GoogleSandboxOptions> = {}) {
  const authClock = sandboxClock(NOW, { still: true })
  open = await place({ authClock, ...options })
  return { google: open.google, authClock, here: open }
}

async function ask(
  google: GoogleSandbox,
  form: Record<string, string>,
): Promise<[number, Record<string, unknown>]> {
  const answer = await fetch(google.tokenUrl, { method: 'POST', body: new URLSearchParams(form) })
  return [answer.status, (await answer.json()) as Record<string, unknown>]
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An assertion like the client's; `claims` and `head` change it, `key` signs it. */
function assertion(
  google: GoogleSandbox,
  claims: object = {},
  options: { head?: object; key?: string } = {},
): Record<string, string> {
  const { client_email, private_key, private_key_id } = google.serviceAccountKey
  const iat = Date.parse(NOW) / 1000
  const text = [
    part({ alg: 'RS256', typ: 'JWT', kid: private_key_id, ...options.head }),
    part({ iss: client_email, scope: SCOPE, aud: google.tokenUrl, iat, exp: iat + 3600, ...claims }),
  ].join('.')
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign(options.key ?? private_key, 'base64url')
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: `${text}.${signature}` }
}

const SECONDS = Date.parse(NOW) / 1000
const FRAME =
  'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.'

describe('a service account', () => {
  test('an assertion that is right, gives a token for an hour', async () => {
    const { google } = await start()
    expect(await ask(google, assertion(google))).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^ya29\./),
        expires_in: 3599,
        scope: SCOPE,
        token_type: 'Bearer',
      },
    ])
    expect((await ask(google, assertion(google, { aud: 'https://oauth2.googleapis.com/token' })))[0]).toBe(
      200,
    )
  })

  test.each<[string, object, number, string, string]>([
    [
      'an unknown account',
      { iss: 'nobody@x.iam.gserviceaccount.com' },
      400,
      'invalid_grant',
      'Invalid grant: account not found',
    ],
    [
      'another audience',
      { aud: 'https://example.com/token' },
      400,
      'invalid_grant',
      'Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token',
    ],
    ['a clock ten minutes ahead', { iat: SECONDS + 600, exp: SECONDS + 4200 }, 400, 'invalid_grant', FRAME],
    ['a clock two hours behind', { iat: SECONDS - 7200, exp: SECONDS - 3600 }, 400, 'invalid_grant', FRAME],
    ['a life of two hours', { exp: SECONDS + 7200 }, 400, 'invalid_grant', FRAME],
    ['no times', { iat: null, exp: null }, 400, 'invalid_grant', FRAME],
    ['no scope', { scope: '' }, 400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.'],
    [
      'a scope that is not',
      { scope: `${SCOPE}s` },
      400,
      'invalid_scope',
      'Invalid OAuth scope or ID token audience provided.',
    ],
    [
      'a person to act for',
      { sub: 'owner@sandbox.example' },
      401,
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    ],
  ])('an assertion with %s, is refused', async (_, claims, status, error, words) => {
    const { google } = await start()
    expect(await ask(google, assertion(google, claims))).toEqual([
      status,
      { error, error_description: words },
    ])
  })

  test('an assertion signed by another key, changed, or unsigned, is refused', async () => {
    const { google } = await start()
    const bad = [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }]
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    expect(await ask(google, assertion(google, {}, { key: privateKey }))).toEqual(bad)
    expect(await ask(google, assertion(google, {}, { head: { alg: 'none' } }))).toEqual(bad)
    expect(await ask(google, assertion(google, {}, { head: { kid: 'other' } }))).toEqual(bad)
    const { assertion: text = '', ...form } = assertion(google)
    expect(
      await ask(google, {
        ...form,
        assertion: text.replace(/\.[^.]+\./, `.${part({ iss: google.serviceAccountKey.client_email })}.`),
      }),
    ).toEqual(bad)
    expect((await ask(google, { ...form, assertion: 'nonsense' }))[1]).toMatchObject({
      error: 'invalid_grant',
    })
  })

  test('with delegation, acts for a person', async () => {
    const clock = { authClock: sandboxClock(new Date().toISOString()) }
    const { google } = await start({ ...clock, delegation: true })
    const client = asServiceAccount(google, { subject: 'owner@sandbox.example' })
    const { data } = await client.calendars.get({ calendarId: 'primary' })
    expect(data.id).toBe('owner@sandbox.example')
  })

  test('an account that was removed, is not found and its tokens are dead', async () => {
    const { google, here } = await start({ authClock: sandboxClock(new Date().toISOString()) })
    await here.robot.colors.get()
    google.world.removeAccount(google.serviceAccountKey.client_email)
    expect(await refused(here.robot.colors.get())).toMatchObject({ status: 401 })
    expect((await ask(google, assertion(google)))[1]).toMatchObject({
      error_description: 'Invalid grant: account not found',
    })
  })
})

describe('a refresh token', () => {
  const form = ({ oauth }: GoogleSandbox, changes: Record<string, string> = {}) => ({
    grant_type: 'refresh_token',
    client_id: oauth.clientId,
    client_secret: oauth.clientSecret,
    refresh_token: oauth.refreshToken,
    ...changes,
  })
  const DEAD = [400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }]

  test('that lives, gives access as the person', async () => {
    const { google } = await start()
    const { data } = await asPerson(google).calendarList.list()
    expect(data.items?.map((entry) => entry.summary)).toEqual(['owner@sandbox.example', '마감'])
  })

  test('revoked, unknown, or seven days old in testing, is dead', async () => {
    const { google, authClock } = await start({ consentScreen: 'testing' })
    expect(await ask(google, form(google, { refresh_token: '1//0x' }))).toEqual(DEAD)
    expect((await ask(google, form(google)))[0]).toBe(200)
    authClock.advance(7 * 86_400_000)
    expect(await ask(google, form(google))).toEqual(DEAD)
    const again = await start()
    again.google.world.revokeTokens('owner@sandbox.example')
    expect(await ask(again.google, form(again.google))).toEqual(DEAD)
    await google.close()
  })

  test('by the revoke address, takes the access tokens with it', async () => {
    const { google } = await start()
    const [, { access_token: access }] = await ask(google, form(google))
    const revoke = (token: string) =>
      fetch(google.oauth.revokeUrl, { method: 'POST', body: new URLSearchParams({ token }) })
    expect((await revoke(google.oauth.refreshToken)).status).toBe(200)
    expect(await ask(google, form(google))).toEqual(DEAD)
    expect((await revoke(String(access))).status).toBe(400)
  })

  test('with another client or a wrong secret, is refused', async () => {
    const { google } = await start()
    expect((await ask(google, form(google, { client_id: 'x' })))[1]).toMatchObject({
      error: 'invalid_client',
    })
    expect((await ask(google, form(google, { client_secret: 'x' })))[1]).toMatchObject({
      error: 'invalid_client',
    })
    expect((await ask(google, { grant_type: 'password' }))[1]).toMatchObject({
      error: 'unsupported_grant_type',
    })
  })
})

describe('an access token', () => {
  const header = (token?: string) => (token === undefined ? {} : { authorization: `Bearer ${token}` })

  test('missing or unknown, is answered by the front end', async () => {
    const { google } = await start()
    const get = async (token?: string) => {
      const answer = await fetch(`${google.url}/calendar/v3/colors`, { headers: header(token) })
      return [answer.status, await answer.text()]
    }
    expect(await get()).toEqual([
      401,
      `{
  "error": {
    "code": 401,
    "message": "Login Required.",
    "errors": [
      {
        "message": "Login Required.",
        "domain": "global",
        "reason": "required",
        "locationType": "header",
        "location": "Authorization"
      }
    ],
    "status": "UNAUTHENTICATED"
  }
}`,
    ])
    expect(await get('ya29.x')).toEqual([401, expect.stringContaining('"reason": "authError"')])
  })

  test('ends after its life, and when it is ended', async () => {
    const { google, authClock } = await start({ accessTokenLife: 600 })
    const [, { access_token: access }] = await ask(google, assertion(google))
    const status = async () =>
      (await fetch(`${google.url}/calendar/v3/colors`, { headers: header(String(access)) })).status
    expect(await status()).toBe(200)
    authClock.advance(600_000)
    expect(await status()).toBe(401)
  })

  test.each<[string, (place: Place) => Promise<unknown>, string[]]>([
    [
      'to write events',
      (p) =>
        asServiceAccount(p.google, { scopes: [`${SCOPE}.readonly`] }).events.delete({
          calendarId: p.calendarId,
          eventId: 'abcde',
        }),
      [],
    ],
    [
      'to make calendars',
      (p) =>
        asServiceAccount(p.google, { scopes: [`${SCOPE}.events`] }).calendars.insert({
          requestBody: { summary: 'x' },
        }),
      [],
    ],
    [
      'to share',
      (p) =>
        asServiceAccount(p.google, { scopes: [`${SCOPE}.events`] }).acl.list({ calendarId: p.calendarId }),
      [],
    ],
    [
      'to list calendars',
      (p) => asServiceAccount(p.google, { scopes: [`${SCOPE}.app.created`] }).calendarList.list(),
      [],
    ],
  ])('with a scope too narrow %s, is refused', async (_, call) => {
    const { here } = await start({ authClock: sandboxClock(new Date().toISOString()) })
    expect(await refused(call(here))).toEqual({
      status: 403,
      reason: 'insufficientPermissions',
      message: 'Request had insufficient authentication scopes.',
    })
  })
})

describe('a narrow scope', () => {
  const DAY = { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } }

  test('app.created, reaches the calendars that the client made and no other', async () => {
    const { here } = await start({ authClock: sandboxClock(new Date().toISOString()) })
    const robot = asServiceAccount(here.google, { scopes: [`${SCOPE}.app.created`] })
    const { data } = await robot.calendars.insert({ requestBody: { summary: '마감' } })
    const insert = (calendarId: string) => robot.events.insert({ calendarId, requestBody: DAY })
    expect((await insert(data.id ?? '')).status).toBe(200)
    expect(await refused(insert(here.calendarId))).toMatchObject({ status: 404, reason: 'notFound' })
  })

  test('events.owned, reaches the calendars that the account owns', async () => {
    const { here } = await start({ authClock: sandboxClock(new Date().toISOString()) })
    const robot = asServiceAccount(here.google, { scopes: [`${SCOPE}.events.owned`] })
    const insert = (calendarId: string) => robot.events.insert({ calendarId, requestBody: DAY })
    expect((await insert('primary')).status).toBe(200)
    expect(await refused(insert(here.calendarId))).toMatchObject({
      status: 403,
      reason: 'requiredAccessLevel',
    })
  })
})

describe('the desktop flow', () => {
  const REDIRECT = 'http://127.0.0.1:53682/callback'

  /** The address of the consent page as the client library builds it, and what exchanges its code. */
  async function flow(google: GoogleSandbox) {
    const client = new auth.OAuth2({
      clientId: google.oauth.clientId,
      clientSecret: google.oauth.clientSecret,
      redirectUri: REDIRECT,
      endpoints: { oauth2TokenUrl: google.tokenUrl, oauth2AuthBaseUrl: google.oauth.authUrl },
    })
    const verifier = 'v'.repeat(64)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const url = client.generateAuthUrl({
      access_type: 'offline',
      scope: [SCOPE],
      state: 'a state',
      code_challenge: challenge,
      code_challenge_method: 'S256' as never,
    })
    return { client, verifier, url }
  }

  const visit = async (url: string) => {
    const answer = await fetch(url, { redirect: 'manual' })
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }

  test('a person who allows, is sent back with state and a code that gives a refresh token once', async () => {
    const { google } = await start()
    const { client, verifier, url } = await flow(google)
    const back = new URL((await visit(url)).location ?? '')
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([REDIRECT, 'a state'])
    const code = back.searchParams.get('code') ?? ''
    const { tokens } = await client.getToken({ code, codeVerifier: verifier })
    expect(tokens).toMatchObject({ refresh_token: expect.stringMatching(/^1\/\/0/), scope: SCOPE })
    await expect(client.getToken({ code, codeVerifier: verifier })).rejects.toThrow('invalid_grant')
  })

  test('a person who does not, is sent back with access_denied', async () => {
    const { google } = await start()
    google.world.setConsent(false)
    const back = new URL((await visit((await flow(google)).url)).location ?? '')
    expect([...back.searchParams]).toEqual([
      ['state', 'a state'],
      ['error', 'access_denied'],
    ])
  })

  test.each([
    ['another verifier', { code_verifier: 'w'.repeat(64) }, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 'invalid_grant'],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:1/' }, 'redirect_uri_mismatch'],
    ['another code', { code: '4/0x' }, 'invalid_grant'],
    ['a wrong secret', { client_secret: 'x' }, 'invalid_client'],
  ])('an exchange with %s, is refused', async (_, changes, error) => {
    const { google } = await start()
    const { verifier, url } = await flow(google)
    const code = new URL((await visit(url)).location ?? '').searchParams.get('code') ?? ''
    const { clientId, clientSecret } = google.oauth
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }
    const answer = await ask(google, {
      ...form,
      client_id: clientId,
      client_secret: clientSecret,
      ...changes,
    })
    expect(answer[1]).toMatchObject({ error })
  })

  test.each([
    ['client_id', 'x', 401, 'invalid_client'],
    ['redirect_uri', 'https://example.com/', 400, 'redirect_uri_mismatch'],
    ['redirect_uri', 'urn:ietf:wg:oauth:2.0:oob', 400, 'redirect_uri_mismatch'],
    ['response_type', 'token', 400, 'invalid_request'],
    ['scope', 'everything', 400, 'invalid_scope'],
    ['code_challenge_method', 'MD5', 400, 'invalid_request'],
  ])(
    'the consent page with a wrong %s, %s, shows an error and sends nobody back',
    async (name, value, status, words) => {
      const { google } = await start()
      const url = new URL((await flow(google)).url)
      url.searchParams.set(name, value)
      const page = await visit(url.href)
      expect([page.status, page.location]).toEqual([status, null])
      expect(page.text).toContain(words)
    },
  )
})

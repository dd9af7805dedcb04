import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure, UserError } from '../../../src/lib/failure.ts'
import { googleAccount } from '../../../src/sinks/google-calendar/account.ts'
import {
  createCalendar,
  listCalendars,
  publishCalendar,
  readCalendar,
  shareCalendar,
} from '../../../src/sinks/google-calendar/calendars.ts'
import { checkCalendar } from '../../../src/sinks/google-calendar/check.ts'
import { GOOGLE_TOKEN_URL, serviceAccount } from '../../../src/sinks/google-calendar/credentials.ts'
import { beginSignIn, type SignInOptions } from '../../../src/sinks/google-calendar/sign-in.ts'
import { type Desk, desk, quick } from './desk.ts'

let here: Desk
beforeEach(async () => {
  here = await desk()
})
afterEach(() => here.close())

const person = () =>
  googleAccount(
    { kind: 'person', ...here.google.oauth, tokenUrl: here.google.tokenUrl },
    quick(here.google.url),
  )
const caught = async (work: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (error instanceof Failure) return error
  throw new Error(`no failure: ${String(error)}`)
}
const asked = (method: string, path: string) =>
  here.google.server.requests.filter((request) => request.method === method && request.path.endsWith(path))

describe('createCalendar', () => {
  const wanted = { name: '마감 달력', knowledgeBase: 'open-innovation' }

  test('a new calendar, is made once and can be written to', async () => {
    const id = await createCalendar(person(), wanted)
    expect(await createCalendar(person(), wanted)).toBe(id)
    expect(await readCalendar(person(), id)).toEqual({
      name: '마감 달력',
      timeZone: 'Asia/Seoul',
      role: 'owner',
    })
    expect(asked('POST', '/calendars')).toHaveLength(1)
  })

  test('a lost answer, does not make a second calendar', async () => {
    const before = here.google.world.calendars().length
    here.google.server.faults.when(
      ({ method, path }) => method === 'POST' && path.endsWith('/calendars'),
      { kind: 'reset', when: 'after' },
      1,
    )
    const id = await createCalendar(person(), wanted)
    expect(here.google.world.calendars()).toHaveLength(before + 1)
    expect(here.google.world.calendars()).toContain(id)
  })

  test('a name that another calendar has, is no hindrance', async () => {
    const other = here.google.world.createCalendar({ summary: wanted.name })
    expect(await createCalendar(person(), wanted)).not.toBe(other)
  })
})

describe('sharing', () => {
  test('people and everybody, are given access once', async () => {
    const id = await createCalendar(person(), { name: 'x', knowledgeBase: 'y' })
    for (let turn = 0; turn < 2; turn++) {
      await shareCalendar(person(), id, ['A@x.kr', 'b@x.kr'], 'writer')
      await publishCalendar(person(), id)
    }
    const shares = asked('POST', '/acl')
    expect(shares.map(({ body }) => JSON.parse(body))).toEqual([
      { role: 'writer', scope: { type: 'user', value: 'A@x.kr' } },
      { role: 'writer', scope: { type: 'user', value: 'b@x.kr' } },
      { role: 'reader', scope: { type: 'default' } },
    ])
    expect(shares.every(({ query }) => query.includes('sendNotifications=false'))).toBe(true)
  })

  test('a calendar of somebody else, cannot be shared and says so', async () => {
    const failure = await caught(publishCalendar(here.account, here.calendarId))
    expect(failure.code).toBe('google-read-only')
  })
})

describe('listCalendars', () => {
  test('what a person sees, is told with what may be done', async () => {
    const found = await listCalendars(person())
    expect(found.find(({ id }) => id === here.calendarId)).toEqual({
      id: here.calendarId,
      name: '마감',
      writable: true,
      primary: false,
    })
    expect(found.filter(({ primary }) => primary)).toHaveLength(1)
  })
})

describe('checkCalendar', () => {
  const told = async (account = here.account, calendarId = here.calendarId) =>
    (await checkCalendar(account, calendarId)).map(({ what, failure }) =>
      [what, failure?.code].filter(Boolean).join(': '),
    )

  test('a chain that holds, is three checks and one request', async () => {
    const checks = await checkCalendar(here.account, here.calendarId)
    expect(checks.map(({ what, found }) => `${what}: ${found}`).slice(0, 2)).toEqual([
      'Google sign-in: magam@sandbox-project.iam.gserviceaccount.com',
      'Google calendar: 마감 (writer)',
    ])
    expect(asked('GET', '/events')).toHaveLength(1)
  })

  test('a calendar that is not shared, fails there', async () => {
    expect(await told(here.account, 'nowhere@group.calendar.google.com')).toEqual([
      'Google calendar: google-calendar-not-found',
    ])
  })

  test('a calendar that may only be read, fails there', async () => {
    here.google.world.share(here.calendarId, here.account.identity.email ?? '', 'reader')
    expect(await told()).toEqual(['Google calendar: google-read-only'])
  })

  test('a calendar whose private events are hidden from the account, can be written to', async () => {
    here.google.world.share(here.calendarId, here.account.identity.email ?? '', 'writerWithoutPrivateAccess')
    expect(await told()).toEqual(['Google sign-in', 'Google calendar', 'clock'])
  })

  test('a service account’s own calendar, which nobody sees, fails there; a person’s own does not', async () => {
    expect(await told(here.account, 'primary')).toEqual(['Google calendar: google-own-calendar'])
    expect(await told(person(), 'primary')).toEqual(['Google sign-in', 'Google calendar', 'clock'])
  })

  test('a sign-in that is refused, fails there', async () => {
    here.google.world.removeAccount(here.account.identity.email ?? '')
    expect(await told()).toEqual(['Google sign-in: google-key-refused'])
  })

  test('a clock that is minutes off, is told with the seconds', async () => {
    const account = googleAccount(serviceAccount(JSON.stringify(here.google.serviceAccountKey), 'key.json'), {
      ...quick(here.google.url),
      now: () => Date.now() - 240_000,
    })
    const [, , clock] = await checkCalendar(account, here.calendarId)
    expect(clock?.failure?.code).toBe('google-clock')
    expect(clock?.found).toMatch(/^2(?:39|40|41) s behind Google’s$/)
  })
})

describe('serviceAccount', () => {
  const caughtUser = (text: string) => {
    try {
      return serviceAccount(text, 'key.json')
    } catch (error) {
      if (error instanceof UserError) return `${error.message} ${error.problems[0]?.what}`
      throw error
    }
  }

  test('a key file, gives what signing in takes, with its own token address', () => {
    const key = here.google.serviceAccountKey
    expect(serviceAccount(JSON.stringify(key), 'key.json')).toEqual({
      kind: 'service-account',
      email: key.client_email,
      privateKey: key.private_key,
      keyId: key.private_key_id,
      tokenUrl: here.google.tokenUrl,
    })
    const escaped = { ...key, private_key: key.private_key.replaceAll('\n', '\\n') }
    expect(serviceAccount(JSON.stringify(escaped), 'key.json')).toMatchObject({ privateKey: key.private_key })
    const { token_uri: _, ...old } = key
    expect(serviceAccount(JSON.stringify(old), 'key.json')).toMatchObject({ tokenUrl: GOOGLE_TOKEN_URL })
  })

  test('what is no key file, is refused by name and never quoted', () => {
    expect(caughtUser('not json s3cret')).toBe(
      '`key.json` is not the key file of a Google service account It is not JSON, or was cut off.',
    )
    expect(caughtUser('{"type":"authorized_user","refresh_token":"s3cret"}')).toBe(
      '`key.json` is not the key file of a Google service account It is a person’s sign-in, made by `gcloud`.',
    )
    expect(caughtUser('{"web":{"client_secret":"s3cret"}}')).toBe(
      '`key.json` is not the key file of a Google service account It is the file of an OAuth client.',
    )
    expect(caughtUser('{"type":"service_account","private_key":"s3cret"}')).toBe(
      '`key.json` is not the key file of a Google service account These parts are missing or wrong: client_email, private_key.',
    )
  })

  test('a private key that was cut, is a mistake of the user', async () => {
    const key = { ...here.google.serviceAccountKey, private_key: '-----BEGIN PRIVATE KEY-----\ns3cret' }
    const account = googleAccount(serviceAccount(JSON.stringify(key), 'key.json'), quick(here.google.url))
    const error: unknown = await readCalendar(account, here.calendarId).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    expect(String(error)).not.toContain('s3cret')
  })
})

describe('beginSignIn', () => {
  const options = (over: Partial<SignInOptions> = {}): SignInOptions => ({
    clientId: here.google.oauth.clientId,
    clientSecret: here.google.oauth.clientSecret,
    authUrl: here.google.oauth.authUrl,
    tokenUrl: here.google.tokenUrl,
    ...over,
  })

  test('a person who allows access, gives a refresh token that works', async () => {
    const signIn = await beginSignIn(options())
    const page = await fetch(signIn.url)
    expect(await page.text()).toContain('You can close this window')
    const { refreshToken } = await signIn.finished
    const account = googleAccount(
      { kind: 'person', ...here.google.oauth, refreshToken, tokenUrl: here.google.tokenUrl },
      quick(here.google.url),
    )
    expect(await readCalendar(account, here.calendarId)).toMatchObject({ role: 'owner' })
  })

  test('the address, asks for the calendar with state and PKCE, offline', async () => {
    const signIn = await beginSignIn(options())
    const query = new URL(signIn.url).searchParams
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: 'code',
      scope: 'https://www.googleapis.com/auth/calendar',
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
    })
    expect(query.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    signIn.cancel()
    expect((await caught(signIn.finished)).code).toBe('google-sign-in-cancelled')
  })

  test('a person who refuses, is a failure with its mend', async () => {
    here.google.world.setConsent(false)
    const signIn = await beginSignIn(options())
    const finished = caught(signIn.finished)
    await fetch(signIn.url)
    expect((await finished).code).toBe('google-sign-in-refused')
  })

  test('an answer to somebody else’s question, is not taken', async () => {
    const signIn = await beginSignIn(options())
    const redirect = new URL(signIn.url).searchParams.get('redirect_uri') ?? ''
    expect((await fetch(`${redirect}?code=stolen&state=guessed`)).status).toBe(404)
    expect((await fetch(`${redirect}favicon.ico`)).status).toBe(404)
    await fetch(signIn.url)
    expect((await signIn.finished).refreshToken).not.toBe('')
  })

  test('nobody who answers, ends in time', async () => {
    const signIn = await beginSignIn(options({ patience: 20 }))
    expect((await caught(signIn.finished)).code).toBe('google-sign-in-late')
  })

  test('a port that is taken, says so', async () => {
    const port = Number(new URL(here.google.url).port)
    expect((await caught(beginSignIn(options({ port })))).code).toBe('port-taken')
  })

  test('a wrong client secret, is told when the code is exchanged', async () => {
    const signIn = await beginSignIn(options({ clientSecret: 'x' }))
    const finished = caught(signIn.finished)
    await fetch(signIn.url)
    expect((await finished).code).toBe('google-client-refused')
  })
})

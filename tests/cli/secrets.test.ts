import { describe, expect, test } from 'vitest'
import { openContext } from '../../src/cli/context.ts'
import { tellTrouble } from '../../src/cli/trouble.ts'
import { Failure, UserError } from '../../src/lib/failure.ts'

// Made-up values in the shapes that real ones have; the last two have no shape and are known from the environment only.
const CANARIES = {
  NOTION_TOKEN: 'ntn_canary0123456789abcdefghij',
  GOOGLE_CLIENT_SECRET: 'GOCSPX-canary-0123456789',
  GOOGLE_REFRESH_TOKEN: '1//0canary-0123456789-abcdef',
  MAGAM_ALERT_WEBHOOK: 'https://hooks.slack.com/services/T0CANARY/B0CANARY/canarycanary',
  MAGAM_WEBHOOK_TOKEN: 'canary webhook token',
  MAGAM_ADMIN_TOKEN: 'canary-admin-token',
}
const ACCESS = 'ya29.canary-access-token-0123456789'
const PASSWORD = 'canary-password'
const secrets = [...Object.values(CANARIES), ACCESS, PASSWORD]

function speak(work: (context: ReturnType<typeof openContext>) => void): string {
  let heard = ''
  const output = {
    write: (text: string) => {
      heard += text
    },
  }
  const stdin = Object.assign((async function* (): AsyncGenerator<string> {})(), { isTTY: false })
  const io = {
    stdin,
    stdout: output,
    stderr: output,
    env: CANARIES,
    terminal: null,
    signal: new AbortController().signal,
    stoppedBy: null,
    leaveAtOnce: true,
  }
  work(openContext({ verbose: true }, io))
  return heard
}

/** Every way in which a secret has been seen to leave a program. */
const ways: readonly (readonly [string, (secret: string) => unknown])[] = [
  ['a message', (secret) => new Error(`401 for ${secret}`)],
  ['a cause', (secret) => new Error('x', { cause: new Error(secret) })],
  [
    'a header',
    (secret) => Object.assign(new Error('x'), { config: { headers: { Authorization: `Bearer ${secret}` } } }),
  ],
  [
    'a body',
    (secret) => Object.assign(new Error('x'), { response: { data: `{"refresh_token":"${secret}"}` } }),
  ],
  ['an address', (secret) => new Error(`GET https://api.example.org/?token=${secret}`)],
  [
    'a failure',
    (secret) => new Failure('x', `refused ${secret}`, { cause: new Error(secret), hint: `not ${secret}` }),
  ],
  ['a mistake', (secret) => new UserError(secret, [{ what: secret, hint: secret }])],
  ['plain words', (secret) => secret],
]

describe.each(ways)('a secret in %s', (_name, make) => {
  test('printed as trouble, never appears', () => {
    for (const secret of secrets.filter((each) => each !== PASSWORD)) {
      expect(speak((context) => void tellTrouble(make(secret), context))).not.toContain(secret)
    }
  })
  test('logged, never appears', () => {
    for (const secret of secrets.filter((each) => each !== PASSWORD)) {
      const heard = speak((context) => {
        context.log.error(
          { error: make(secret), err: make(secret), token: secret, deep: { auth: secret } },
          'it failed',
        )
        context.log.debug({ request: { headers: { authorization: secret } } }, `asked with ${secret}`)
      })
      expect(heard).toContain('it failed')
      expect(heard).not.toContain(secret)
    }
  })
  test('printed as words or data, never appears', () => {
    for (const secret of secrets.filter((each) => each !== PASSWORD)) {
      const heard = speak((context) => {
        context.print(`words ${secret}`)
        context.say(`words ${secret}`)
        context.data({ value: secret })
      })
      expect(heard).not.toContain(secret)
    }
  })
})

test('a password in an address, never appears', () => {
  const heard = speak((context) => {
    context.log.error(new Error(`connect postgres://magam:${PASSWORD}@db/magam`))
    context.say(`smtps://me:${PASSWORD}@mail.example.org`)
  })
  expect(heard).toContain('postgres://magam:[secret]@db/magam')
  expect(heard).not.toContain(PASSWORD)
})

test('ordinary words, come through whole', () => {
  const words = '2026. 3. 20.(금) ~ 4. 2.(목) 23:30 https://www.k-startup.go.kr/a?b=1//2 완료'
  expect(speak((context) => context.print(words))).toBe(`${words}\n`)
})

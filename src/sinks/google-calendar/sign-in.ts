import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Failure } from '../../lib/failure.ts'
import { CALENDAR_SCOPE, GOOGLE_TOKEN_URL } from './credentials.ts'
import { GoogleRefusal } from './refusal.ts'
import { askToken } from './token.ts'
import { tokenFailure } from './token-failure.ts'

export type SignInOptions = {
  readonly clientId: string
  readonly clientSecret: string
  /** Where the person allows access; Google's own when absent. */
  readonly authUrl?: string
  readonly tokenUrl?: string
  /** The loopback port; any free one when absent. */
  readonly port?: number
  /** How long the person may take, in milliseconds. */
  readonly patience?: number
}

/** A sign-in under way: `url` is for the person's browser, `finished` gives the refresh token. */
export type SignIn = {
  readonly url: string
  readonly finished: Promise<{ readonly refreshToken: string }>
  cancel(): void
}

export const GOOGLE_AUTH_URL = 'https://accounts.google.com/o/oauth2/v2/auth'

/**
 * The sign-in of a desktop program: the browser comes back to a server on this machine with a code, which is exchanged
 * for a refresh token. The state proves that the answer is to our question, PKCE that nobody else can use the code.
 * `finished` rejects with a `Failure`: refused by the person, out of time, cancelled, or refused by Google.
 */
export async function beginSignIn(options: SignInOptions): Promise<SignIn> {
  const state = randomBytes(24).toString('base64url')
  const verifier = randomBytes(48).toString('base64url')
  const loopback = await listen(state, options.port ?? 0)
  const timer = setTimeout(() => loopback.stop(late()), options.patience ?? 5 * 60_000)
  const finished = loopback.code
    .then((code) => exchange(options, { code, verifier, redirect: loopback.redirect }))
    .finally(() => {
      clearTimeout(timer)
      loopback.stop(late())
    })
  return {
    url: consentUrl(options, state, verifier, loopback.redirect),
    finished,
    cancel: () => loopback.stop(new Failure('google-sign-in-cancelled', 'The sign-in was cancelled')),
  }
}

function consentUrl(options: SignInOptions, state: string, verifier: string, redirect: string): string {
  const url = new URL(options.authUrl ?? GOOGLE_AUTH_URL)
  url.search = new URLSearchParams({
    client_id: options.clientId,
    redirect_uri: redirect,
    response_type: 'code',
    scope: CALENDAR_SCOPE,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    // Without these Google gives a refresh token the first time only.
    access_type: 'offline',
    prompt: 'consent',
  }).toString()
  return url.href
}

type Loopback = {
  readonly redirect: string
  readonly code: Promise<string>
  stop(reason: Failure): void
}

async function listen(state: string, port: number): Promise<Loopback> {
  const { promise: code, resolve, reject } = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const answer = (status: number, words: string) =>
      response
        .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
        .end(words)
    // Browsers also ask for an icon, and other programs may knock: only the answer to our question counts.
    if (pathname !== '/' || searchParams.get('state') !== state) return answer(404, 'Not found')
    const given = searchParams.get('code')
    if (given !== null) {
      answer(
        200,
        'Magam is signed in. You can close this window.\n마감이 로그인했습니다. 이 창을 닫아도 됩니다.',
      )
      return resolve(given)
    }
    answer(200, 'Magam was not allowed to sign in. You can close this window.\n로그인이 허용되지 않았습니다.')
    reject(refused(searchParams.get('error') ?? 'no code'))
  })
  await new Promise<void>((ready, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', ready)
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('port-taken', `Port ${port} cannot be used for the sign-in (${error.code})`, {
      hint: 'Leave the port out, or name another one.',
    })
  })
  return {
    redirect: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    code,
    stop(reason) {
      server.close()
      reject(reason)
    },
  }
}

async function exchange(
  options: SignInOptions,
  { code, verifier, redirect }: { code: string; verifier: string; redirect: string },
): Promise<{ refreshToken: string }> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirect,
    client_id: options.clientId,
    client_secret: options.clientSecret,
  })
  try {
    const { refresh_token, scope } = await askToken(form, options.tokenUrl ?? GOOGLE_TOKEN_URL, 30_000)
    // A person can untick access on the consent page and still allow the rest.
    if (scope !== undefined && !scope.split(' ').includes(CALENDAR_SCOPE)) throw refused('access_denied')
    if (refresh_token) return { refreshToken: refresh_token }
    throw new Failure('google-token-refused', 'Google gave no refresh token', {
      hint: 'Remove Magam at myaccount.google.com/permissions and run `magam auth google` again.',
    })
  } catch (error) {
    if (!(error instanceof GoogleRefusal)) throw error
    throw tokenFailure(error, { kind: 'person', email: null })
  }
}

function refused(reason: string): Failure {
  return new Failure('google-sign-in-refused', `Access to Google Calendar was not allowed (${reason})`, {
    hint: 'Run `magam auth google` again and allow access to Google Calendar.',
  })
}

function late(): Failure {
  return new Failure('google-sign-in-late', 'Nobody allowed access in time', {
    hint: 'Run `magam auth google` again and open the address it prints.',
  })
}

import { UserError } from '../../lib/failure.ts'
import { googleSetup, signIn } from '../../run/setup/google.ts'
import { givenPath } from '../../settings/given-path.ts'
import type { GoogleAccess } from '../../settings/read.ts'
import type { Context } from '../context.ts'
import { type Asker, isAnswerable, wordsOf } from './ask.ts'

export type Variables = Readonly<Record<string, string | undefined>>
export type SignInAnswers = { readonly keyFile?: string; readonly clientId?: string }

/** How Google is reached from now on, and what must stand in `.env` for it. */
export type SignedIn = {
  readonly access: GoogleAccess
  readonly variables: Readonly<Record<string, string>>
}

/** Asks for the key file of a service account until it is one. */
export async function keyStep(ask: Asker, options: SignInAnswers, variables: Variables): Promise<SignedIn> {
  let given = options.keyFile ?? variables.GOOGLE_APPLICATION_CREDENTIALS
  for (;;) {
    const answer = await ask.text({
      flag: '--key-file',
      message: 'Key file of the service account (JSON)',
      given,
      fallback: null,
    })
    const keyFile = givenPath(answer)
    const access = { kind: 'service-account', keyFile } as const
    try {
      // Reads and checks the file.
      googleSetup(access, null)
      return { access, variables: { GOOGLE_APPLICATION_CREDENTIALS: keyFile } }
    } catch (error) {
      if (!isAnswerable(error) || !ask.interactive) throw error
      ask.note(wordsOf(error), 'That did not work')
      given = undefined
    }
  }
}

/** A client of one's own, then consent in the browser. A refresh token that is there already is used. */
export async function oauthStep(
  context: Context,
  ask: Asker,
  options: SignInAnswers,
  variables: Variables,
): Promise<SignedIn> {
  if (variables.GOOGLE_APPLICATION_CREDENTIALS) {
    throw new UserError('a service account is set and would win over your own account', [
      {
        what: '`GOOGLE_APPLICATION_CREDENTIALS` is set',
        hint: 'take it out of `.env` or the environment first',
      },
    ])
  }
  const clientId = await ask.text({
    flag: '--client-id',
    message: 'Client id of the OAuth client (type “Desktop app”)',
    given: options.clientId ?? variables.GOOGLE_CLIENT_ID,
    fallback: null,
  })
  const clientSecret = await ask.secret({
    flag: 'GOOGLE_CLIENT_SECRET',
    message: 'Client secret',
    given: variables.GOOGLE_CLIENT_SECRET,
    fallback: null,
  })
  context.keepSecret(clientSecret)
  const refreshToken =
    variables.GOOGLE_REFRESH_TOKEN ?? (await consent(context, { clientId, clientSecret }, variables))
  context.keepSecret(refreshToken)
  return {
    access: {
      kind: 'oauth',
      clientId,
      clientSecret,
      refreshToken,
      tokenUrl: variables.GOOGLE_TOKEN_URL ?? null,
    },
    variables: {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_REFRESH_TOKEN: refreshToken,
    },
  }
}

/** Shows the address to open and waits for the person. Gives the refresh token. */
export async function consent(
  context: Context,
  client: { readonly clientId: string; readonly clientSecret: string },
  variables: Variables,
  port?: number,
): Promise<string> {
  const under = await signIn({
    ...client,
    ...(variables.GOOGLE_AUTH_URL ? { authUrl: variables.GOOGLE_AUTH_URL } : {}),
    ...(variables.GOOGLE_TOKEN_URL ? { tokenUrl: variables.GOOGLE_TOKEN_URL } : {}),
    ...(port === undefined ? {} : { port }),
  })
  const stop = () => under.cancel()
  context.signal.addEventListener('abort', stop, { once: true })
  context.tell(
    `Open this address in a browser on this machine and allow access to Google Calendar:\n\n  ${under.url}\n`,
  )
  try {
    return (await under.finished).refreshToken
  } finally {
    context.signal.removeEventListener('abort', stop)
  }
}

import { UserError } from '../lib/failure.ts'
import { mergedVariables, setVariables } from '../settings/env-file.ts'
import { secretKeyOf } from '../settings/environment.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { consent } from './setup/sign-in-step.ts'

type Options = { readonly port?: number }

/** `magam auth google`: a person allows access in the browser; the refresh token goes into `.env`, for its owner only. */
export async function authGoogle(context: Context, options: Options): Promise<ExitCode> {
  const given = mergedVariables(context.env, context.envFile)
  const variables = given.values
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = variables
  if (!clientId || !clientSecret) {
    throw new UserError('there is no OAuth client to sign in with', [
      {
        what: '`GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET` are not both set',
        hint: 'in the Google Cloud console make an OAuth client of the type “Desktop app” and put both into `.env`',
      },
    ])
  }
  context.keepSecret(clientSecret)
  const refreshToken = await consent(context, { clientId, clientSecret }, variables, options.port)
  context.keepSecret(refreshToken)
  setVariables(context.envFile, { GOOGLE_REFRESH_TOKEN: refreshToken }, secretKeyOf(variables), given)
  const envFile = given.files.GOOGLE_REFRESH_TOKEN ?? context.envFile
  if (context.json) context.data({ envFile })
  else context.say(`Signed in. The refresh token is in \`${envFile}\`, which only you may read.`)
  return EXIT.done
}

import { newFeedToken } from '../serve/secrets.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'

/** `magam auth feed`: a new token for a private feed. It is shown once; the settings keep only its hash. */
export async function authFeed(context: Context): Promise<ExitCode> {
  const { token, sha256 } = newFeedToken()
  if (context.json) {
    context.data({ token, sha256 })
    return EXIT.done
  }
  context.print(`token   ${token}`)
  context.print(`sha256  ${sha256}`)
  context.say(
    '\nPut the hash into `feed.tokens` beside `access: private`, and give the token, in the address\n`/private/TOKEN/SLUG.ics`, to those who may subscribe. It is kept nowhere: note it now.\nTo change it later, keep both hashes until everybody has the new address.',
  )
  return EXIT.done
}

import { auth } from 'googleapis/build/src/apis/calendar/index.js'
import { GoogleRefusal, toRefusal } from './refusal.ts'

/** A proxy of the environment must not be asked for this machine itself (the sandbox). */
export const NO_PROXY = ['127.0.0.1', 'localhost', '[::1]']

export type TokenAnswer = {
  readonly access_token: string
  /** Seconds. */
  readonly expires_in: number
  readonly refresh_token?: string
  /** The scopes that were granted, separated by spaces. */
  readonly scope?: string
}

/**
 * Sends a form to a token endpoint, once.
 * @throws GoogleRefusal; never the library's own error, whose `config` holds what the form says.
 */
export async function askToken(form: URLSearchParams, url: string, timeout: number): Promise<TokenAnswer> {
  const answer = await new auth.OAuth2().transporter
    .request<TokenAnswer>({
      url,
      method: 'POST',
      data: form,
      responseType: 'json',
      retry: false,
      noProxy: NO_PROXY,
      timeout,
    })
    .catch((error: unknown) => {
      throw toRefusal(error, Date.now())
    })
  if (isToken(answer.data)) return answer.data
  throw new GoogleRefusal('the answer was cut off', { status: 0 })
}

function isToken(answer: unknown): answer is TokenAnswer {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'access_token' in answer &&
    typeof answer.access_token === 'string' &&
    'expires_in' in answer &&
    typeof answer.expires_in === 'number'
  )
}

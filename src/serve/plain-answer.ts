import type { Desk } from './desk.ts'
import type { Language } from './page/words.ts'
import { type Ask, header, languageOf, question } from './request.ts'

/** A short answer that is never kept: text, unless the headers say otherwise. */
export type Says = (status: number, text: string, headers?: Readonly<Record<string, string>>) => Response

export function plainAnswer(common: Readonly<Record<string, string>>): Says {
  return (status, text, headers = {}) =>
    new Response(text.endsWith('\n') ? text : `${text}\n`, {
      status,
      headers: {
        ...common,
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        ...headers,
      },
    })
}

/** 401, and the browser's password box. */
export function unauthorized(says: Says): Response {
  return says(401, 'The admin token is needed.', {
    'www-authenticate': 'Basic realm="Magam", charset="UTF-8"',
  })
}

/** 429: the client, or the one token it shows, has asked too often. */
export function tooMany(says: Says, seconds: number): Response {
  return says(429, 'Too many requests.', { 'retry-after': String(seconds) })
}

export type Missing = (c: Ask, why: 'empty' | null) => Response | Promise<Response>

/** What is said where there is nothing: 503 where something will be (never an empty calendar), else the 404 page. */
export function missingAnswer(front: Desk, says: Says, main: Language): Missing {
  return (c, why) => {
    if (why === 'empty') {
      return says(503, 'There is no deadline to show here yet. Ask again later.', { 'retry-after': '3600' })
    }
    if (!(header(c, 'accept') ?? '').includes('text/html')) return says(404, 'There is nothing here.')
    const lost = front.site().notFound(languageOf(c, question(c), main))
    return says(404, lost.bytes.toString('utf8'), { 'content-type': lost.type })
  }
}

import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { LANGUAGES, type Language } from './page/words.ts'

/** What the Node adapter hands over with a request; absent when the app is asked without a socket. */
export type Env = { Bindings: Partial<HttpBindings> }
export type Ask = Context<Env>
export type Handler = (c: Ask) => Response | Promise<Response>

/** A request header. From Node's own table where there is one: the adapter's `Headers` is built per request and costs. */
export function header(c: Ask, name: string): string | undefined {
  const incoming = c.env?.incoming
  if (incoming === undefined) return c.req.header(name)
  const value = incoming.headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** The question part of the address; null when there is none. */
export function question(c: Ask): URLSearchParams | null {
  const url = c.req.url
  const at = url.indexOf('?')
  return at === -1 ? null : new URLSearchParams(url.slice(at + 1))
}

/**
 * Who asks, for counting: the socket's address, or the one that `proxies` proxies of ours name in `X-Forwarded-For`.
 * An IPv6 client counts by its /64, which one household can move about in freely.
 */
export function client(c: Ask, proxies: number): string {
  const forwarded = proxies === 0 ? undefined : header(c, 'x-forwarded-for')?.split(',').at(-proxies)
  const address = forwarded?.trim() || c.env?.incoming?.socket.remoteAddress || 'local'
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain
}

/** The language asked for by `?lang=`, else by `Accept-Language`, else the server's own. */
export function languageOf(c: Ask, query: URLSearchParams | null, main: Language): Language {
  const asked = LANGUAGES.find((language) => language === query?.get('lang'))
  if (asked !== undefined) return asked
  const wanted = (header(c, 'accept-language') ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().toLowerCase().split(';q=')
      return { tag: tag.split('-')[0], quality: quality === undefined ? 1 : Number.parseFloat(quality) || 0 }
    })
    .sort((a, b) => b.quality - a.quality)
  for (const { tag, quality } of wanted) {
    const known = LANGUAGES.find((language) => language === tag)
    if (known !== undefined && quality > 0) return known
  }
  return main
}

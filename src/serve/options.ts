import { z } from 'zod'

const absoluteUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => {
    const url = new URL(text)
    return url.search === '' && url.hash === '' && url.username === ''
  }, 'Give the address without `?`, `#` or a user name.')
  .transform((text) => (text.endsWith('/') ? text : `${text}/`))

/** The `server:` part of the settings. */
export const serverOptions = z.strictObject({
  port: z.number().int().min(0).max(65535).default(8080),
  /** `0.0.0.0` opens the server to the network; the default is this machine only. */
  host: z.string().min(1).max(253).default('127.0.0.1'),
  /** The address strangers see, with a path where a proxy serves Magam below one. Always ends in `/` once read. */
  publicUrl: absoluteUrl.optional(),
  /** How many proxies of one's own stand in front; 0: `X-Forwarded-For` is not believed. */
  trustProxy: z.number().int().min(0).max(10).default(0),
  /** Requests one client may make a minute. */
  requestsPerMinute: z.number().int().min(1).max(1_000_000).default(600),
  /** `/readyz` says no when the last good run of a knowledge base is older than this. */
  readyMinutes: z.number().int().min(1).max(100_000).default(180),
  /** `admin`: `/metrics` asks for the admin token. */
  metrics: z.enum(['open', 'admin']).default('open'),
  /** The language of the page when the reader's browser names neither. */
  language: z.enum(['ko', 'en']).default('ko'),
  /** Name of the page when it shows more than one knowledge base. */
  title: z.string().trim().min(1).max(100).default('마감'),
})

export type ServerOptions = z.infer<typeof serverOptions>

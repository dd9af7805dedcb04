import { z } from 'zod'

const absoluteUrl = z
  .url({ protocol: /^https?$/, error: 'not an address such as `https://deadlines.example.org`' })
  .refine((text) => {
    // The check above has told of it; this one is asked all the same.
    if (!URL.canParse(text)) return true
    const url = new URL(text)
    return url.search === '' && url.hash === '' && url.username === ''
  }, 'Give the address without `?`, `#` or a user name.')
  .transform((text) => (text.endsWith('/') ? text : `${text}/`))

/** The `server:` part of the settings. */
export const serverOptions = z.strictObject({
  port: z.number().int().min(0).max(65535).default(8080).describe('Where to listen; 0 takes a free one.'),
  host: z
    .string()
    .min(1)
    .max(253)
    .default('127.0.0.1')
    .describe('`0.0.0.0` opens the server to the network; the default is this machine only.'),
  publicUrl: absoluteUrl
    .optional()
    .describe(
      'The address strangers see, with a path where a proxy serves Magam below one. Always ends in `/` once read.',
    ),
  trustProxy: z
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe("How many proxies of one's own stand in front; 0: `X-Forwarded-For` is not believed."),
  requestsPerMinute: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(600)
    .describe(
      'Requests a minute from one client address, and with one private token. Styles, letters and pictures of the page do not count.',
    ),
  readyMinutes: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(180)
    .describe('`/readyz` says no when the last good run of a knowledge base is older than this.'),
  webhook: z
    .boolean()
    .default(false)
    .describe(
      'Whether the token of a new Notion webhook is taken, once. Switch on before you make the subscription.',
    ),
  metrics: z
    .enum(['open', 'admin'])
    .default('open')
    .describe('`admin`: `/metrics` asks for the admin token.'),
  language: z
    .enum(['ko', 'en'])
    .default('ko')
    .describe("The language of the page when the reader's browser names neither."),
  title: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .default('마감')
    .describe('Name of the page when it shows more than one knowledge base.'),
})

export type ServerOptions = z.infer<typeof serverOptions>

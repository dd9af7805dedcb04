import { setTimeout as wait } from 'node:timers/promises'
import { Client, LogLevel } from '@notionhq/client'
import pRetry from 'p-retry'
import type { z } from 'zod'
import type { NotionOptions } from '../options.ts'
import { PRIORITY, type Priority, queueOf } from './queue.ts'
import type { NotionTrouble } from './trouble.ts'
import { troubleOf } from './trouble-of.ts'

/**
 * The version every request names: the newest. Against 2025-09-03 it differs in three places, of which only `in_trash`
 * (for `archived`) concerns us, and it is the one in which that flag has a single spelling.
 */
export const NOTION_VERSION = '2026-03-11'
const PUBLIC_API = 'https://api.notion.com'
const TIMEOUT_MS = 60_000
/** Waits before a read is repeated: 1, 2, 4, 8, 16 s, with jitter. */
const REPEATS = 5
/** How often one request may be told to slow down before it gives up. */
const HOLDS = 12
const DEFAULT_HOLD_MS = 5_000

export type Api = {
  /** A request that changes nothing: repeated when the service or the network fails. `what` begins the error's words. */
  read<S extends z.ZodType>(
    what: string,
    schema: S,
    ask: (client: Client) => Promise<unknown>,
    priority?: Priority,
  ): Promise<z.output<S>>
  /**
   * A request that changes something: repeated only where nothing can have been saved (slow down, conflict).
   * Throws a `NotionTrouble` that `mayBeSaved` when nobody knows whether it was: the caller reads back.
   */
  write<S extends z.ZodType>(
    what: string,
    schema: S,
    ask: (client: Client) => Promise<unknown>,
  ): Promise<z.output<S>>
  /** Waits before something is tried once more; `nth` counts from 1. */
  backOff(nth: number): Promise<void>
  /** Requests sent so far, repeats included. */
  sent(): number
}

type ApiOptions = Pick<
  NotionOptions,
  'token' | 'baseUrl' | 'requestsPerMinute' | 'sleep' | 'requestTimeoutMs' | 'onFault'
>
type Ask = (client: Client) => Promise<unknown>

/** The API of one token: one queue, one deadline a request, our own repeats. */
export function notionApi(options: ApiOptions, signal?: AbortSignal): Api {
  const queue = queueOf(options.baseUrl ?? PUBLIC_API, options.token, options.requestsPerMinute)
  const sleep = options.sleep ?? waitFor
  let sent = 0
  const client = quietClient(options, signal, () => {
    sent += 1
  })
  const backOff = (nth: number) => sleep(1_000 * 2 ** (nth - 1) * (0.75 + Math.random() / 2), signal)
  /** Sent once, and again for as long as Notion asks to slow down: then everybody waits. */
  async function answer<T>(
    what: string,
    ask: Ask,
    priority: Priority,
    parse: (json: unknown) => T,
  ): Promise<T> {
    for (let holds = 0; ; holds += 1) {
      try {
        return parse(await queue.run(() => ask(client), priority, signal))
      } catch (error) {
        signal?.throwIfAborted()
        const trouble = troubleOf(error, what, options.token)
        if (trouble.kind !== 'refused') options.onFault?.(trouble.status?.toString() ?? 'no answer')
        if (trouble.kind !== 'limited' || holds === HOLDS) throw trouble
        queue.hold(trouble.retryAfterMs ?? DEFAULT_HOLD_MS, (ms) => sleep(ms))
      }
    }
  }
  return {
    read: (what, schema, ask, priority = PRIORITY.page) =>
      repeated(() => answer(what, ask, priority, (json) => schema.parse(json)), isPassing, backOff, signal),
    write: (what, schema, ask) =>
      repeated(
        () => answer(what, ask, PRIORITY.write, (json) => schema.parse(json)),
        isConflict,
        backOff,
        signal,
      ),
    backOff,
    sent: () => sent,
  }
}

const isConflict = ({ kind }: NotionTrouble) => kind === 'conflict'
const isPassing = (trouble: NotionTrouble) => trouble.kind === 'passing' || isConflict(trouble)

const waitFor = (ms: number, signal?: AbortSignal) => wait(ms, undefined, { ...(signal && { signal }) })

/** The SDK without its repeats, its deadline and its voice, which are all our own. */
function quietClient(options: ApiOptions, signal: AbortSignal | undefined, onSend: () => void): Client {
  const ms = options.requestTimeoutMs ?? TIMEOUT_MS
  return new Client({
    auth: options.token,
    baseUrl: options.baseUrl ?? PUBLIC_API,
    notionVersion: NOTION_VERSION,
    retry: false,
    // Ours strikes first, and covers the body.
    timeoutMs: 2 * ms,
    logLevel: LogLevel.ERROR,
    logger: () => {},
    fetch(url, init) {
      onSend()
      return fetchWhole(url, init as RequestInit, ms, signal)
    },
  })
}

/**
 * An answer with its body already read, within one deadline for both. The deadline ends with the answer: a timer of its
 * own for each request would otherwise stay, and hold what it aborts, for a minute.
 */
async function fetchWhole(
  url: string,
  init: RequestInit,
  ms: number,
  signal?: AbortSignal,
): Promise<Response> {
  signal?.throwIfAborted()
  const stop = new AbortController()
  const give = () => stop.abort(signal?.reason)
  const timer = setTimeout(
    () => stop.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError')),
    ms,
  )
  signal?.addEventListener('abort', give, { once: true })
  try {
    const answer = await fetch(url, { ...init, signal: stop.signal })
    const text = await answer.text()
    return new Response(text === '' ? null : text, { status: answer.status, headers: answer.headers })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', give)
  }
}

/** Does `work` until it succeeds, up to `REPEATS` times more, as long as `again` says it may work. */
function repeated<T>(
  work: () => Promise<T>,
  again: (trouble: NotionTrouble) => boolean,
  backOff: (nth: number) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return pRetry(work, {
    retries: REPEATS,
    minTimeout: 0,
    signal,
    async shouldRetry({ error, attemptNumber }) {
      if (!again(error as NotionTrouble)) return false
      await backOff(attemptNumber)
      return true
    },
  })
}

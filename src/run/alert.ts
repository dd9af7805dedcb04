import { createTransport } from 'nodemailer'
import { Failure } from '../lib/failure.ts'
import type { AlertOptions } from './options.ts'

/** What is known of one knowledge base's health. Instants in UTC, ISO 8601; `alertedAt` is null while nobody was told. */
export type Health = {
  readonly knowledgeBase: string
  readonly since: string
  readonly lastSuccess: string | null
  readonly alertedAt: string | null
}

/**
 * Whether somebody must be told now: `raise` when nothing has succeeded for `afterMs` (counted from the last success,
 * or from the start when there was none) and nobody was told, `clear` when it works again after that.
 */
export function alertDue(health: Health, now: string, afterMs: number): 'raise' | 'clear' | null {
  const quietSince = Date.parse(health.lastSuccess ?? health.since)
  const failing = Date.parse(now) - quietSince >= afterMs
  if (failing && health.alertedAt === null) return 'raise'
  if (!failing && health.alertedAt !== null) return 'clear'
  return null
}

/** The words of an alert. `problem` is the last run's own, already free of secrets. */
export function alertText(kind: 'raise' | 'clear', health: Health, problem: string | null): string {
  if (kind === 'clear')
    return `Magam: \`${health.knowledgeBase}\` works again. Last success: ${health.lastSuccess}.`
  const last = health.lastSuccess ? `Last success: ${health.lastSuccess}.` : 'It has not succeeded yet.'
  return [
    `Magam: \`${health.knowledgeBase}\` has not been synced. ${last}`,
    ...(problem ? [`Cause: ${problem}`] : []),
    'Run `magam doctor` where Magam runs: it checks every link and says how to mend it.',
  ].join('\n')
}

const TIMEOUT_MS = 15_000

/**
 * Sends `text` by every way that is set, and gives what failed on one where another came through: people know then.
 * Throws where none did. A `Failure` names the way, never its address: a webhook's address is a secret.
 */
export async function sendAlert(
  text: string,
  ways: { webhook: string | null; smtp: string | null; mail: AlertOptions['mail'] },
): Promise<readonly unknown[]> {
  const sent = await Promise.allSettled([
    ...(ways.webhook ? [postWebhook(ways.webhook, text)] : []),
    ...(ways.smtp && ways.mail ? [sendMail(ways.smtp, ways.mail, text)] : []),
  ])
  const failed = sent.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  if (failed.length > 0 && failed.length === sent.length) throw failed[0]
  return failed
}

async function postWebhook(address: string, text: string): Promise<void> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  } as const
  // The cause is left out on purpose: undici names the address in it.
  const response = await fetch(address, init).catch(() => null)
  if (!response) throw new Failure('alert-not-sent', 'the alert webhook could not be reached')
  await response.body?.cancel()
  if (!response.ok) throw new Failure('alert-not-sent', `the alert webhook answered ${response.status}`)
}

async function sendMail(smtp: string, mail: NonNullable<AlertOptions['mail']>, text: string): Promise<void> {
  const transport = createTransport(smtp, {
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  } as object)
  const [subject = 'Magam'] = text.split('\n')
  try {
    await transport.sendMail({ from: mail.from, to: mail.to, subject, text })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new Failure('alert-not-sent', `the alert mail could not be sent${code}`, {
      hint: 'check `MAGAM_SMTP_URL`',
    })
  } finally {
    transport.close()
  }
}

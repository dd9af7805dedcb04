import { createServer } from 'node:net'
import { createTask } from 'node-cron'
import type { Settings } from '../../settings/read.ts'
import { bad, type Check, good, warning } from './check.ts'

/** Whether `magam serve` could listen, and whether strangers could reach what it serves. */
export async function checkServer({ server, knowledgeBases }: Settings): Promise<readonly Check[]> {
  const { host, port, publicUrl } = server
  const code = await listenOnce(host, port)
  const place = `${host}:${port}`
  const checks = [code === null ? good('port', `${place} is free`) : portTrouble(place, code)]
  if (!knowledgeBases.some(({ feed }) => feed !== null)) return checks
  if (publicUrl === undefined) {
    const words = 'the feed has no address that others can reach'
    return [
      ...checks,
      warning(
        'public URL',
        words,
        'set `server.publicUrl` to the address of the proxy, or of the pages that `magam publish` writes',
      ),
    ]
  }
  return [...checks, publicUrlCheck(publicUrl)]
}

function portTrouble(place: string, code: string): Check {
  const taken = code === 'EADDRINUSE'
  const words = taken ? `${place} is taken by another program` : `${place} cannot be listened on (${code})`
  // `magam serve` under way is the usual other program; a sync needs no port at all.
  return warning(
    'port',
    words,
    taken
      ? 'if that is not `magam serve` itself, name another `server.port`'
      : 'name another `server.port` or `server.host`',
  )
}

function publicUrlCheck(text: string): Check {
  const { protocol, hostname } = new URL(text)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (local)
    return warning('public URL', `\`${text}\` is this machine only`, 'name the address that others use')
  if (protocol !== 'https:') {
    return warning(
      'public URL',
      `\`${text}\` is not https: some calendar programs refuse it`,
      'put a proxy with a certificate in front',
    )
  }
  return good('public URL', `\`${text}\``)
}

function listenOnce(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

const WEEK_MS = 7 * 86_400_000

/** A week of a schedule of every ten minutes, or else of every minute: less than a week would hide the pause of a weekend. */
const MOMENTS = [1_050, 10_500] as const

/** When the next scheduled run would be, and whether what is looked for between two runs fits their pauses. */
export function checkSchedule(settings: Settings, now: Date): readonly Check[] {
  const { schedule, timezone } = settings
  const task = createTask(schedule, () => {}, { timezone })
  // Only a started task knows its next moment.
  task.start()
  const few = task.getNextRuns(MOMENTS[0])
  const span = (few.at(-1)?.getTime() ?? 0) - (few[0]?.getTime() ?? 0)
  const moments = span < WEEK_MS ? task.getNextRuns(MOMENTS[1]) : few
  task.destroy()
  const [next] = moments
  if (next === undefined) {
    return [bad('schedule', `\`${schedule}\` never comes`, 'write a cron expression such as `*/10 * * * *`')]
  }
  const minutes = Math.max(0, Math.round((next.getTime() - now.getTime()) / 60_000))
  const when = minutes < 90 ? `in ${minutes} min` : `${next.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const pauses = moments.slice(1).map((at, n) => at.getTime() - (moments[n]?.getTime() ?? 0))
  return [
    good('schedule', `\`${schedule}\` in ${timezone}; next ${when}`),
    ...impatient(settings, Math.max(0, ...pauses)),
  ]
}

/** What would cry wolf in every pause of the schedule: a run that is not due yet is none that failed. */
function impatient({ server, alert, environment }: Settings, pauseMs: number): readonly Check[] {
  const hours = Math.ceil(pauseMs / 3_600_000)
  const words = `runs are up to ${hours} hours apart, and`
  const isTold = environment.alertWebhook !== null || alert.mail !== undefined
  return [
    ...(pauseMs >= server.readyMinutes * 60_000
      ? [
          warning(
            'schedule',
            `${words} \`/readyz\` says no after ${server.readyMinutes} minutes`,
            `set \`server.readyMinutes\` to more than ${hours * 60}, where something looks at \`/readyz\``,
          ),
        ]
      : []),
    ...(isTold && pauseMs >= alert.after
      ? [
          warning(
            'schedule',
            `${words} people are told that nothing works after ${Math.round(alert.after / 60_000)} minutes`,
            `set \`alert.after\` to more than \`${hours}h\``,
          ),
        ]
      : []),
  ]
}

/** Whether anybody would be told when nothing has succeeded for a while. Nothing is sent. */
export function checkAlert({ alert, environment }: Settings): readonly Check[] {
  const name = 'alert'
  if (alert.mail !== undefined && environment.smtpUrl === null) {
    return [
      warning(
        name,
        'mail is wanted but no server is named to send it',
        'set `MAGAM_SMTP_URL`, such as `smtps://user:password@host`',
      ),
    ]
  }
  const ways = [
    ...(environment.alertWebhook === null ? [] : ['webhook']),
    ...(alert.mail === undefined ? [] : [`mail to ${alert.mail.to.join(', ')}`]),
  ]
  return [
    good(
      name,
      ways.length === 0
        ? 'nobody is told when nothing works: set `MAGAM_ALERT_WEBHOOK` if somebody should be'
        : ways.join('; '),
    ),
  ]
}

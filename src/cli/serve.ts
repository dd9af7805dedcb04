import { collectDefaultMetrics, Registry } from 'prom-client'
import { UserError } from '../lib/failure.ts'
import { hinted } from '../run/hint.ts'
import { proveAccess } from '../run/knowledge-base.ts'
import type { Report } from '../run/report.ts'
import { type Service, startService } from '../run/service.ts'
import { type StandingService, standingService } from '../run/standing-service.ts'
import { createApp, publicRoot } from '../serve/app.ts'
import { serveApp } from '../serve/server.ts'
import { liveView } from '../serve/view.ts'
import type { Settings } from '../settings/read.ts'
import { openStore } from '../state/open.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { logReport, STOP_MS, stopped } from './long-running.ts'
import { publishedFrom, stampsIn } from './published.ts'
import { webhookHooks } from './webhook-hooks.ts'

type Options = { readonly port?: number }

/** How often the page looks whether another process wrote the state: it asks for a version first, which is cheap. */
const LOOK_EVERY_MS = 30_000

/** `magam serve`: page, feeds, health and webhook, and a sync on the schedule, until it is told to stop. */
export async function serve(context: Context, options: Options): Promise<ExitCode> {
  let settings = await context.settings()
  proveAccess(settings)
  const store = await openStore(settings.environment.databaseUrl)
  const view = await liveView(
    publishedFrom(store, () => settings.knowledgeBases),
    stampsIn(store),
  )
  const clock = { now: context.now, wall: () => new Date() }
  const onTrouble = (error: unknown) =>
    context.log.error({ err: error }, 'the service met trouble and goes on')
  const onReport = (report: Report) => {
    logReport(context, report)
    view.refresh().catch(onTrouble)
  }
  // Begun only once the port is had: a run must not start on a server that cannot.
  const begun = Promise.withResolvers<StandingService<Settings>>()
  const ask: Service['request'] = async (names, why) => (await begun.promise).request(names, why)
  const server = { ...settings.server, ...(options.port === undefined ? {} : { port: options.port }) }
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const webhook = webhookHooks(
    context,
    store,
    { ...settings.environment, takesToken: server.webhook },
    ({ entity, within }) =>
      ask(hinted(settings.knowledgeBases, entity ? [entity.id, ...within] : within), 'webhook'),
  )
  const app = createApp(view, {
    server,
    now: () => context.now().getTime(),
    adminToken: settings.environment.adminToken,
    webhook,
    requestSync: async (slug) => {
      const name = slug === null ? null : nameOf(settings, slug)
      if (name === undefined) return false
      await ask(name === null ? null : [name], 'hand')
      return true
    },
    onProblem: (words, error) => context.log.error({ err: error }, words),
    registry,
  })
  const running = await serveApp(app, server).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  const service = await standingService(
    settings,
    (by) => startService(by, store, clock, { onReport, onTrouble }),
    {
      signal: context.signal,
      stopMs: STOP_MS,
      onTrouble,
    },
  )
  begun.resolve(service)
  const root = publicRoot({ ...server, port: running.port })
  sayWhere(context, root, service)
  if (server.webhook && (await webhook.token()) === null) {
    context.tell(
      `Waiting for Notion’s verification token at \`${root}webhooks/notion\`: make the subscription now.`,
    )
  }

  const reload = async () => {
    await service.renew(async () => {
      const next = await context.freshSettings()
      proveAccess(next)
      // The state is open already, and stays the one it is.
      return { ...next, environment: { ...next.environment, databaseUrl: settings.environment.databaseUrl } }
    })
    settings = service.settings()
    await view.refresh()
    context.log.warn('the settings were read again; `server:` and the environment’s tokens need a restart')
  }
  const onHangUp = () =>
    void reload().catch((error: unknown) => {
      if (context.signal.aborted) return
      if (!(error instanceof UserError)) return onTrouble(error)
      context.log.error({ problems: error.problems }, `${error.message}; the old ones stay`)
    })
  process.on('SIGHUP', onHangUp)
  // A worker or a sync by hand may have written the same state.
  const looking = setInterval(() => void view.refresh().catch(onTrouble), LOOK_EVERY_MS)
  await stopped(context.signal)
  clearInterval(looking)
  process.off('SIGHUP', onHangUp)
  const inTime = await service.stop(STOP_MS)
  await running.stop(1_000)
  await store.close()
  if (!inTime) context.log.error('a run did not stop in time; the next one goes on where it was')
  return EXIT.done
}

/** The knowledge base behind the slug of a feed. */
function nameOf(settings: Settings, slug: string): string | undefined {
  return settings.knowledgeBases.find(({ feed }) => feed?.slug === slug)?.name
}

function sayWhere(context: Context, root: string, service: Service): void {
  const next = service.next()
  if (context.json) context.data({ event: 'listening', url: root, nextRun: next?.toISOString() ?? null })
  else
    context.say(
      `Serving ${root}${next ? `; the next run is at ${next.toISOString()}` : ''}. Ctrl-C stops it.`,
    )
}

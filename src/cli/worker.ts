import { UserError } from '../lib/failure.ts'
import { proveAccess } from '../run/knowledge-base.ts'
import { startService } from '../run/service.ts'
import { isServer } from '../state/address.ts'
import { openStore } from '../state/open.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { logReport, STOP_MS, stopped } from './long-running.ts'

/** `magam worker`: takes knowledge bases from the queue in PostgreSQL and syncs them, beside any number of others. */
export async function worker(context: Context, options: { readonly concurrency: number }): Promise<ExitCode> {
  const settings = await context.settings()
  if (!isServer(settings.environment.databaseUrl)) {
    throw new UserError('workers share their work over PostgreSQL', [
      {
        what: '`MAGAM_DATABASE_URL` names a file',
        hint: 'set it to `postgres://…`; on one machine `magam serve` does the same work',
      },
    ])
  }
  proveAccess(settings)
  const { concurrency } = options
  const store = await openStore(settings.environment.databaseUrl)
  const service = await startService(
    settings,
    store,
    { now: context.now, wall: () => new Date() },
    {
      onTrouble: (error) => context.log.error({ err: error }, 'the worker met trouble and goes on'),
      onReport: (report) => logReport(context, report),
    },
    { concurrency },
  )
  if (context.json) context.data({ event: 'ready', concurrency })
  else context.say(`Taking work from the queue, ${concurrency} at once. Ctrl-C stops it.`)
  await stopped(context.signal)
  const inTime = await service.stop(STOP_MS)
  await store.close()
  if (!inTime) context.log.error('a run did not stop in time; another worker goes on where it was')
  return EXIT.done
}

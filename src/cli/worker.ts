import { UserError } from '../lib/failure.ts'
import { startService } from '../run/service.ts'
import { openStore } from '../state/open.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'

/** Below the ten seconds after which the process is ended whatever it does. */
const STOP_MS = 9_000

/** `magam worker`: takes knowledge bases from the queue in PostgreSQL and syncs them, beside any number of others. */
export async function worker(context: Context, options: { readonly concurrency: number }): Promise<ExitCode> {
  const settings = await context.settings()
  if (!/^postgres(ql)?:/.test(settings.environment.databaseUrl)) {
    throw new UserError('workers share their work over PostgreSQL', [
      {
        what: '`MAGAM_DATABASE_URL` names a file',
        hint: 'set it to `postgres://…`; on one machine `magam serve` does the same work',
      },
    ])
  }
  const store = await openStore(settings.environment.databaseUrl)
  const onTrouble = (error: unknown) =>
    context.log.error({ err: error }, 'the worker met trouble and goes on')
  const service = await startService(
    settings,
    store,
    { now: context.now, wall: () => new Date() },
    {
      onTrouble,
      onReport: ({ id, knowledgeBase, result, troubles }) =>
        context.log.info({ run: id, knowledgeBase, result, troubles }, 'run ended'),
    },
    { concurrency: options.concurrency },
  )
  context.say(`Taking work from the queue, ${options.concurrency} at once. Ctrl-C stops it.`)
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve()
    context.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await service.stop(STOP_MS)
  await store.close()
  return EXIT.done
}

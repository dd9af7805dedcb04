import { Failure } from '../lib/failure.ts'
import { type KnowledgeBase, knowledgeBases } from '../run/knowledge-base.ts'
import type { Order } from '../run/order.ts'
import { run } from '../run/sync.ts'
import { createApp, publicRoot } from '../serve/app.ts'
import { serveApp } from '../serve/server.ts'
import { liveView } from '../serve/view.ts'
import { openStore } from '../state/open.ts'
import type { Store } from '../state/store.ts'
import type { Context } from './context.ts'
import { type DemoRun, firstRunLines, introLines, nextLines, secondRunLines } from './demo/story.ts'
import { type DemoWorld, SAMPLE_NOW, startDemoWorld } from './demo/world.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { publishedFrom, stampsIn } from './published.ts'
import { exitOf } from './run-exit.ts'

type Options = { readonly once?: boolean; readonly port?: number; readonly import?: string }

/** `magam demo`: the whole job on the embedded sandbox, twice, so that the second run shows it has nothing to do. */
export async function demo(context: Context, options: Options): Promise<ExitCode> {
  const sample = options.import === undefined
  const now = context.givenNow === null && sample ? new Date(SAMPLE_NOW) : context.now()
  const progress = context.progress()
  progress.step('starting a local Notion and a local Google Calendar')
  const world = await startDemoWorld({ now, importPath: options.import ?? null, port: options.port ?? 8080 })
  const store = await openStore('file::memory:')
  try {
    progress.end()
    if (!context.json) {
      const judged = { now, given: context.givenNow !== null, sample, source: options.import ?? null }
      context.print(introLines(judged, context.paint).join('\n'))
    }
    const [base] = knowledgeBases(world.settings, { stop: context.signal })
    if (!base) throw new Error('the demo has no knowledge base')
    const first = await runOnce(context, world, base, store)
    const second = await runOnce(context, world, base, store)
    if (context.json) context.data({ first: first.result.report, second: second.result.report })
    else {
      context.print(firstRunLines(first, now, context.paint).join('\n'))
      context.print(secondRunLines(second, context.paint).join('\n'))
    }
    const codes = [first, second].map(({ result }) => exitOf(result.report, context.stoppedBy()))
    const code = codes.find((each) => each !== EXIT.done) ?? EXIT.done
    if (options.once || code !== EXIT.done || context.signal.aborted) return code
    await serveUntilStopped(context, world, store, { sample, isPortGiven: options.port !== undefined })
    return EXIT.done
  } finally {
    await store.close()
    await world.close()
  }
}

async function runOnce(
  context: Context,
  world: DemoWorld,
  base: KnowledgeBase,
  store: Store,
): Promise<DemoRun> {
  const before = { notion: world.requests.notion(), google: world.requests.google() }
  const progress = context.progress()
  const order: Order = {
    mode: 'sync',
    trigger: 'demo',
    full: false,
    force: false,
    now: world.now(),
    wall: world.now,
    signal: context.signal,
    onProgress: ({ step, done, total }) => progress.step(step, done, total),
  }
  const result = await run(base, store, order)
  progress.end()
  return {
    result,
    managed: base.settings.status?.manages ?? [],
    notion: world.requests.notion() - before.notion,
    google: world.requests.google() - before.google,
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Failure && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE'
}

async function serveUntilStopped(
  context: Context,
  world: DemoWorld,
  store: Store,
  { sample, isPortGiven }: { readonly sample: boolean; readonly isPortGiven: boolean },
): Promise<void> {
  const { knowledgeBases: bases, server } = world.settings
  const view = await liveView(
    publishedFrom(store, () => bases),
    stampsIn(store),
  )
  const app = createApp(view, {
    server,
    now: () => world.now().getTime(),
    adminToken: null,
    webhook: null,
    requestSync: null,
    onProblem: (words, error) => context.log.error({ err: error }, words),
  })
  // Nobody asked for that port: whoever tries Magam need not know what else runs on this machine.
  const running = await serveApp(app, server).catch((error: unknown) => {
    if (isPortGiven || !isTaken(error)) throw error
    context.say(`Port ${server.port} is taken by another program: a free one is used.`)
    return serveApp(app, { ...server, port: 0 })
  })
  const root = publicRoot({ ...server, port: running.port })
  if (!context.json) {
    context.print(nextLines({ root, slug: bases[0]?.feed?.slug ?? '', sample }, context.paint).join('\n'))
  }
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve()
    context.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await running.stop()
}

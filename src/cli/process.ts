import { readFileSync } from 'node:fs'
import { EXIT } from './exit.ts'
import type { Io } from './io.ts'
import { runCommandLine } from './program.ts'

/** How long a command that was asked to stop may take for the write in hand. */
const PATIENCE_MS = 10_000
/** The launcher (`bin/magam.cjs`) passes SIGTERM on: where the whole group was told to stop, it comes twice. */
const ECHO_MS = 500
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const
type Signal = keyof typeof SIGNALS

/** Runs the command line of this process: its streams, its signals, its exit code. */
export async function main(): Promise<void> {
  const stop = new AbortController()
  const io: Io = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    terminal:
      process.stdin.isTTY && process.stderr.isTTY ? { input: process.stdin, output: process.stderr } : null,
    env: process.env,
    signal: stop.signal,
    stoppedBy: null,
    leaveAtOnce: true,
  }
  watchSignals(io, stop)
  watchReaders(stop)
  const crash = watchCrashes(io)
  const code = await runCommandLine(process.argv.slice(2), io, version())
  // Windows writes to pipes in the background: what was printed must be out before the end.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  )
  await crash()
  process.exit(code)
}

/** The first signal asks to stop; the second, or a command that has nothing to finish, ends at once. */
function watchSignals(io: Io, stop: AbortController): void {
  let told = 0
  for (const [name, code] of Object.entries(SIGNALS) as [Signal, number][]) {
    process.on(name, () => {
      const isEcho = io.env.MAGAM_LAUNCHED !== undefined && name === 'SIGTERM' && io.stoppedBy === name
      if (isEcho && performance.now() - told < ECHO_MS) return
      told = performance.now()
      if (stop.signal.aborted || io.leaveAtOnce) process.exit(code)
      io.stoppedBy = name
      stop.abort()
      setTimeout(() => process.exit(code), PATIENCE_MS).unref()
    })
  }
}

/**
 * What nobody caught ends the process, as it would anyway, but told by us: Node prints an error with everything that
 * hangs on it, and on a library's error hangs the request with its token. Gives a wait for a crash that is being told.
 */
function watchCrashes(io: Io): () => Promise<void> {
  let telling: Promise<void> = Promise.resolve()
  process.on('uncaughtException', (error) => {
    // What cannot even be told ends the process all the same.
    telling = telling.then(() => tellCrash(error, io)).catch(() => process.exit(EXIT.bug))
  })
  return () => telling
}

/** Loads what it takes only now: settings and schemas take longer than any help, which must not wait for them. */
async function tellCrash(error: unknown, io: Io): Promise<void> {
  const [{ openContext }, { tellTrouble }] = await Promise.all([
    import('./context.ts'),
    import('./trouble.ts'),
  ])
  const context = openContext({}, io)
  try {
    // Makes the secrets of `.env` known, so that they can be taken out.
    context.environment()
  } catch {
    // What is wrong with the environment is not what this is about.
  }
  process.exit(tellTrouble(error, context))
}

/** A reader that has gone (`magam history | head -1`) is no trouble: finish the write in hand and end quietly. */
function watchReaders(stop: AbortController): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      stop.abort()
    })
  }
}

/** The package's own version: beside `src` in a checkout, beside `dist` when installed. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

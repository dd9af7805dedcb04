import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Ran, Said, Told } from './messages.ts'

const WORKER = join(import.meta.dirname, 'worker.ts')
/** A worker that says nothing for so long hangs. */
const PATIENCE_MS = 60_000

/** A worker in a process of its own. */
export type Worker = {
  readonly pid: number
  ask<T extends 'go' | 'rest' | 'size'>(tell: T): Promise<Extract<Said, { said: T }>>
  /** Ends it as a power cut would; resolves once it is gone. */
  kill(): Promise<void>
}

/** Starts a worker on the settings in `configFile`; `onRun` hears of every run, `onDeath` when it ends by itself. */
export function startWorker(
  configFile: string,
  env: Readonly<Record<string, string>>,
  on: { readonly run: (ran: Ran) => void; readonly death: (error: Error) => void },
): Worker {
  const child = fork(WORKER, [configFile], {
    env: { PATH: process.env.PATH, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  child.on('message', (said: Said) => {
    if (said.said === 'ran') on.run(said)
  })
  void lastWords(child).then(({ code, stderr }) => {
    if (code !== null) on.death(new Error(`a worker ended by itself with ${code}: ${stderr}`))
  })
  return {
    pid: child.pid ?? 0,
    ask: async <T extends 'go' | 'rest' | 'size'>(tell: T) => {
      const said = answer(child, tell)
      child.send({ tell } satisfies Told)
      return (await said) as Extract<Said, { said: T }>
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

function answer(child: ChildProcess, wanted: string): Promise<Said> {
  const { promise, resolve, reject } = Promise.withResolvers<Said>()
  const hear = (said: Said) => {
    if (said.said === wanted) resolve(said)
  }
  const timer = setTimeout(() => reject(new Error(`a worker does not answer: ${wanted}`)), PATIENCE_MS)
  child.on('message', hear)
  return promise.finally(() => {
    clearTimeout(timer)
    child.off('message', hear)
  })
}

async function lastWords(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  const [stderr, [code]] = await Promise.all([
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, stderr }
}

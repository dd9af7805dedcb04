import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { spawn } from '@lydell/node-pty'
import { person } from './terminal.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

/** `magam` as a shell starts it, in a process of its own at a terminal of the system, with a person who answers. */
export function magamAtTerminal(
  args: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>
    readonly cwd: string
    readonly columns?: number
  },
) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...options.env },
    cols: options.columns ?? 100,
    rows: 40,
  })
  let raw = ''
  child.onData((text) => {
    raw += text
  })
  const ended = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))
  return {
    ...person(
      () => stripVTControlCharacters(raw),
      (key) => child.write(key),
    ),
    /** As the terminal got it, with colours. */
    raw: () => raw,
    /** The exit code. */
    ended,
    kill: () => child.kill(),
  }
}

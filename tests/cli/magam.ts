import type { Readable, Writable } from 'node:stream'
import { runCommandLine } from '../../src/cli/program.ts'

export type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs one command line in this process and gives what a shell would see. The environment holds only what is given. */
export async function magam(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>
    readonly terminal?: boolean
    readonly stdin?: string
    readonly onStdout?: (text: string) => void
    readonly onStderr?: (text: string) => void
    /** Aborted: as Ctrl-C. */
    readonly signal?: AbortSignal
    /** The signal that it stands for. */
    readonly stoppedBy?: 'SIGINT' | 'SIGTERM'
    /** Where a person sits and answers; see `terminal.ts`. */
    readonly person?: { readonly input: Readable; readonly output: Writable }
  } = {},
): Promise<Answer> {
  const written = { stdout: '', stderr: '' }
  const output = (name: keyof typeof written) => ({
    isTTY: options.terminal ?? false,
    columns: 100,
    write: (text: string) => {
      written[name] += text
      if (name === 'stdout') options.onStdout?.(text)
      else options.onStderr?.(text)
    },
  })
  const stdin = (async function* () {
    yield options.stdin ?? ''
  })()
  const code = await runCommandLine(
    args,
    {
      stdin: Object.assign(stdin, { isTTY: false }),
      stdout: output('stdout'),
      stderr: output('stderr'),
      env: options.env ?? {},
      terminal: options.person ?? null,
      signal: options.signal ?? new AbortController().signal,
      stoppedBy: options.stoppedBy ?? null,
      leaveAtOnce: true,
    },
    '0.0.0-test',
  )
  return { code, ...written }
}

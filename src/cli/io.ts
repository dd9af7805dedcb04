import type { Readable, Writable } from 'node:stream'

/** Where text goes: a terminal, a pipe, or a test. */
export type Output = {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}
export type Input = AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean }

/** What a command line runs in. Tests hand in their own. */
export type Io = {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  /** Where a person can be asked; null when there is none. Questions go to stderr: stdout is for data. */
  readonly terminal: { readonly input: Readable; readonly output: Writable } | null
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Which signal asked to stop: `SIGINT` comes from a person, `SIGTERM` from a supervisor. Null: none, or a reader that has gone. */
  stoppedBy: 'SIGINT' | 'SIGTERM' | null
  /** Set by the running command: whether a first Ctrl-C may end it at once. */
  leaveAtOnce: boolean
}

/** Options that every command takes. */
export type GlobalOptions = {
  readonly config?: string
  readonly json?: boolean
  readonly now?: string
  readonly quiet?: boolean
  readonly verbose?: boolean
}

import type { Logger } from 'pino'
import { scrubber } from '../lib/scrub.ts'
import { envFileOf } from '../settings/dotenv.ts'
import { type Environment, secretsOf, VARIABLES } from '../settings/environment.ts'
import { CONFIG_FILE, readEnvironmentOnly, readSettings, type Settings } from '../settings/read.ts'
import type { GlobalOptions, Io, Output } from './io.ts'
import { openLog } from './log.ts'
import { type Paint, painter } from './paint.ts'
import { jsonLine, printable } from './printable.ts'
import { openProgress, type Progress } from './progress.ts'

/** What a command works with. Data goes to stdout by `print` and `data`, everything else to stderr. */
export type Context = {
  readonly configFile: string
  /** Where the secrets are kept. */
  readonly envFile: string
  readonly json: boolean
  readonly quiet: boolean
  readonly env: Io['env']
  readonly stdin: Io['stdin']
  /** Aborted by Ctrl-C, SIGTERM or a reader that has gone: finish the write in hand and return. */
  readonly signal: AbortSignal
  /** Which signal that was; null while there is none, and for a reader that has gone. */
  stoppedBy(): Io['stoppedBy']
  /** Where a person can be asked; null when there is none. */
  readonly terminal: Io['terminal']
  /** Width of the terminal in columns; 100 when it is not one. */
  readonly width: number
  /** `--now` as given, or null. */
  readonly givenNow: string | null
  /** The moment to judge by: `--now`, or the present one at each call. */
  now(): Date
  /** Colours for stdout and stderr. */
  readonly paint: Paint
  readonly paintError: Paint
  readonly log: Logger
  /** A line (or lines) of data for people, on stdout; not used with `--json`. */
  print(text: string): void
  /** One JSON text on one line, on stdout; only with `--json`. */
  data(value: unknown): void
  /** Words beside the data, on stderr; silent with `--quiet`. */
  say(text: string): void
  /** Words on stderr that `--quiet` does not silence. */
  tell(text: string): void
  /** A line that is renewed while work goes on, on a terminal only. */
  progress(): Progress
  /** The settings, read once; says its warnings. Throws `UserError`. */
  settings(): Promise<Settings>
  /** The settings without a word about their warnings, which are in them. */
  quietSettings(): Promise<Settings>
  /** The settings read anew, for a process that is told of a change. */
  freshSettings(): Promise<Settings>
  /** Takes a secret that was typed or made out of everything that is printed from now on. */
  keepSecret(secret: string): void
  /** The environment and `.env` without the settings file. Throws `UserError`. */
  environment(): Environment
}

/** Everything that leaves through this context has its secrets taken out. */
export function openContext(options: GlobalOptions, io: Io): Context {
  let known = secretVariables(io.env)
  let scrub = scrubber(known)
  const keep = (secrets: readonly (string | null)[]) => {
    known = [...known, ...secrets]
    scrub = scrubber(known)
  }
  const knowSecrets = (environment: Environment): Environment => {
    keep(secretsOf(environment))
    return environment
  }
  let line: Progress | null = null
  const write = (stream: Output, text: string) => {
    // Words must not run into a line that is being written over.
    line?.end()
    stream.write(`${scrub(text)}\n`)
  }
  const quiet = options.quiet ?? false
  const paint = painter(io.stdout, io.env)
  const paintError = painter(io.stderr, io.env)
  let settings: Promise<Settings> | null = null
  let warned = false
  const context: Context = {
    configFile: options.config ?? CONFIG_FILE,
    envFile: envFileOf(io.env),
    json: options.json ?? false,
    quiet,
    env: io.env,
    stdin: io.stdin,
    signal: io.signal,
    stoppedBy: () => io.stoppedBy,
    terminal: io.terminal,
    width: io.stdout.columns ?? 100,
    givenNow: options.now ?? null,
    now: () => (options.now === undefined ? new Date() : new Date(options.now)),
    paint,
    paintError,
    log: openLog(io.stderr, options.verbose ? 'debug' : 'warn', (line) => jsonLine(scrub(line))),
    print: (text) => write(io.stdout, printable(text, paint)),
    data: (value) => write(io.stdout, jsonLine(JSON.stringify(value))),
    say: (text) => quiet || write(io.stderr, printable(text, paintError)),
    tell: (text) => write(io.stderr, printable(text, paintError)),
    progress() {
      line?.end()
      line = openProgress(io.stderr, quiet || context.json, context.paintError)
      return line
    },
    async settings() {
      const read = await context.quietSettings()
      if (!warned)
        for (const { what, hint } of read.warnings) context.say(warningText(what, hint, context.paintError))
      warned = true
      return read
    },
    quietSettings: () => (settings ??= context.freshSettings()),
    async freshSettings() {
      const read = await readSettings({ configFile: context.configFile, env: io.env })
      knowSecrets(read.environment)
      return read
    },
    keepSecret: (secret) => keep([secret]),
    environment: () => knowSecrets(readEnvironmentOnly({ env: io.env })),
  }
  return context
}

/** Secrets of the process itself, known before anything is read or checked. */
function secretVariables(env: Io['env']): readonly (string | null)[] {
  return Object.entries(VARIABLES).map(([name, { secret }]) =>
    secret && !env[name]?.startsWith('file:') ? (env[name] ?? null) : null,
  )
}

function warningText(what: string, hint: string | null, paint: Paint): string {
  return `${paint('yellow', 'warning:')} ${what}${hint ? `\n  ${paint('cyan', 'hint:')} ${hint}` : ''}`
}

import type { Readable, Writable } from 'node:stream'
import { Argument, Command, CommanderError, Option } from 'commander'
import { type CommandDeclaration, commands } from './commands.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { instant } from './instant.ts'
import { painter } from './paint.ts'

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

/** Carries out one command line and tells its exit code; prints what went wrong. Never throws. */
export async function runCommandLine(args: readonly string[], io: Io, version: string): Promise<number> {
  let code: ExitCode = EXIT.done
  const program = buildProgram(version, io, async (declaration, given, options) => {
    code = await runCommand(declaration, given, options, io)
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    throw error
  }
}

type Run = (
  declaration: CommandDeclaration,
  given: readonly (string | undefined)[],
  options: GlobalOptions,
) => Promise<void>

/** The whole command line as commander knows it; also what completion and the reference are made from. */
export function buildProgram(version: string, io: Pick<Io, 'stdout' | 'stderr' | 'env'>, run: Run): Command {
  const program = new Command('magam')
    .description('Keeps the deadlines of a Notion knowledge base right: calendar, feed, page and status.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', '\nStart with `magam demo`: it needs no account and changes nothing of yours.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => write(usageWords(text, io)),
    })
  addGlobalOptions(program)
  for (const declaration of commands) addCommand(program, declaration, run)
  return program
}

function addCommand(program: Command, declaration: CommandDeclaration, run: Run): void {
  const [parentName, childName] = declaration.name.split(' ')
  const parent = childName ? groupNamed(program, String(parentName), declaration) : program
  const command = parent.command(childName ?? declaration.name).description(declaration.summary)
  for (const [name, description, choices] of declaration.args ?? []) {
    const argument = new Argument(name, description)
    command.addArgument(choices ? argument.choices(choices) : argument)
  }
  for (const option of declaration.options?.() ?? []) command.addOption(option)
  addGlobalOptions(command)
  if (declaration.examples.length > 0) {
    command.addHelpText('after', `\nExamples:\n${declaration.examples.map((line) => `  ${line}`).join('\n')}`)
  }
  command.action(async () => {
    await run(
      declaration,
      command.processedArgs as (string | undefined)[],
      command.optsWithGlobals<GlobalOptions>(),
    )
  })
}

function groupNamed(program: Command, name: string, declaration: CommandDeclaration): Command {
  return (
    program.commands.find((each) => each.name() === name) ??
    program.command(name).description(declaration.group ?? declaration.summary)
  )
}

function addGlobalOptions(command: Command): void {
  command
    .addOption(
      new Option('--config <file>', 'settings file (default: config/magam.yaml)').helpGroup(
        'Global options:',
      ),
    )
    .addOption(
      new Option('--json', 'print data as JSON on stdout, and nothing else there').helpGroup(
        'Global options:',
      ),
    )
    .addOption(
      new Option('--now <moment>', 'judge deadlines by this moment, such as 2026-03-20T09:00+09:00')
        .argParser(instant)
        .helpGroup('Global options:'),
    )
    .addOption(
      new Option('--quiet', 'print results and errors only')
        .conflicts('verbose')
        .helpGroup('Global options:'),
    )
    .addOption(new Option('--verbose', 'log every step on stderr').helpGroup('Global options:'))
}

/** Everything heavy is loaded here, after the help of any command could have been shown. */
async function runCommand(
  declaration: CommandDeclaration,
  given: readonly (string | undefined)[],
  options: GlobalOptions,
  io: Io,
): Promise<ExitCode> {
  io.leaveAtOnce = !declaration.finishesFirst
  const { openContext } = await import('./context.ts')
  const context: Context = openContext(options, io)
  try {
    const handler = await declaration.load()
    return await handler(context, options as never, ...given)
  } catch (error) {
    const { tellTrouble } = await import('./trouble.ts')
    return tellTrouble(error, context)
  }
}

/** commander's own words, in the form of all our errors: what is wrong, a blank line, a hint. */
function usageWords(text: string, io: Pick<Io, 'stderr' | 'env'>): string {
  const paint = painter(io.stderr, io.env)
  const [what = '', ...rest] = text.trim().split('\n')
  const near = /^\(Did you mean (.+)\?\)$/.exec(rest.join(' ').trim())?.[1]
  const words = what.replace(/^error: /, '').replace(/'([^']*)'/g, '`$1`')
  const hint = near ? `did you mean \`${near}\`?` : 'run `magam help` to see what there is'
  return `${paint(['red', 'bold'], 'error:')} ${words}\n\n${paint('cyan', 'hint:')} ${hint}\n`
}

import { Argument, Command, Option } from 'commander'
import { type CommandDeclaration, commands } from './commands.ts'
import { instant } from './instant.ts'
import type { GlobalOptions, Io } from './io.ts'
import { painter } from './paint.ts'

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
      outputError: (text, write) => write(usageWords(text, io, 'magam help')),
    })
  addGlobalOptions(program)
  for (const declaration of commands) addCommand(program, declaration, run, io)
  return program
}

function addCommand(
  program: Command,
  declaration: CommandDeclaration,
  run: Run,
  io: Pick<Io, 'stderr' | 'env'>,
): void {
  const [parentName, childName] = declaration.name.split(' ')
  const parent = childName ? groupNamed(program, String(parentName), declaration, io) : program
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
  const help = `magam ${declaration.name} --help`
  command.configureOutput({ outputError: (text, write) => write(usageWords(text, io, help)) })
  command.action(async () => {
    await run(
      declaration,
      command.processedArgs as (string | undefined)[],
      command.optsWithGlobals<GlobalOptions>(),
    )
  })
}

function groupNamed(
  program: Command,
  name: string,
  declaration: CommandDeclaration,
  io: Pick<Io, 'stderr' | 'env'>,
): Command {
  return (
    program.commands.find((each) => each.name() === name) ??
    program
      .command(name)
      .description(declaration.group ?? declaration.summary)
      .configureOutput({ outputError: (text, write) => write(usageWords(text, io, `magam help ${name}`)) })
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

/** commander's own words, in the form of all our errors: what is wrong, a blank line, a hint. */
function usageWords(text: string, io: Pick<Io, 'stderr' | 'env'>, help: string): string {
  const paint = painter(io.stderr, io.env)
  const [what = '', ...rest] = text.trim().split('\n')
  const near = /^\(Did you mean (.+)\?\)$/.exec(rest.join(' ').trim())?.[1]
  const words = what.replace(/^error: /, '').replace(/'([^']*)'/g, '`$1`')
  const hint = near ? `did you mean \`${near}\`?` : `run \`${help}\` to see what there is`
  return `${paint(['red', 'bold'], 'error:')} ${words}\n\n${paint('cyan', 'hint:')} ${hint}\n`
}

import { CommanderError } from 'commander'
import { buildProgram } from './build-program.ts'
import type { CommandName } from './commands.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { HANDLERS } from './handlers.ts'
import { showHelp } from './help.ts'
import type { GlobalOptions, Io } from './io.ts'

/** Carries out one command line and tells its exit code; prints what went wrong. Never throws. */
export async function runCommandLine(args: readonly string[], io: Io, version: string): Promise<number> {
  let code: ExitCode = EXIT.done
  const program = buildProgram(version, io, async ({ name, finishesFirst }, given, options) => {
    io.leaveAtOnce = !finishesFirst
    code = await runCommand(name, given, options, io)
  })
  try {
    const [first, ...words] = args
    if (first === 'help')
      showHelp(
        program,
        words.filter((word) => !word.startsWith('-')),
      )
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    throw error
  }
}

/** Everything heavy is loaded here, after the help of any command could have been shown. */
async function runCommand(
  name: CommandName,
  given: readonly (string | undefined)[],
  options: GlobalOptions,
  io: Io,
): Promise<ExitCode> {
  const { openContext } = await import('./context.ts')
  const context = openContext(options, io)
  try {
    const handler = await HANDLERS[name]()
    return await handler(context, options as never, ...given)
  } catch (error) {
    const { tellTrouble } = await import('./trouble.ts')
    return tellTrouble(error, context)
  }
}

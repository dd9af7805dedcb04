import { UserError } from '../lib/failure.ts'
import { backupState } from '../run/history.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'

/** `magam backup FILE`: a whole copy of the state, made while others may be writing. */
export async function backup(context: Context, _options: object, file = ''): Promise<ExitCode> {
  if (file === '') throw new UserError('the name of the file is empty', [], 'write `magam backup FILE`')
  await backupState(context.environment().databaseUrl, file)
  if (context.json) context.data({ file })
  else
    context.say(
      `Copied the state to \`${file}\`. To use it, name it with \`MAGAM_DATABASE_URL=file:${file}\`.`,
    )
  return EXIT.done
}

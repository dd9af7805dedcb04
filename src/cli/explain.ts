import { Failure } from '../lib/failure.ts'
import type { ExitCode } from './exit.ts'

export async function explain(): Promise<ExitCode> {
  throw new Failure('not-yet', 'this command is not finished yet')
}

import { Failure } from '../lib/failure.ts'
import type { ExitCode } from './exit.ts'

export async function plan(): Promise<ExitCode> {
  throw new Failure('not-yet', 'this command is not finished yet')
}

export async function sync(): Promise<ExitCode> {
  throw new Failure('not-yet', 'this command is not finished yet')
}

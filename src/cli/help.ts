import type { Command } from 'commander'
import { nearest } from '../settings/nearest.ts'

/**
 * `magam help COMMAND`: shows its help and ends, as commander ends, by an error that says so. commander's own shows the
 * whole help for a word that it does not know, without a word about it.
 */
export function showHelp(program: Command, words: readonly string[]): never {
  let command = program
  for (const word of words) {
    const next = command.commands.find((each) => each.name() === word)
    if (next === undefined) unknown(command, word)
    else command = next
  }
  return command.help()
}

function unknown(command: Command, word: string): never {
  const near = nearest(
    word,
    command.commands.map((each) => each.name()),
  )
  return command.error(`error: unknown command '${word}'${near ? `\n(Did you mean ${near}?)` : ''}`)
}

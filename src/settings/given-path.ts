import { homedir } from 'node:os'
import { join } from 'node:path'

/** A path as people give it: in the quotes that a terminal pastes around it, or from the `~` that only a shell knows. */
export function givenPath(text: string): string {
  const plain = /^(['"])(.+)\1$/.exec(text.trim())?.[2] ?? text.trim()
  return plain.startsWith('~/') ? join(homedir(), plain.slice(2)) : plain
}

import { type Tokens, tokenAt } from './forms/form.ts'
import { FORMS_AT } from './forms/index.ts'
import type { Part } from './part.ts'

/** The text as parts: what the forms found, and the tokens between. */
export function readParts(tokens: Tokens): Part[] {
  const parts: Part[] = []
  for (let at = 0; tokenAt(tokens, at).kind !== 'end'; ) at = readPart(tokens, at, parts)
  return parts
}

function readPart(tokens: Tokens, at: number, parts: Part[]): number {
  const token = tokenAt(tokens, at)
  const forms = FORMS_AT.get(token.kind)
  if (forms !== undefined) {
    for (const form of forms) {
      const found = form.read(tokens, at)
      if (found !== null) {
        parts.push(found.part)
        return found.next
      }
    }
  }
  parts.push(token)
  return at + 1
}

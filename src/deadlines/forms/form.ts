import type { Found } from '../part.ts'
import type { Reading, ReadingContext } from '../reading.ts'
import type { Token, TokenKind } from '../token.ts'

/** The tokens of a text and the normalised units they stand on. */
export type Tokens = { readonly list: readonly Token[]; readonly codes: Uint16Array }

/** A text and what it means. Context left out: no title, no posting day. What is left out of `reads` is null or empty. */
export type Example = {
  readonly text: string
  readonly context?: Partial<ReadingContext>
  readonly reads: Partial<Pick<Reading, 'opens' | 'closes' | 'rounds' | 'warnings'>> & Pick<Reading, 'kind'>
}

/**
 * One way of writing something. `read` is asked only at tokens of the kinds in `starts`, in the order of the list in
 * `index.ts`, and gives null where the form does not apply. It must look a bounded number of tokens ahead.
 */
export type Form = {
  readonly name: string
  readonly title: { readonly ko: string; readonly en: string }
  readonly starts: readonly TokenKind[]
  readonly read: (tokens: Tokens, at: number) => Found | null
  readonly examples: readonly Example[]
}

const END: Token = { kind: 'end', value: 0, width: 0, from: 0, to: 0, spaced: false }

/** The token at `at`; past either edge, one of kind `end`. */
export function tokenAt(tokens: Tokens, at: number): Token {
  // Asked some hundred times a reading; an index out of bounds would send the engine the slow way round.
  return at >= 0 && at < tokens.list.length ? (tokens.list[at] ?? END) : END
}

export function kindAt(tokens: Tokens, at: number): TokenKind {
  return tokenAt(tokens, at).kind
}

/** The T of `2026-04-17T18:00`. */
export function isIsoT(tokens: Tokens, at: number): boolean {
  const token = tokenAt(tokens, at)
  return token.kind === 'text' && token.width === 1 && token.value === 0x74 && !token.spaced
}

/** Whether a token begins with this letter (for one-letter words such as 말, 초, 중, 반, 한). */
export function beginsWith(tokens: Tokens, at: number, letter: number): boolean {
  const token = tokenAt(tokens, at)
  return token.kind === 'text' && tokens.codes[token.from] === letter
}

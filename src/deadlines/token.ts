import type { UnitKind } from './units.ts'
import type { WordKind } from './words.ts'

/**
 * - `number`: digits; `value`, `width` (how many digits).
 * - `year month day hour minute second`: the unit after a number. `count`: any other unit (`기`, `개사`, `%`).
 * - `letter-day`: one weekday letter on its own (`월` in `(월)`), value 0 Sunday – 6 Saturday.
 * - `text`: letters that mean nothing here. `symbol`: any other character, `value` its code.
 */
export type TokenKind =
  | WordKind
  | 'number'
  | UnitKind
  | 'letter-day'
  | 'si'
  | 'dot'
  | 'dash'
  | 'slash'
  | 'colon'
  | 'tilde'
  | 'open-paren'
  | 'close-paren'
  | 'comma'
  | 'quote'
  | 'pipe'
  | 'newline'
  | 'bullet'
  | 'note'
  | 'arrow'
  | 'middot'
  | 'plus'
  | 'text'
  | 'symbol'
  | 'end'

/** `from`..`to` count units of the normalised text. `spaced`: white space stands before it. */
export type Token = {
  readonly kind: TokenKind
  readonly value: number
  readonly width: number
  readonly from: number
  readonly to: number
  readonly spaced: boolean
}

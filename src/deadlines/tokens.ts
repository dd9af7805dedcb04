import { isDigit, isHangul, type Normalised } from './normalise.ts'
import type { Token, TokenKind } from './token.ts'
import { UNIT_TREE, type UnitNode } from './units.ts'
import { type Node, WORD_STARTS, WORD_TREE } from './words.ts'

const SYMBOLS: Readonly<Record<string, TokenKind>> = {
  '.': 'dot',
  '-': 'dash',
  '/': 'slash',
  ':': 'colon',
  '~': 'tilde',
  '(': 'open-paren',
  ')': 'close-paren',
  ',': 'comma',
  "'": 'quote',
  '"': 'quote',
  '|': 'pipe',
  '\n': 'newline',
  ';': 'newline',
  '•': 'bullet',
  '*': 'note',
  '※': 'note',
  '→': 'arrow',
  '·': 'middot',
  '+': 'plus',
}

const SYMBOL_OF: (TokenKind | undefined)[] = []
for (const [symbol, kind] of Object.entries(SYMBOLS))
  if (symbol.charCodeAt(0) < 256) SYMBOL_OF[symbol.charCodeAt(0)] = kind

const TRIANGLE = 0x25b6 // ▶

/** `→ • ※ ▶`, which normalising leaves outside ASCII. */
function wideSymbol(code: number): TokenKind {
  if (code === TRIANGLE) return 'bullet'
  if (code === 0x2192) return 'arrow'
  return code === 0x2022 ? 'bullet' : code === 0x203b ? 'note' : 'symbol'
}

const WEEKDAY_LETTERS = new Map([...'일월화수목금토'].map((letter, day) => [letter.charCodeAt(0), day]))

const isLatin = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code <= 0x24f) || code === 0x40

/** All tokens of the text, ending in one of kind `end`. Linear: words and units are of bounded length. */
export function tokenise(normalised: Normalised): Token[] {
  return new Scanner(normalised).run()
}

class Scanner {
  private readonly codes: Uint16Array
  private readonly length: number
  private readonly tokens: Token[] = []
  private spaced = false
  private foundKind: TokenKind = 'text'
  private foundValue = 0

  constructor(normalised: Normalised) {
    this.codes = normalised.codes
    this.length = normalised.length
  }

  run(): Token[] {
    let at = 0
    while (at < this.length) {
      const code = this.codes[at] ?? 0
      if (code === 0x20) {
        this.spaced = true
        at++
      } else if (isDigit(code)) at = this.number(at)
      else if (isHangul(code)) at = this.hangul(at)
      else if (isLatin(code)) at = this.latin(at)
      else {
        const kind = SYMBOL_OF[code] ?? wideSymbol(code)
        this.add(code === TRIANGLE && this.isBetweenDates(at) ? 'arrow' : kind, code, 1, at, at + 1)
        at++
      }
    }
    this.add('end', 0, 0, at, at)
    return this.tokens
  }

  /** `2026. 5. 29. ▶ 2026. 6. 12.`: elsewhere the triangle begins an item. */
  private isBetweenDates(at: number): boolean {
    const { codes, tokens } = this
    if (!ENDS_DATE.has(tokens[tokens.length - 1]?.kind ?? 'end')) return false
    let next = at + 1
    if (codes[next] === 0x20) next++
    if (codes[next] === 0x27) next++
    const from = next
    while (next < from + 4 && isDigit(codes[next] ?? 0)) next++
    return next > from && JOINS_DATE.has(codes[next] ?? 0)
  }

  private add(kind: TokenKind, value: number, width: number, from: number, to: number): void {
    this.tokens.push({ kind, value, width, from, to, spaced: this.spaced })
    this.spaced = false
  }

  private number(from: number): number {
    let to = from
    let value = 0
    while (to < this.length && isDigit(this.codes[to] ?? 0)) {
      if (to - from < 15) value = value * 10 + ((this.codes[to] ?? 0) - 0x30)
      to++
    }
    this.add('number', value, to - from, from, to)
    return this.unit(to)
  }

  /** A unit directly after a number, or after one space where nothing else can be meant. */
  private unit(at: number): number {
    const from = this.codes[at] === 0x20 ? at + 1 : at
    if (!isHangul(this.codes[from] ?? 0)) return at
    const end = this.longestUnit(from)
    if (end < 0) return at
    if (from !== at && (!this.endsWord(end) || this.isWeekday())) return at
    this.spaced = from !== at
    this.add(this.foundKind, 0, end - from, from, end)
    return end
  }

  /** `4/13 월`: after a month and a day the letter is a weekday. */
  private isWeekday(): boolean {
    const { tokens, foundKind } = this
    if (foundKind !== 'month') return false
    const [month, joint] = [tokens[tokens.length - 3], tokens[tokens.length - 2]]
    return month?.kind === 'number' && (joint?.kind === 'slash' || joint?.kind === 'dot')
  }

  private longestUnit(from: number): number {
    let node: UnitNode | undefined = UNIT_TREE
    let best = -1
    for (let at = from; node !== undefined; at++) {
      if (node.kind !== null) {
        best = at
        this.foundKind = node.kind
      }
      if (at >= this.length) break
      if (node.space && this.codes[at] === 0x20) at++
      node = node.next.get(this.codes[at] ?? 0)
    }
    return best
  }

  /** After a spaced unit only a particle or the end of the word may follow (`17 일까지`, but not `17 일정`). */
  private endsWord(at: number): boolean {
    const code = this.codes[at] ?? 0
    return !isHangul(code) || PARTICLES.has(code)
  }

  private hangul(from: number): number {
    const day = WEEKDAY_LETTERS.get(this.codes[from] ?? 0)
    if (day !== undefined && this.standsAlone(from)) {
      this.add('letter-day', day, 1, from, from + 1)
      return from + 1
    }
    const end = this.longestWord(from)
    if (end > 0) {
      this.add(this.foundKind, this.foundValue, end - from, from, end)
      return end
    }
    if (this.isSi(from)) {
      this.add('si', 0, 1, from, from + 1)
      return from + 1
    }
    return this.hangulText(from)
  }

  /** A weekday letter with no Hangul before it and none after it but a particle. */
  private standsAlone(at: number): boolean {
    if (at > 0 && isHangul(this.codes[at - 1] ?? 0)) return false
    const next = this.codes[at + 1] ?? 0
    if (!isHangul(next)) return true
    return next === 0xae4c || next === 0xbd80 // 까, 부
  }

  private longestWord(from: number): number {
    if (WORD_STARTS[this.codes[from] ?? 0] === 0) return -1
    let node: Node | undefined = WORD_TREE
    let best = -1
    for (let at = from; node !== undefined; at++) {
      if (node.word !== null) {
        best = at
        this.foundKind = node.word.kind
        this.foundValue = node.word.value
      }
      if (at >= this.length) break
      if (node.space && this.codes[at] === 0x20) at++
      node = node.next.get(this.codes[at] ?? 0)
    }
    return best
  }

  private latin(from: number): number {
    if (this.isAddress(from)) return this.address(from)
    const end = this.longestWord(from)
    const before = from > 0 ? (this.codes[from - 1] ?? 0) : 0x20
    if (end > 0 && !isLatin(before) && !isLatin(this.codes[end] ?? 0)) {
      this.add(this.foundKind, this.foundValue, end - from, from, end)
      return end
    }
    return this.latinText(from)
  }

  /** `http://`, `https://`, `www.`: whatever stands in an address is no date. */
  private isAddress(from: number): boolean {
    const first = this.codes[from]
    if (first === 0x77) return this.startsWith(from, 'www.')
    return first === 0x68 && (this.startsWith(from, 'http://') || this.startsWith(from, 'https://'))
  }

  private startsWith(from: number, text: string): boolean {
    for (let at = 0; at < text.length; at++) if (this.codes[from + at] !== text.charCodeAt(at)) return false
    return true
  }

  private address(from: number): number {
    let to = from
    while (to < this.length && !ADDRESS_END.has(this.codes[to] ?? 0) && !isHangul(this.codes[to] ?? 0)) to++
    this.add('noise', 0, to - from, from, to)
    return to
  }

  /** Meaningless Hangul, up to where a word begins. */
  private hangulText(from: number): number {
    let to = from + 1
    while (to < this.length && isHangul(this.codes[to] ?? 0) && this.longestWord(to) < 0 && !this.isSi(to))
      to++
    const kind = this.isDayWord(from, to) ? 'day-word' : 'text'
    this.add(kind, this.codes[from] ?? 0, to - from, from, to)
    return to
  }

  /** `창업일`, `기준일`, but not 이메일. */
  private isDayWord(from: number, to: number): boolean {
    return (
      to - from > 1 &&
      this.codes[to - 1] === 0xc77c &&
      this.codes[to - 2] !== 0xba54 &&
      !isHangul(this.codes[to] ?? 0)
    )
  }

  private latinText(from: number): number {
    let to = from + 1
    while (to < this.length && isLatin(this.codes[to] ?? 0)) to++
    this.add('text', this.codes[from] ?? 0, to - from, from, to)
    return to
  }

  /** 시 on its own, as in 소진 시: not the beginning of a word. */
  private isSi(at: number): boolean {
    return this.codes[at] === 0xc2dc && this.endsWord(at + 1)
  }
}

const ENDS_DATE: ReadonlySet<TokenKind> = new Set([
  'number',
  'dot',
  'day',
  'close-paren',
  'letter-day',
  'weekday',
  'hour',
])
const JOINS_DATE = new Set([...'./-년월'].map((sign) => sign.charCodeAt(0)))
const ADDRESS_END = new Set([...' \n|()",'].map((sign) => sign.charCodeAt(0)))
const PARTICLES = new Set([...'까부이에은는을의로간내마'].map((letter) => letter.charCodeAt(0)))

import { isDigit, isHangul, type Normalised } from './normalise.ts'
import { type Node, WORD_TREE, type WordKind } from './words.ts'

/**
 * - `number`: digits; `value`, `width` (how many digits).
 * - `year month day hour minute second`: the unit after a number. `count`: any other unit (`기`, `개사`, `%`).
 * - `letter-day`: one weekday letter on its own (`월` in `(월)`), value 0 Sunday – 6 Saturday.
 * - `text`: letters that mean nothing here. `symbol`: any other character, `value` its code.
 */
export type TokenKind =
  | WordKind
  | 'number'
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'round'
  | 'count'
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
  '*': 'bullet',
  '→': 'arrow',
  '·': 'middot',
  '+': 'plus',
}

const SYMBOL_OF: (TokenKind | undefined)[] = []
for (const [symbol, kind] of Object.entries(SYMBOLS))
  if (symbol.charCodeAt(0) < 256) SYMBOL_OF[symbol.charCodeAt(0)] = kind

const WEEKDAY_LETTERS = new Map([...'일월화수목금토'].map((letter, day) => [letter.charCodeAt(0), day]))

/** Units after a number, the longest first. `count` says that the number is no part of a date or time. */
const UNITS: readonly (readonly [text: string, kind: TokenKind])[] = (
  [
    ['년', 'year'],
    ['년도', 'year'],
    ['학년도', 'year'],
    ['월', 'month'],
    ['일', 'day'],
    ['시', 'hour'],
    ['분', 'minute'],
    ['초', 'second'],
    ['차', 'round'],
    ['차수', 'round'],
    ['회차', 'round'],
    ['분기', 'round'],
    ['부터', 'from'],
  ] as (readonly [string, TokenKind])[]
).concat(
  '일간|일 간|일차|일 이내|일이내|일 내|일분|일자리|주|주간|주일|주일간|주 간|주년|주차|개월|개월간|개월 간|년간|년 간|년차|년생|년 미만|년미만|년 이상|년이상|년 이내|년이내|년 이하|년 초과|년제|시간|시군|시도|분의|분야|분과|초과|차례|회|기|기수|개|개사|개소|곳|명|인|인이상|인 이상|사|팀|건|원|만|만원|천|천원|백만|억|억원|조|조원|달러|엔|위안|유로|배|배수|점|점수|호|호선|호실|번|번째|번길|길|동|층|세|세대|살|급|등|위|종|편|매|권|부|쪽|장|면|페이지|컷|자|글자|단계|대|량|톤|평|평형|학점|학기|학년|과목|시수|채널|시리즈|월령|퍼센트|프로|인치|미터|리터|그램|킬로|항|조항|절|강|강좌|일절|월드|시티|일체'
    .split('|')
    .map((text) => [text, 'count'] as const),
)

const UNIT_TREE = unitTree()

type UnitNode = { next: Map<number, UnitNode>; kind: TokenKind | null; space: boolean }

function unitTree(): UnitNode {
  const empty = (): UnitNode => ({ next: new Map(), kind: null, space: false })
  const root = empty()
  for (const [text, kind] of UNITS) {
    let node = root
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x20) {
        node.space = true
        continue
      }
      const next = node.next.get(code) ?? empty()
      node.next.set(code, next)
      node = next
    }
    node.kind = kind
  }
  return root
}

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
        this.add(
          SYMBOL_OF[code] ?? (code === 0x2192 ? 'arrow' : code === 0x2022 ? 'bullet' : 'symbol'),
          code,
          1,
          at,
          at + 1,
        )
        at++
      }
    }
    this.add('end', 0, 0, at, at)
    return this.tokens
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
    let from = at
    if (this.codes[from] === 0x20) from++
    const end = this.longestUnit(from)
    if (end < 0) return at
    if (from !== at && !this.endsWord(end)) return at
    this.spaced = from !== at
    this.add(this.foundKind, 0, end - from, from, end)
    return end
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

const ADDRESS_END = new Set([...' \n|()",'].map((sign) => sign.charCodeAt(0)))
const PARTICLES = new Set([...'까부이에은는을의로간내마'].map((letter) => letter.charCodeAt(0)))

import { ARROW, DROP, FOLD as FOLDS, NEWLINE, SPACE } from './folds.ts'
import { decodeEntity, readTag } from './markup.ts'

/**
 * The text as the scanner sees it: one code unit per character, look-alikes folded together, and for each of them
 * where it stood in the original. `offsets` has one entry more than `codes`: the end of the text.
 */
export type Normalised = {
  readonly codes: Uint16Array
  readonly offsets: Int32Array
  readonly length: number
  /** 1 where the original is struck through (`~~x~~`, `<del>`, U+0336); null when nothing is. */
  readonly struck: Uint8Array | null
}

/** Asked for every sign: a name of this file costs less than one of another. */
const FOLD = FOLDS
const TILDE = 0x7e
const DOT = 0x2e

export function isHangul(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

const isCombining = (code: number): boolean =>
  (code >= 0x300 && code <= 0x36f) || (code >= 0x1160 && code <= 0x11ff)

/** Room for the result: making it anew costs a tenth of a reading, so whoever reads many short texts brings it along. */
export type Buffers = { readonly codes: Uint16Array; readonly offsets: Int32Array }

/** Look-ahead reads this far past the end at most, and finds zeros there. */
const MARGIN = 16

export function buffersFor(length: number): Buffers {
  return { codes: new Uint16Array(length + MARGIN), offsets: new Int32Array(length + 1) }
}

/** Linear in the text: every unit is visited a bounded number of times. */
export function normalise(text: string, buffers: Buffers = buffersFor(text.length)): Normalised {
  const composer = new Composer(text, buffers)
  composer.run()
  return composer.finish()
}

/** Holds the buffers while a text is folded. */
class Composer {
  private readonly text: string
  private readonly codes: Uint16Array
  private readonly offsets: Int32Array
  private length = 0
  private struck: Uint8Array | null = null
  private striking = false
  private readonly lastStrike: number
  /** Where a space stands after a letter or digit on its own. */
  private afterLone: number[] | null = null

  constructor(text: string, { codes, offsets }: Buffers) {
    this.text = text
    this.codes = codes
    this.offsets = offsets
    this.lastStrike = text.lastIndexOf('~~')
  }

  run(): void {
    const { text } = this
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at)
      if (code >= 0xac00 && code <= 0xd7a3 && !isCombining(text.charCodeAt(at + 1))) {
        if (this.striking) this.push(code, at)
        else this.keep(code, at)
        at++
      } else at = this.step(code, at)
    }
  }

  /** Anything that is not a plain Hangul syllable. Gives where to go on. */
  private step(code: number, at: number): number {
    if (code === 0x26) return this.entity(at)
    if (code === 0x3c) return this.tag(at)
    if (code === TILDE && this.isStrike(at)) {
      this.striking = !this.striking
      return at + 2
    }
    if (isCombining(this.text.charCodeAt(at + 1)) || (code >= 0x1100 && code <= 0x11ff))
      return this.cluster(at)
    this.push(FOLD[code] ?? code, at)
    return at + 1
  }

  private entity(at: number): number {
    const entity = decodeEntity(this.text, at)
    if (entity === null) {
      this.push(0x26, at)
      return at + 1
    }
    this.push(FOLD[entity.code] ?? entity.code, at)
    return entity.to
  }

  private tag(at: number): number {
    const tag = readTag(this.text, at)
    if (tag === null) {
      this.push(0x28, at)
      return at + 1
    }
    if (tag.strike !== null) this.striking = tag.strike
    else if (tag.as !== 0) this.push(tag.as, at)
    return tag.to
  }

  private isStrike(at: number): boolean {
    if (this.lastStrike < 0 || this.text.charCodeAt(at + 1) !== TILDE) return false
    if (this.striking) return true
    const before = at === 0 ? SPACE : (FOLD[this.text.charCodeAt(at - 1)] ?? 0)
    const opens = !isDigit(before) && this.text.charCodeAt(at + 2) > SPACE
    return opens && at < this.lastStrike
  }

  /** A base and its combining marks, composed; marks that compose with nothing are dropped. */
  private cluster(at: number): number {
    let to = at + 1
    let overlay = false
    while (to < this.text.length && isCombining(this.text.charCodeAt(to))) {
      const mark = this.text.charCodeAt(to)
      overlay ||= mark === 0x335 || mark === 0x336
      to++
    }
    const composed = this.text.slice(at, to).normalize('NFC')
    const struckBefore = this.striking
    this.striking ||= overlay
    for (let k = 0; k < composed.length; k++) {
      const code = composed.charCodeAt(k)
      if (!(code >= 0x300 && code <= 0x36f)) this.push(FOLD[code] ?? code, at)
    }
    this.striking = struckBefore
    return to
  }

  private push(code: number, at: number): void {
    if (code === DROP) return
    const last = this.length === 0 ? SPACE : (this.codes[this.length - 1] ?? 0)
    if (code === SPACE) {
      if (last === SPACE || last === NEWLINE) return
      if (this.isLone(this.length - 1)) this.noteLone()
    }
    if (code === DOT && last === DOT && isDigit(this.codes[this.length - 2] ?? 0)) return
    if (code === NEWLINE && (last === SPACE || last === NEWLINE) && this.length > 0) {
      this.codes[this.length - 1] = NEWLINE
      return
    }
    if (code === 0x29 && (last === 0x2d || last === 0x3d) && this.text.charCodeAt(at) !== 0x29) {
      this.codes[this.length - 1] = ARROW
      return
    }
    if (this.striking) {
      this.struck ??= new Uint8Array(this.text.length)
      this.struck[this.length] = 1
    }
    this.keep(code, at)
  }

  private noteLone(): void {
    if (this.afterLone === null) this.afterLone = [this.length]
    else this.afterLone.push(this.length)
  }

  private keep(code: number, at: number): void {
    this.codes[this.length] = code
    this.offsets[this.length] = at
    this.length++
  }

  finish(): Normalised {
    this.codes.fill(0, this.length, this.length + MARGIN)
    this.joinSpaced()
    this.codes.fill(0, this.length, this.length + MARGIN)
    this.offsets[this.length] = this.text.length
    return { codes: this.codes, offsets: this.offsets, length: this.length, struck: this.struck }
  }

  /** Letter-spaced words and numbers (`접 수 기 간`, `2 0 2 6.`) close up; nothing else loses its spaces. */
  private joinSpaced(): void {
    const spaced = this.afterLone?.filter((at) => this.codes[at] === SPACE && this.isLone(at + 1))
    if (spaced === undefined || spaced.length === 0) return
    const inFigures = spaced.some((at) => isDigit(this.codes[at - 1] ?? 0) && this.isSpacedYear(at))
    const dropped = spaced.filter((at) => this.joins(at) || (inFigures && this.isPair(at)))
    if (dropped.length > 0) this.drop(dropped)
  }

  private drop(dropped: readonly number[]): void {
    const { codes, offsets, struck } = this
    let to = 0
    let next = 0
    for (let at = 0; at < this.length; at++) {
      if (at === dropped[next]) {
        next++
        continue
      }
      codes[to] = codes[at] ?? 0
      offsets[to] = offsets[at] ?? 0
      if (struck !== null) struck[to] = struck[at] ?? 0
      to++
    }
    this.length = to
  }

  /** One letter between spaces (or at an edge, or beside a mark that is neither letter nor digit). */
  private isLone(at: number): boolean {
    const code = this.codes[at] ?? 0
    if (!isHangul(code) && !isDigit(code)) return false
    return !this.isLetter(at - 1) && !this.isLetter(at + 1)
  }

  private isLetter(at: number): boolean {
    if (at < 0 || at >= this.length) return false
    const code = this.codes[at] ?? 0
    return isHangul(code) || isDigit(code)
  }

  private joins(at: number): boolean {
    const [before, after] = [this.codes[at - 1] ?? 0, this.codes[at + 1] ?? 0]
    if (isHangul(before) && isHangul(after)) return true
    return isDigit(before) && isDigit(after) && (this.isSpacedYear(at) || this.isSpacedDay(at))
  }

  /** `1 3` and no further figure, which is one number where years are spaced, too. */
  private isPair(at: number): boolean {
    const isFigure = (other: number): boolean => this.isLone(other) && isDigit(this.codes[other] ?? 0)
    return isFigure(at - 1) && isFigure(at + 1) && !isFigure(at - 3) && !isFigure(at + 3)
  }

  /** Inside `2 0 2 6`: a 19 or 20 and two digits more, each alone. */
  private isSpacedYear(at: number): boolean {
    let first = at - 1
    while (first >= 2 && this.isLone(first - 2) && isDigit(this.codes[first - 2] ?? 0) && at - first < 6)
      first -= 2
    const digits = [0, 2, 4, 6].map((step) =>
      this.isLone(first + step) ? (this.codes[first + step] ?? 0) : 0,
    )
    return digits.every(isDigit) && (digits[0] === 0x32 || digits[0] === 0x31) && !this.isLone(first + 8)
  }

  /** `1 7.(금)`, `1 7일`: a weekday or unit says that the two are one number. */
  private isSpacedDay(at: number): boolean {
    const [tens, end] = [this.codes[at - 1] ?? 0, this.codes[at + 2] ?? 0]
    const bracket = end === 0x28 || (end === 0x2e && this.codes[at + 3] === 0x28)
    return tens >= 0x31 && tens <= 0x33 && (bracket || end === 0xc77c)
  }
}

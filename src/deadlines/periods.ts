import { dateOfClock, isOfEach, mayComeFirst, setClosing, takeClock, takeEarlier } from './clock-apart.ts'
import { isJoined } from './joined-words.ts'
import type { ClockPart, Part } from './part.ts'
import type { Period, Remarks } from './period.ts'
import { Surroundings } from './surroundings.ts'
import { type Told, windowAfterSign, windowFrom } from './windows.ts'

/** The windows that the parts tell of, in the order of the text, and what else is said. One pass, bounded look-ahead. */
export function readPeriods(
  parts: readonly Part[],
  struck: Uint8Array | null,
): { periods: Period[]; remarks: Remarks } {
  const reader = new Reader(parts, struck)
  reader.run()
  return { periods: reader.periods, remarks: reader.around.remarks }
}

class Reader {
  readonly periods: Period[] = []
  readonly around: Surroundings
  private readonly parts: readonly Part[]
  private readonly struck: Uint8Array | null
  /** A time told before any window. */
  private earlier: ClockPart | null = null

  constructor(parts: readonly Part[], struck: Uint8Array | null) {
    this.parts = parts
    this.struck = struck
    this.around = new Surroundings(parts, this.periods)
  }

  run(): void {
    for (let at = 0; at < this.parts.length; ) at = this.step(at)
  }

  /** Takes the part at `at`; gives where to go on. */
  private step(at: number): number {
    const { parts, around } = this
    const part = parts[at] as Part
    switch (part.kind) {
      case 'point':
        return this.add(windowFrom(parts, at, part, around.headings.waits), at + 1)
      case 'tilde':
        if (isDrawn(parts, at)) return at + 1
        return this.add(windowAfterSign(parts, at, around.headings.waits), at + 1)
      case 'clock':
        return this.clock(at, part)
      default:
        around.take(at, part)
        return at + 1
    }
  }

  /** A time told apart from its date. */
  private clock(at: number, part: ClockPart): number {
    const { parts, around } = this
    const { headings, last, lastEnd } = around
    const dated = dateOfClock(parts, at, part, lastEnd)
    const point = parts[dated]
    if (dated > 0 && point?.kind === 'point')
      return this.add(windowFrom(parts, dated, { ...point, clock: part.clock }, headings.waits), dated + 1)
    const headed = headings.waits && headings.heading?.role === 'close'
    if (isOfEach(parts, at)) for (const period of this.periods) setClosing(period, part)
    else if (last !== undefined) takeClock(last, parts, at, part, lastEnd, headed)
    else if (mayComeFirst(parts, at, part, headings.heading)) this.earlier ??= part
    return at + 1
  }

  /** Keeps a window; `otherwise` is where to go on when there is none. */
  private add(told: Told | null, otherwise: number): number {
    if (told === null) return otherwise
    const period = this.around.place(told, this.struck?.[told.closes?.from ?? told.from] === 1)
    if (this.earlier !== null) takeEarlier(period, this.earlier)
    this.earlier = null
    this.periods.push(period)
    return told.next
  }
}

/** `작성해주세요~ 다음 주 …`: the sign draws out the last word of a sentence. */
function isDrawn(parts: readonly Part[], at: number): boolean {
  const before = parts[at - 1]
  return before?.kind === 'text' && before.width > 1 && isJoined(parts, at) && !isJoined(parts, at + 1)
}

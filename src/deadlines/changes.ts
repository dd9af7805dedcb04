import type { Part } from './part.ts'
import type { Period, Remarks, Stretch } from './period.ts'

const NEVER = -100

/** What has been said so far of old windows and new ones: 당초 … 변경, an arrow, struck-out words. */
export class Changes {
  /** Of the window to come. */
  private side: 'old' | 'new' | null = null
  private hasOld = false
  /** Where the window before an arrow ended. */
  private arrowAt = NEVER
  private readonly remarks: Remarks

  constructor(remarks: Remarks) {
    this.remarks = remarks
  }

  takeOld(): void {
    this.side = 'old'
  }

  /** 추가 is a change only beside an old window. */
  takeMore(): void {
    if (this.side === 'old' || this.hasOld) this.side = 'new'
  }

  /** 변경, 연장: of the window just told (`last`, null where a clause lies between), or of the one to come. */
  takeNew(part: Part, last: Period | null, before: Period | undefined, aside: boolean): void {
    this.remarks.extended ??= part
    if (last === null || last.change !== null || this.side === 'old') {
      this.side = 'new'
      return
    }
    last.change = 'new'
    // 3. 20. 3. 27. 연장: two windows side by side, of which the second is new.
    if (before !== undefined && last.round === null && last.from - before.to <= 2) before.change ??= 'old'
    // A note or bracket that only moves the end: `… ~ 3. 20. ※ 3. 27.까지 연장`.
    if (aside && last.shape === 'until' && before?.shape === 'range') before.change ??= 'old'
  }

  takeArrow(last: Period): void {
    this.arrowAt = last.to
  }

  /**
   * `3. 17. → 3. 31.` moves a deadline, unless the side after the arrow has a heading of its own (접수 → 심사):
   * makes `last` the old window and the one to come the new one.
   */
  followArrow(last: Period | undefined, headingFrom: number): void {
    const { arrowAt } = this
    this.arrowAt = NEVER
    if (arrowAt === NEVER || last === undefined || headingFrom >= arrowAt) return
    this.remarks.arrow = true
    last.change = 'old'
    this.side = 'new'
  }

  /** The side of a window just found; what follows struck-out words is new. */
  settle(struck: boolean, window: Stretch): 'old' | 'new' | null {
    const side = struck ? 'old' : this.side
    this.hasOld ||= side === 'old'
    this.side = struck ? 'new' : null
    if (struck) {
      this.remarks.arrow = true
      this.remarks.extended ??= window
    }
    return side
  }

  /** A new line or cell. */
  forget(): void {
    this.side = null
  }
}

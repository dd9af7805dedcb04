import { closesWindow, speaksOfPost, standsBy } from './closing-hour.ts'
import { Headings } from './headings.ts'
import { type ClockPart, kindAt, type Part, type Point } from './part.ts'
import { BREAKS, type Period, type Remarks, type Role } from './period.ts'
import type { Token } from './tokens.ts'
import { type Told, windowAfterSign, windowFrom } from './windows.ts'

/** The windows that the parts tell of, in the order of the text, and what else is said. One pass, bounded look-ahead. */
export function readPeriods(
  parts: readonly Part[],
  struck: Uint8Array | null,
): { periods: Period[]; remarks: Remarks } {
  const reader = new Reader(parts, struck)
  reader.run()
  return { periods: reader.periods, remarks: reader.remarks }
}

const NEVER = -100

class Reader {
  readonly periods: Period[] = []
  readonly remarks: Remarks = noRemarks()
  private readonly parts: readonly Part[]
  private readonly struck: Uint8Array | null
  private readonly headings: Headings
  private change: 'old' | 'new' | null = null
  private hasOld = false
  /** Where the window before an arrow ended. */
  private arrowAt = NEVER
  private recurring = false
  private noted = false
  /** Where the last word for a measure stood. */
  private measuredAt = NEVER
  /** The last part of the last window. */
  private lastEnd = NEVER
  /** The last window has its heading, and its clause is over: what follows heads the next. */
  private said = false
  /** The last window stands in the same clause. */
  private fresh = false

  constructor(parts: readonly Part[], struck: Uint8Array | null) {
    this.parts = parts
    this.struck = struck
    this.headings = new Headings(parts)
  }

  run(): void {
    for (let at = 0; at < this.parts.length; ) at = this.step(at)
  }

  private get last(): Period | undefined {
    return this.periods[this.periods.length - 1]
  }

  private step(at: number): number {
    const part = this.parts[at] as Part
    switch (part.kind) {
      case 'point':
        return this.point(at, part)
      case 'tilde':
        return this.add(windowAfterSign(this.parts, at, this.headings.waits), at + 1)
      case 'clock':
        return this.clock(at, part)
      default:
        this.word(at, part)
        return at + 1
    }
  }

  private point(at: number, point: Point): number {
    return this.add(windowFrom(this.parts, at, point, this.headings.waits), at + 1)
  }

  /** Words that say what dates are for. */
  private word(at: number, part: Part): void {
    const { headings } = this
    switch (part.kind) {
      case 'apply':
      case 'close':
      case 'start':
      case 'event':
      case 'notice':
        this.role(part.kind, at, part)
        break
      case 'label':
        headings.takeLabel(at, part, this.last)
        break
      case 'term':
        headings.takeTerm(at, part)
        break
      case 'day-word':
        headings.takeDayWord(at, part)
        break
      case 'posting':
        headings.takePosting(at, part)
        break
      case 'deed':
        this.deed(at, part)
        break
      case 'round-name':
        if (part.quarter) this.remarks.vague ??= part
        headings.takeRound(part)
        break
      case 'colon':
        this.recurring = false
        headings.takeColon(at, part, this.last)
        break
      case 'open-paren':
        headings.open(part, this.periods.length)
        break
      case 'close-paren':
        headings.close(this.periods.length)
        break
      default:
        this.sign(at, part)
        break
    }
  }

  /** What was done by the last date, directly after it; some verbs also further on. */
  private deed(at: number, { value }: Token): void {
    const { last } = this
    if (last === undefined || !this.fresh || this.said || last.following !== null) return
    const beside = kindAt(this.parts, at - 1) === 'close-paren' ? at - 2 : at - 1
    if (beside === this.lastEnd || (value === 1 && this.inClause(at))) last.following = 'done'
  }

  /** No sign parts the word from the last window. */
  private inClause(at: number): boolean {
    for (let back = at - 1; back > this.lastEnd; back--) {
      const kind = kindAt(this.parts, back)
      if (kind === 'comma' || kind === 'open-paren' || back < at - CLAUSE) return false
    }
    return true
  }

  /** `까지 근무`, `5/24(토) 개최`: the event directly after a date is what the date is for, but not `까지 예선 참가 접수`. */
  private isBound(at: number): boolean {
    const before = kindAt(this.parts, at - 1)
    if (before !== 'until' && before !== 'from' && this.last?.shape !== 'bare') return false
    for (let next = at + 1; next < at + 4; next++) if (kindAt(this.parts, next) === 'apply') return false
    return true
  }

  private role(role: Role, at: number, part: Part): void {
    if (role === 'event' && at - this.lastEnd === 1 && this.isBound(at) && this.last?.following === null)
      this.last.following = 'done'
    this.headings.takeRole(role, at, part, this.fresh && !this.said ? this.last : undefined)
    this.measuredAt = NEVER
  }

  /** Signs and words that part windows or set one against another. */
  private sign(at: number, part: Part): void {
    switch (part.kind) {
      case 'newline':
      case 'bullet':
      case 'pipe':
      case 'note':
        this.break(part)
        this.noted = part.kind === 'note'
        break
      case 'dash':
      case 'slash':
        if (this.parts[at - 1]?.to !== part.from && this.parts[at + 1]?.from !== part.to) this.break(part)
        break
      case 'dot':
        if (kindAt(this.parts, at - 1) === 'text' && this.parts[at + 1]?.from !== part.to) this.break(part)
        break
      case 'comma':
        this.said ||= this.last?.heading != null
        this.headings.spend(this.fresh)
        break
      case 'arrow':
        this.arrow()
        break
      case 'shift':
        // 3월 17일에서 3월 31일로: directly after the date; elsewhere the word only says where.
        if (kindAt(this.parts, at - 1) === 'point') this.arrow()
        break
      case 'ext-old':
        this.change = 'old'
        break
      case 'ext-new':
        this.changeTo(part)
        break
      case 'ext-more':
        if (this.change === 'old' || this.hasOld) this.change = 'new'
        break
      default:
        this.remark(at, part)
        break
    }
  }

  /** What is said of no window in particular; of each kind the first counts. */
  private remark(at: number, part: Part): void {
    const { remarks } = this
    switch (part.kind) {
      case 'year-name':
        remarks.years.push(part.year)
        break
      case 'open-phrase':
        remarks.open ??= part
        if (part.conditional) remarks.early ??= part
        break
      case 'duration':
        if (this.countsFromPosting(at)) remarks.length ??= part
        break
      case 'recurring':
        remarks.recurring ??= part
        this.recurring = true
        break
      case 'measure':
        this.measuredAt = at
        break
      case 'vague':
      case 'early':
      case 'pending':
      case 'closed':
        remarks[part.kind] ??= part
    }
  }

  /** `공고일로부터 14일`: a length without a date. */
  private countsFromPosting(at: number): boolean {
    const before = kindAt(this.parts, at - 1)
    return before === 'from' || before === 'posting' || kindAt(this.parts, at - 2) === 'posting'
  }

  private break(part: Part): void {
    if (this.headings.used) this.change = null
    this.headings.break(part)
    this.fresh = false
    this.measuredAt = NEVER
    this.recurring = false
  }

  /** `3. 17. → 3. 31.` moves a deadline, unless each side has a heading of its own (접수 → 심사). */
  private arrow(): void {
    if (this.last === undefined || !this.fresh) return
    this.arrowAt = this.last.to
    this.said = true
    this.headings.used = true
  }

  /** Makes the window after an arrow the new one, unless a heading of its own stands between. */
  private followArrow(headingFrom: number): void {
    const { arrowAt, last } = this
    this.arrowAt = NEVER
    if (arrowAt === NEVER || last === undefined || headingFrom >= arrowAt) return
    this.remarks.arrow = true
    last.change = 'old'
    this.change = 'new'
  }

  private changeTo(part: Part): void {
    const { last } = this
    this.remarks.extended ??= part
    if (this.fresh && last !== undefined && last.change === null && this.change !== 'old') {
      last.change = 'new'
      const before = this.periods[this.periods.length - 2]
      // A note that only moves the end: `… ~ 3. 20. ※ 3. 27.까지 연장`.
      if (last.noted && last.shape === 'until' && before?.shape === 'range') before.change ??= 'old'
    } else this.change = 'new'
  }

  /** A time told apart from its date: `(마감일은 17:00까지)`, `까지(12일간) 18:00`, `by 17:00 on April 17`. */
  private clock(at: number, part: ClockPart): number {
    const point = this.parts[at + 2]
    const { last } = this
    const apart = kindAt(this.parts, at + 1)
    const ahead = apart === 'text' || (apart === 'comma' && !standsBy(this.parts, at, this.lastEnd))
    if (ahead && point?.kind === 'point' && point.clock === null) {
      return this.point(at + 2, { ...point, clock: part.clock })
    }
    if (last?.closes == null || last.closes.clock !== null) return at + 1
    if (part.until !== null) {
      const daily = kindAt(this.parts, at - 1) === 'daily' && this.follows(at)
      if (last.opens !== null && (daily || closesWindow(this.parts, at, this.lastEnd))) setHours(last, part)
    } else if (this.closesLast(at)) last.closes = { ...last.closes, clock: part.clock }
    return at + 1
  }

  private closesLast(at: number): boolean {
    if (speaksOfPost(this.parts, at)) return false
    if (this.headings.heading?.role === 'close' && !this.headings.used) return true
    if (closesWindow(this.parts, at, this.lastEnd)) return true
    return this.follows(at) && ENDS_CLOCK.has(kindAt(this.parts, at + 1))
  }

  /** Whether only brackets, lengths and 시간 stand between the last window and this part. */
  private follows(at: number): boolean {
    for (let back = at - 1; back > at - 8; back--) {
      if (back === this.lastEnd) return true
      if (!BESIDE.has(kindAt(this.parts, back))) return false
    }
    return false
  }

  /** Keeps a window with all that is known of it here; gives where to go on (`otherwise` when there is none). */
  private add(told: Told | null, otherwise: number): number {
    if (told === null) return otherwise
    const { next, ...window } = told
    const { heading, round } = this.headings
    const struck = this.struck !== null && this.struck[told.from] === 1
    this.followArrow(heading?.from ?? NEVER)
    this.headings.unfollow(this.fresh ? this.last : undefined, told.from)
    this.periods.push({
      ...window,
      heading,
      following: kindAt(this.parts, next - 1) === 'close' ? 'close' : null,
      round,
      name: this.headings.nameOf(told.from),
      change: struck ? 'old' : this.change,
      recurring: this.recurring,
      noted: this.noted,
      measured: next - this.measuredAt <= MEASURED,
      openAfter: kindAt(this.parts, next) === 'open-phrase',
    })
    this.hasOld ||= struck || this.change === 'old'
    this.change = struck ? 'new' : null
    if (struck) this.remarks.arrow = true
    this.headings.use(this.parts[next - 1]?.to ?? told.to)
    this.lastEnd = next - 1
    this.said = false
    this.fresh = true
    return next
  }
}

/** How many parts after 평점, 전화 and their like a number is taken for theirs. */
const MEASURED = 6

/** How many parts may stand between a window and the verb that says what was done in it. */
const CLAUSE = 8

/** Between a date and a time told apart from it. */
const BESIDE: ReadonlySet<string> = new Set([
  'open-paren',
  'close-paren',
  'duration',
  'comma',
  'colon',
  'label',
  'daily',
])

/** After a time told apart: nothing more is said of it, or that applying ends. */
const ENDS_CLOCK: ReadonlySet<string> = new Set([
  ...BREAKS,
  'until',
  'close',
  'apply',
  'close-paren',
  'end',
  'comma',
  'slash',
])

/** Hours that repeat every day open the first day and close the last. */
function setHours(period: Period, { clock, until }: ClockPart): void {
  if (period.opens?.clock === null) period.opens = { ...period.opens, clock }
  if (period.closes !== null) period.closes = { ...period.closes, clock: until }
}

function noRemarks(): Remarks {
  return {
    open: null,
    early: null,
    extended: null,
    vague: null,
    recurring: null,
    pending: null,
    closed: null,
    length: null,
    years: [],
    arrow: false,
  }
}

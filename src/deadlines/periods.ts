import { type Clock, type ClockPart, day, type Part, type Point } from './part.ts'
import type { Heading, Period, Remarks, Role, Stretch } from './period.ts'
import type { TokenKind } from './tokens.ts'

const BREAKS: ReadonlySet<string> = new Set(['newline', 'bullet', 'pipe'])
const ROLES: ReadonlySet<string> = new Set(['apply', 'close', 'start', 'event', 'notice'])
/** Between a range sign and its date only these may stand: `~ (마감) 3. 17.`. */
const BETWEEN: ReadonlySet<string> = new Set(['apply', 'close', 'label', 'quote', 'start', 'same'])

/** The windows that the parts tell of, in the order of the text, and what else is said. One pass, bounded look-ahead. */
export function readPeriods(
  parts: readonly Part[],
  struck: Uint8Array | null,
): { periods: Period[]; remarks: Remarks } {
  const reader = new Reader(parts, struck)
  reader.run()
  return { periods: reader.periods, remarks: reader.remarks }
}

type Scope = { heading: Heading | null; used: boolean; periods: number }

class Reader {
  readonly periods: Period[] = []
  readonly remarks: Remarks = {
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
  private readonly parts: readonly Part[]
  private readonly struck: Uint8Array | null
  private heading: Heading | null = null
  private used = false
  private lastHeading: Heading | null = null
  private round: Stretch | null = null
  private head: Stretch | null = null
  private headFrom = 0
  private change: 'old' | 'new' | null = null
  private followedFrom = -1
  private hasOld = false
  /** The last part of the last window. */
  private lastEnd = -1
  private recurring = false
  private measuredAt = -100
  private cell = 0
  private fresh = false
  private readonly scopes: Scope[] = []

  constructor(parts: readonly Part[], struck: Uint8Array | null) {
    this.parts = parts
    this.struck = struck
  }

  run(): void {
    for (let at = 0; at < this.parts.length; ) at = this.step(at)
  }

  private kind(at: number): Part['kind'] {
    return at >= 0 && at < this.parts.length ? (this.parts[at]?.kind ?? 'end') : 'end'
  }

  private step(at: number): number {
    const part = this.parts[at] as Part
    switch (part.kind) {
      case 'point':
        return this.startingAt(at, part)
      case 'round-name':
        this.round = part
        if (part.quarter) this.remarks.vague ??= part
        if (this.heading === null || this.used) this.heading = this.heading ?? this.lastHeading
        return at + 1
      case 'year-name':
        this.remarks.years.push(part.year)
        return at + 1
      case 'open-phrase':
        this.remarks.open ??= part
        if (part.conditional) this.remarks.early ??= part
        return at + 1
      case 'duration':
        if (
          this.kind(at - 1) === 'from' ||
          this.kind(at - 1) === 'posting' ||
          this.kind(at - 2) === 'posting'
        )
          this.remarks.length ??= part
        return at + 1
      case 'clock':
        return this.clock(at, part)
      default:
        return this.token(at, part.kind, part)
    }
  }

  private token(at: number, kind: TokenKind, part: Part): number {
    if (ROLES.has(kind)) this.role(kind as Role, at, part)
    else if (BREAKS.has(kind)) this.breakAt(part)
    else if (kind === 'tilde') return this.endingAfter(at)
    else this.remark(at, kind, part)
    return at + 1
  }

  private remark(at: number, kind: TokenKind, part: Part): void {
    const { remarks } = this
    switch (kind) {
      case 'day-word':
        this.dayWord(at, part)
        break
      case 'colon':
        this.recurring = false
        this.wordHeading(at)
        if (this.heading !== null && !this.used) {
          this.takeBack()
          this.heading = { ...this.heading, attached: true }
        }
        if (this.headFrom < part.from) this.head = { from: this.headFrom, to: part.from }
        break
      case 'label':
        this.label(at, part)
        break
      case 'term':
        this.term(at, part)
        break
      case 'dash':
      case 'slash':
        if (this.parts[at - 1]?.to !== part.from && this.parts[at + 1]?.from !== part.to) this.breakAt(part)
        break
      case 'dot':
        if (this.kind(at - 1) === 'text' && this.parts[at + 1]?.from !== part.to) this.breakAt(part)
        break
      case 'open-paren':
        this.scopes.push({ heading: this.heading, used: this.used, periods: this.periods.length })
        if (this.scopes.length > 8) this.scopes.shift()
        this.headFrom = part.to
        break
      case 'close-paren':
        this.leave()
        break
      case 'arrow':
        this.arrow()
        break
      case 'shift':
        // 3월 17일에서 3월 31일로: directly after the date; elsewhere the word only says where.
        if (this.kind(at - 1) === 'point') this.arrow()
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
      case 'recurring':
        remarks.recurring ??= part
        this.recurring = true
        break
      case 'measure':
        this.measuredAt = at
        break
      case 'vague':
        remarks.vague ??= part
        break
      case 'early':
        remarks.early ??= part
        break
      case 'pending':
        remarks.pending ??= part
        break
      case 'closed':
        remarks.closed ??= part
        break
    }
  }

  private role(role: Role, at: number, part: Part): void {
    const last = this.periods[this.periods.length - 1]
    if (this.fresh && last !== undefined && last.following === null) {
      last.following = role
      this.followedFrom = part.from
    }
    if (role === 'event' && this.joined(at)) return
    const still = role === 'event' && this.heading?.role === 'event' && this.heading.attached && !this.used
    this.heading = { role, attached: still, from: part.from, to: part.to }
    this.used = false
    this.measuredAt = -100
  }

  /** `공고일:`, `From:`, `To:` are headings only before a colon. */
  private wordHeading(at: number): void {
    const before = this.parts[at - 1]
    const role = before === undefined ? undefined : COLON_ROLES[before.kind]
    if (before === undefined || role === undefined) return
    this.heading = { role, attached: true, from: before.from, to: before.to }
    this.used = false
  }

  /** `접수 마감/선정 :` is the heading of both. */
  private joined(at: number): boolean {
    const sign = this.kind(at - 1)
    const before = this.kind(at - 2)
    return (sign === 'slash' || sign === 'middot') && (before === 'apply' || before === 'close')
  }

  /** 기간, 일시 after a role makes a heading of it; after a word that is no role, a heading of something else. */
  private label(at: number, part: Part): void {
    const before = this.wordBefore(at)
    if (before?.kind === 'text' && before.width > 1) {
      this.heading = { role: 'event', attached: true, from: before.from, to: part.to }
      this.used = false
    } else if (this.heading !== null && !this.used) {
      this.takeBack()
      this.heading = { ...this.heading, attached: true, to: part.to }
    }
  }

  /** `창업일 2019. 4. 6.`, `기준일:`: the day of something else, where a date or colon follows at once. */
  private dayWord(at: number, part: Part): void {
    const next = this.kind(at + 1)
    if (next !== 'colon' && next !== 'point') return
    this.heading = { role: 'event', attached: true, from: part.from, to: part.to }
    this.used = false
  }

  /** 기한 closes what one applies for, but 사용기한 and 유효기한 close something else. */
  private term(at: number, part: Part): void {
    const before = this.wordBefore(at)
    if (before?.kind === 'text' && before.width > 1) this.role('event', at, part)
    else this.role('close', at, part)
    if (this.heading !== null) this.heading = { ...this.heading, attached: true }
  }

  /** A word that turns out to be the heading of what comes next says nothing of the window before it. */
  private takeBack(): void {
    const last = this.periods[this.periods.length - 1]
    if (last !== undefined && this.heading?.from === this.followedFrom) last.following = null
  }

  /** The word written together with the one at `at`, also over a bracket: `개찰(입찰)일시`. */
  private wordBefore(at: number): Part | null {
    const from = this.parts[at]?.from
    const before = this.parts[at - 1]
    if (before === undefined || before.to !== from) return null
    if (this.kind(at - 1) !== 'close-paren') return before
    for (let back = at - 2; back > at - 6; back--)
      if (this.kind(back) === 'open-paren') return this.parts[back - 1] ?? null
    return null
  }

  private breakAt(part: Part): void {
    this.cell++
    this.fresh = false
    this.headFrom = part.to
    this.measuredAt = -100
    this.recurring = false
    this.head = null
    if (this.used) {
      this.lastHeading = this.heading
      this.heading = null
      this.used = false
      this.round = null
      this.change = null
    }
  }

  /** A bracket that held a window does not lend its heading to what follows; one that held only a heading does. */
  private leave(): void {
    const scope = this.scopes.pop()
    if (scope === undefined || scope.periods === this.periods.length) return
    this.heading = scope.heading
    this.used = scope.used
    this.head = null
  }

  /** `3. 17. → 3. 31.` moves a deadline, unless each side has a heading of its own (접수 → 심사). */
  private arrow(): void {
    const last = this.periods[this.periods.length - 1]
    if (last === undefined || !this.fresh) return
    this.remarks.arrow = true
    last.change ??= 'old'
    this.change = 'new'
    this.used = true
  }

  private changeTo(part: Part): void {
    const last = this.periods[this.periods.length - 1]
    this.remarks.extended ??= part
    if (this.fresh && last !== undefined && last.change === null && this.change !== 'old') last.change = 'new'
    else this.change = 'new'
  }

  /** A time told apart from its date: `(마감일은 17:00까지)`, `까지(12일간) 18:00`, `by 17:00 on April 17`. */
  private clock(at: number, part: ClockPart): number {
    const point = this.parts[at + 2]
    if (this.kind(at + 1) === 'text' && point?.kind === 'point' && point.clock === null) {
      return this.startingAt(at + 2, { ...point, clock: part.clock })
    }
    const last = this.periods[this.periods.length - 1]
    if (last?.closes == null || last.closes.clock !== null) return at + 1
    if (part.until !== null) {
      if (last.opens !== null && this.kind(at - 1) === 'daily' && this.follows(at)) setHours(last, part)
      return at + 1
    }
    const closing = this.heading?.role === 'close' && !this.used
    if (closing || (this.follows(at) && ENDS_CLOCK.has(this.kind(at + 1))))
      last.closes = { ...last.closes, clock: part.clock }
    return at + 1
  }

  /** Whether only brackets, lengths and 시간 stand between the last window and this part. */
  private follows(at: number): boolean {
    for (let back = at - 1; back > at - 8; back--) {
      if (back === this.lastEnd) return true
      if (!BESIDE.has(this.kind(back))) return false
    }
    return false
  }

  // A window that begins with a date.
  private startingAt(at: number, point: Point): number {
    let next = this.beforeSign(at + 1)
    const kind = this.kind(next)
    const spoken = kind === 'range' || kind === 'by'
    if (kind === 'tilde' || (spoken && this.mayEnd(next + 1))) return this.endOf(point, next + 1, next)
    if (kind === 'dash' && this.kind(next + 1) === 'dash') next++
    if (kind === 'dash' && this.mayEnd(next + 1)) return this.endOf(point, next + 1, next)
    if (kind === 'from') {
      next++
      if (this.kind(next) === 'tilde' || this.kind(next) === 'comma' || this.kind(next) === 'dash') next++
      return this.endOf(point, next, next - 1, true)
    }
    if (this.closesAt(next))
      return this.add({ shape: 'until', closes: point, from: point.from, to: point.to }, next + 1)
    if (this.isReference(at, next, point)) return next
    const before = this.kind(at - 1)
    if (before === 'since')
      return this.add({ shape: 'since', opens: point, from: point.from, to: point.to }, next)
    const both = point.until !== null
    return this.add(
      {
        shape: both ? 'range' : before === 'by' ? 'until' : 'bare',
        opens: both ? point : null,
        closes: both ? { ...point, clock: point.until } : point,
        from: point.from,
        to: point.to,
      },
      next,
    )
  }

  /** Past a second sign and the end of the line: `A ~~ B`. A line that begins with words is another matter. */
  private afterSign(at: number): number {
    let next = at
    while (next < at + 2 && this.kind(next) === 'tilde') next++
    const line = this.kind(next) === 'newline' && this.mayEnd(next + 1)
    return line ? next + 1 : next
  }

  /** A range sign may begin the next line or follow a comma. */
  private beforeSign(at: number): number {
    const kind = this.kind(at)
    return (kind === 'newline' || kind === 'comma') && this.kind(at + 1) === 'tilde' ? at + 1 : at
  }

  /** `2026. 3. 30. 기준`, `2019. 1. 1. 이후 창업`, `공고일(2026. 3. 30.)`: a day by which something else is measured. */
  private isReference(at: number, next: number, point: Point): boolean {
    if (this.kind(at - 1) === 'open-paren' && this.kind(at - 2) === 'posting') return true
    return this.kind(next) === 'reference' && point.clock === null
  }

  /** `까지`, `마감`, `한`, also after words for applying: `18시 접수 마감`. */
  private closesAt(at: number): boolean {
    const kind = this.kind(at)
    if (kind === 'until') return true
    if (kind === 'reference') return this.kind(at + 1) === 'until'
    if (kind === 'close') return !this.headsNext(at + 1)
    if (kind === 'apply') return this.kind(at + 1) === 'close' && !this.headsNext(at + 2)
    const part = this.parts[at]
    return part?.kind === 'text' && part.value === LIMIT && part.width === 1
  }

  /** `공고 3. 2. 마감 3. 20.`: the word is the heading of the next date, not the end of this one. */
  private headsNext(at: number): boolean {
    const kind = this.kind(at)
    if (kind === 'colon') return true
    return kind === 'point' && this.heading !== null && !this.used
  }

  private mayEnd(at: number): boolean {
    const kind = this.kind(at)
    if (kind === 'point' || kind === 'number' || kind === 'open-phrase' || kind === 'clock') return true
    return kind === 'text' && this.kind(at + 1) === 'open-phrase'
  }

  private endOf(first: Point, at: number, sign: number, spoken = false): number {
    let opens = first
    let next = this.afterSign(at)
    const begin = next
    while (next < begin + 3 && BETWEEN.has(this.kind(next))) next++
    const closes = this.endAt(opens, next)
    // Hours after a range (`~ 4. 20. 10:00~18:00`) repeat every day: they open the first and close the last.
    const daily = closes === null || opens.clock !== null ? null : this.dailyStart(next)
    if (daily !== null) opens = { ...opens, clock: daily }
    if (closes !== null) {
      const end = closes.next + (this.closesAt(closes.next) ? 1 : 0)
      const period = {
        shape: 'range' as const,
        opens,
        closes: closes.point,
        days: closes.days,
        from: opens.from,
        to: closes.to,
      }
      return this.add(period, end)
    }
    const later = spoken ? this.laterEnd(at) : -1
    const part = this.parts[later]
    if (part?.kind === 'point') {
      return this.add({ shape: 'range', opens, closes: part, from: opens.from, to: part.to }, later + 1)
    }
    return this.add(
      {
        shape: 'since',
        opens,
        broken: this.kind(next) === 'number',
        from: opens.from,
        to: this.parts[sign]?.to ?? opens.to,
      },
      sign + 1,
    )
  }

  private dailyStart(at: number): Clock | null {
    const part = this.parts[at]
    return part?.kind === 'point' && part.until !== null ? part.clock : null
  }

  /** The end that stands at `at`: a date, a day of the same month, an hour of the same day, a number of days. */
  private endAt(
    opens: Point | null,
    at: number,
  ): { point: Point | null; days: number | null; next: number; to: number } | null {
    const part = this.parts[at]
    if (part?.kind === 'point') {
      const point = part.until === null ? part : { ...part, clock: part.until }
      return { point, days: null, next: at + 1, to: part.to }
    }
    if (part?.kind === 'duration' && opens !== null)
      return { point: null, days: part.days, next: at + 1, to: part.to }
    if (part?.kind === 'clock' && opens !== null) {
      const point: Point = {
        ...opens,
        clock: part.until ?? part.clock,
        until: null,
        from: part.from,
        to: part.to,
      }
      return { point, days: null, next: at + 1, to: part.to }
    }
    return opens === null ? null : this.bareDay(at)
  }

  /** `2026. 3. 2. ~ 17`: only a number is repeated. */
  private bareDay(at: number): { point: Point; days: null; next: number; to: number } | null {
    const part = this.parts[at]
    if (part?.kind !== 'number') return null
    const token = part
    if (token.width > 2 || token.value < 1 || token.value > 31) return null
    let next = at + 1
    if (this.kind(next) === 'dot' && this.kind(next + 1) !== 'number') next++
    const ends = this.kind(next)
    if (
      ends === 'dot' ||
      ends === 'dash' ||
      ends === 'slash' ||
      ends === 'count' ||
      ends === 'colon' ||
      ends === 'symbol' ||
      (ends === 'text' && this.parts[next]?.from === part.to)
    )
      return null
    const year = this.kind(next) === 'comma' ? this.parts[next + 1] : undefined
    if (year?.kind === 'year-name') next += 2
    const clock = this.parts[next]
    const point: Point = {
      kind: 'point',
      day: day({
        day: token.value,
        year: year?.kind === 'year-name' ? year.year : null,
        strong: false,
        from: part.from,
        to: part.to,
      }),
      clock: clock?.kind === 'clock' ? (clock.until ?? clock.clock) : null,
      until: null,
      from: part.from,
      to: clock?.kind === 'clock' ? clock.to : part.to,
    }
    return { point, days: null, next: clock?.kind === 'clock' ? next + 1 : next, to: point.to }
  }

  /** `3월 2일부터 … 3월 17일까지` with words between; not beyond a break. */
  private laterEnd(at: number): number {
    for (let next = at; next < at + 24; next++) {
      const kind = this.kind(next)
      if (kind === 'end' || BREAKS.has(kind) || kind === 'event') return -1
      if (kind === 'point') return this.closesAt(next + 1) ? next : -1
    }
    return -1
  }

  /** A window that begins with a range sign. */
  private endingAfter(at: number): number {
    let next = this.afterSign(at + 1)
    while (next < at + 5 && BETWEEN.has(this.kind(next))) next++
    const end = this.endAt(null, next)
    if (end === null || end.point === null) return at + 1
    const from = this.parts[at]?.from ?? 0
    return this.add(
      { shape: 'until', closes: end.point, from, to: end.to },
      end.next + (this.closesAt(end.next) ? 1 : 0),
    )
  }

  private add(told: Partial<Period> & Pick<Period, 'shape' | 'from' | 'to'>, next: number): number {
    const before = this.kind(next - 1)
    const struck = this.struck !== null && this.struck[told.from] === 1
    this.periods.push({
      shape: told.shape,
      opens: told.opens ?? null,
      closes: told.closes ?? null,
      days: told.days ?? null,
      heading: this.heading,
      following: before === 'close' ? 'close' : null,
      round: this.round,
      head: this.head,
      change: struck ? 'old' : this.change,
      recurring: this.recurring,
      broken: told.broken ?? false,
      measured: next - this.measuredAt <= MEASURED,
      openAfter: this.kind(next) === 'open-phrase',
      cell: this.cell,
      from: told.from,
      to: told.to,
    })
    this.lastEnd = next - 1
    this.hasOld ||= struck || this.change === 'old'
    this.used = true
    this.fresh = true
    this.change = null
    if (struck) {
      this.change = 'new'
      this.remarks.arrow = true
    }
    this.lastHeading = this.heading ?? this.lastHeading
    return next
  }
}

/** After a time told apart: nothing more is said of it, or that applying ends. */
const ENDS_CLOCK: ReadonlySet<string> = new Set([
  'until',
  'close',
  'apply',
  'close-paren',
  'end',
  'newline',
  'pipe',
  'bullet',
  'comma',
  'slash',
])
const COLON_ROLES: Readonly<Record<string, Role>> = {
  posting: 'notice',
  since: 'start',
  range: 'close',
  by: 'close',
}
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
/** How many parts after 평점, 전화 and their like a number is taken for theirs. */
const MEASURED = 6
const LIMIT = 0xd55c // 한

/** Hours that repeat every day open the first day and close the last. */
function setHours(period: Period, { clock, until }: ClockPart): void {
  if (period.opens?.clock === null) period.opens = { ...period.opens, clock }
  if (period.closes !== null) period.closes = { ...period.closes, clock: until }
}

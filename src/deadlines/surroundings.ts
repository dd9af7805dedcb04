import { Changes } from './changes.ts'
import { endsNotice, inClause, isCondition, isDoneBy, isEventOf } from './deeds.ts'
import { Headings } from './headings.ts'
import { isJoined } from './joined-words.ts'
import { kindAt, type Part } from './part.ts'
import type { Period, Remarks, Role } from './period.ts'
import { noRemarks, takeRemark } from './remarks.ts'
import type { Token } from './token.ts'
import type { Told } from './windows.ts'
import { ADVISED, SIGNED, USED, VIEWED } from './words.ts'

const NEVER = -100

/** What may follow a window that its words come after. */
const FOLLOWS: ReadonlySet<string> = new Set(['text', 'apply', 'close', 'start', 'event'])

/** Further from its date than this, in units of the text, a heading is parted from it. */
const NEAR = 4

/** How many parts after 평점, 전화 and their like a number is taken for theirs. */
const MEASURED = 6

/** What the words and signs between the windows say of them; fed with one after the other. */
export class Surroundings {
  readonly remarks: Remarks = noRemarks()
  readonly headings: Headings
  /** The last window, and its last part. */
  last: Period | undefined = undefined
  lastEnd = NEVER
  private readonly parts: readonly Part[]
  private readonly periods: readonly Period[]
  private readonly changes = new Changes(this.remarks)
  /** The last window stands in the same clause. */
  private fresh = false
  /** The last window has its heading, and its clause is over: what follows heads the next. */
  private said = false
  private recurring = false
  private noted = false
  /** The text begins with a window, so that words follow what they say: `10. 5. 모집시작 10. 23. 모집마감 10. 30. 발표`. */
  private datesFirst = false
  /** Where the last word for a measure stood. */
  private measuredAt = NEVER

  /** `periods`: those found so far. */
  constructor(parts: readonly Part[], periods: readonly Period[]) {
    this.parts = parts
    this.periods = periods
    this.headings = new Headings(parts)
  }

  /** Words that say what dates are for. */
  take(at: number, part: Part): void {
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
      case 'colon':
        this.recurring = false
        headings.takeColon(at, part, this.last)
        break
      case 'open-paren':
        headings.open(at, part, this.periods.length)
        break
      case 'close-paren':
        // (공고) 1. 23. ~ 2. 24. (접수) 2. 10. ~ 2. 24.: where headings stand in brackets, they head what follows.
        if (kindAt(this.parts, 0) === 'open-paren' && kindAt(this.parts, at + 1) === 'point') {
          headings.leadOn(this.last)
          if (!headings.holdsWindow(this.periods.length)) headings.forgetUsed()
        }
        // 연휴(2. 16. ~ 2. 18.) 전 마감: what comes after the bracket is not said of the window in it.
        if (this.last?.heading?.role === 'event' && headings.holdsWindow(this.periods.length))
          this.said = true
        headings.close(part, this.periods.length)
        break
      default:
        this.sign(at, part)
        break
    }
  }

  private role(role: Role, at: number, part: Part): void {
    const { last, parts } = this
    if (role === 'event' && last?.following === null && at - this.lastEnd === 1)
      if (isEventOf(parts, at, last.shape === 'bare')) last.following = 'done'
    // ~ 4. 8., 실증트랙(PoC) ~ 5. 8.: after a comma an event is of the next window.
    const parted = role === 'event' && last?.shape !== 'bare' && !inClause(parts, at, this.lastEnd)
    // 4. 7.까지 연장 운영: what is extended is still for applying.
    const extended = role === 'event' && kindAt(parts, at - 1) === 'ext-new'
    this.headings.takeRole(
      role,
      at,
      part,
      this.fresh && !this.said && !parted && !extended ? last : undefined,
    )
    this.measuredAt = NEVER
  }

  /** What was done by the last date. */
  private deed(at: number, token: Token): void {
    const { last, lastEnd, parts } = this
    if (token.value === ADVISED || token.value === USED) {
      this.use(at, token)
      return
    }
    if (token.value < SIGNED) this.headings.takeDayWord(at, token, false)
    else if (token.value === VIEWED) this.headings.takeViews(at, token)
    if (last === undefined || last.following !== null) return
    if (token.value >= SIGNED) {
      const plain = token.value === VIEWED || last.closes?.clock === null
      const dated = last.shape === 'bare' && last.closes?.day.anchor.by === 'calendar' && plain
      if (dated && endsNotice(parts, at, token, lastEnd)) last.following = 'done'
    } else if (this.fresh && !this.said && isDoneBy(parts, at, token.value === 1, lastEnd))
      last.following = 'done'
  }

  /** 권장, 사용 가능: what is said of the last date, or heads the next. */
  private use(at: number, token: Token): void {
    const { last, lastEnd, parts } = this
    const next = kindAt(parts, at + 1)
    const headsNext = token.value === USED && (next === 'point' || next === 'colon')
    if (headsNext) this.headings.takeDayWord(at, token, false)
    else if (last !== undefined && this.fresh && isDoneBy(parts, at, true, lastEnd)) {
      const direct = at - lastEnd === 1 && last.heading?.attached !== true
      if (direct || token.value === ADVISED) last.following = 'except'
      else if (!this.said) last.following ??= 'use'
    }
  }

  /** Signs that part windows. */
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
      case 'middot':
        if (!isJoined(this.parts, at) && !isJoined(this.parts, at + 1)) this.break(part)
        break
      case 'dot':
        if (kindAt(this.parts, at - 1) === 'text' && this.parts[at + 1]?.from !== part.to) {
          this.headings.spend(this.fresh)
          this.break(part)
        }
        break
      case 'comma':
        this.said ||= this.last?.heading != null
        this.headings.spend(this.fresh)
        this.changes.forget()
        break
      default:
        this.change(at, part)
        break
    }
  }

  /** Words and signs that set a new window against an old one. */
  private change(at: number, part: Part): void {
    const { changes, headings, last, periods } = this
    switch (part.kind) {
      case 'arrow':
        this.arrow()
        break
      case 'shift':
        // 3월 17일에서 3월 31일로: directly after the date; elsewhere the word only says where.
        if (kindAt(this.parts, at - 1) === 'point') this.arrow()
        break
      case 'ext-old':
        changes.takeOld()
        break
      case 'ext-new':
        if (kindAt(this.parts, at - 1) === 'round-name') this.extendAgain()
        changes.takeNew(
          part,
          this.fresh && last !== undefined ? last : null,
          periods[periods.length - 2],
          this.noted || headings.inBracket,
        )
        break
      case 'ext-more':
        changes.takeMore()
        break
      case 'except':
        if (last !== undefined && headings.holdsWindow(periods.length)) last.following = 'except'
        break
      default:
        this.remark(at, part)
        break
    }
  }

  /** `1차 연장`, `2차 연장`: extensions are counted, not rounds; each takes the place of the one before. */
  private extendAgain(): void {
    this.headings.round = null
    if (this.last?.change === 'new') this.last.change = 'old'
  }

  private remark(at: number, part: Part): void {
    if (part.kind === 'round-name') this.headings.takeRound(part)
    else if (part.kind === 'recurring') this.recurring = true
    else if (part.kind === 'measure') this.measuredAt = at
    takeRemark(this.remarks, this.parts, at, part)
  }

  private break(part: Part): void {
    const said = this.last?.following != null && (this.datesFirst || this.last.shape !== 'bare')
    if (this.fresh && said) this.headings.spendAll()
    if (this.headings.used) this.changes.forget()
    this.headings.break(part)
    this.fresh = false
    this.measuredAt = NEVER
    this.recurring = false
  }

  private arrow(): void {
    if (this.last === undefined || !this.fresh) return
    this.changes.takeArrow(this.last)
    this.said = true
    this.headings.used = true
  }

  /** What was said of the window before it is not the heading of `told`. */
  private spendSaid(told: Told): void {
    // 4. 30.까지 신청서를 제출한 기업에 한하여 5. 7. ~ 5. 8. 평가
    const { headings } = this
    const { heading } = headings
    const parted = heading?.role === 'apply' && told.from - heading.to > NEAR
    if (this.fresh && parted && this.last?.following != null && this.last.shape !== 'bare')
      headings.spendAll()
    if (headings.inBracket) headings.leaveToBracket(this.last, told.from)
    // 1월 8일까지 신청하면 2월부터 지원한다.
    if (told.shape === 'since' && this.last?.shape === 'until' && headings.isSaid(this.last))
      headings.spendAll()
    const begun =
      headings.heading?.role === 'start' &&
      told.shape === 'bare' &&
      this.last?.heading?.role !== 'notice' &&
      this.last?.heading?.role !== 'event'
    if (
      this.fresh &&
      headings.isSaid(this.last) &&
      (begun || (this.datesFirst && told.shape !== 'until' && !headings.inBracket))
    )
      headings.spendAll()
  }

  /** The window with all that is known of it here; from now on it is the last. */
  place(told: Told, struck: boolean): Period {
    const { parts, headings } = this
    const { next } = told
    const { heading } = headings
    this.spendSaid(told)
    this.changes.followArrow(this.last, heading?.from ?? NEVER)
    headings.unfollow(this.fresh ? this.last : undefined, told.from)
    const period: Period = {
      // Field by field: a spread here costs a thirtieth of a reading.
      shape: told.shape,
      opens: told.opens,
      closes: told.closes,
      days: told.days,
      broken: told.broken,
      from: told.from,
      to: told.to,
      heading:
        headings.isNamedApart || headings.isUnnamed(told.from, this.last?.to ?? NEVER)
          ? null
          : headings.heading,
      shared: headings.used || (this.fresh && this.last?.shape !== 'bare' && headings.isSaid(this.last)),
      following: kindAt(parts, next - 1) === 'close' ? 'close' : isCondition(parts, next) ? 'done' : null,
      weakly: false,
      round: headings.round,
      name: headings.nameOf(told.from),
      change: this.changes.settle(struck, told),
      // 매년 한 번, 올해 마감은 2026. 3. 31.: a year of its own makes one window of it.
      recurring: this.recurring && told.closes?.day.year == null,
      noted: this.noted,
      measured: next - this.measuredAt <= MEASURED,
      openAfter: kindAt(parts, next) === 'open-phrase',
    }
    if (this.last === undefined)
      this.datesFirst = headings.heading === null && FOLLOWS.has(kindAt(parts, next))
    headings.use(parts[next - 1]?.to ?? told.to)
    this.last = period
    this.lastEnd = next - 1
    this.said = false
    this.fresh = true
    return period
  }
}

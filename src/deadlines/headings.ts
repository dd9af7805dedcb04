import { headsBoth, isJoined, isOfEvent, opensUndated, wordBefore } from './joined-words.ts'
import { kindAt, type Part } from './part.ts'
import type { Following, Heading, Period, Role, Stretch } from './period.ts'

/** Words that are headings only before a colon: `공고일:`, `From:`, `To:`. */
const COLON_ROLES: Readonly<Record<string, Role>> = {
  posting: 'notice',
  since: 'start',
  range: 'close',
  by: 'close',
}

/** Signs between two windows, in units of the text; a name makes it more. */
const NAMELESS = 6

/** 기간, of the words that make a heading of the one before them. */
const SPAN = 1

/** Brackets deeper than this are not remembered. */
const DEEPEST = 8

const RANGE_SIGNS: ReadonlySet<string> = new Set(['tilde', 'from', 'dash', 'range', 'until'])

/** 납부, 입금: 납부 마감 and 입금기한 close no application. */
const isPaying = (part: Part | undefined): boolean => part?.kind === 'event' && part.value === 1

/** 등록 and its like. */
const isWeak = (role: Role, part: Part): boolean => role === 'apply' && 'value' in part && part.value === 1

/** In one clause applying is heard over other events (`4. 24.까지 예선 참가 접수`), and the start over applying. */
function speaksLouder(role: Role, before: Following | null): boolean {
  if (before === null) return true
  if (before === 'use') return role === 'apply' || role === 'close'
  return before === 'apply' ? role === 'start' : before === 'event' && (role === 'apply' || role === 'close')
}

/** What the words so far say of the next date: its heading, its round, the words before its colon. */
export class Headings {
  heading: Heading | null = null
  /** The heading has had its date. */
  used = false
  round: Stretch | null = null
  private head: Stretch | null = null
  private headFrom = 0
  private lastHeading: Heading | null = null
  private followedFrom = -1
  /** The word of a heading that may stand over a list, and such a heading with its list below it. */
  private spansFrom = -1
  private list: Heading | null = null
  /** The heading has its date in a bracket of its own: `참가접수(1. 19. ~ 2. 6.)`. */
  private bracketed = false
  private readonly scopes: {
    heading: Heading | null
    used: boolean
    periods: number
    from: number
    aside: boolean
  }[] = []
  private readonly parts: readonly Part[]

  constructor(parts: readonly Part[]) {
    this.parts = parts
  }

  /** A heading waits for its date. */
  get waits(): boolean {
    return this.heading !== null && !this.used
  }

  get inBracket(): boolean {
    return this.scopes.length > 0
  }

  /** Whether the bracket holds a window; `periods`: how many windows there are. */
  holdsWindow(periods: number): boolean {
    const scope = this.scopes[this.scopes.length - 1]
    return scope !== undefined && scope.periods < periods
  }

  private set(role: Role, attached: boolean, from: number, to: number, weak = false): void {
    this.heading = { role, attached, weak, from, to }
    this.used = false
    this.list = null
    if (role === 'close') this.spansFrom = from
  }

  private attach(to: number | null, last: Period | undefined): void {
    if (this.heading === null || this.used) return
    // A word that turns out to head what comes next says nothing of the window before it.
    if (last !== undefined && this.heading.from === this.followedFrom) last.following = null
    this.heading = { ...this.heading, attached: true, to: to ?? this.heading.to }
  }

  /** A word for applying, closing or another event; `last`: the window before it in the same clause. */
  takeRole(role: Role, at: number, part: Part, last: Period | undefined): void {
    if (last !== undefined && speaksLouder(role, last.following)) {
      last.following = role
      last.weakly = isWeak(role, part)
      this.followedFrom = part.from
    }
    // 신청기간 : 개강일 ~ 4. 3.
    const undated = this.waits && this.heading?.attached === true && opensUndated(this.parts, at)
    if (role === 'event' && (undated || headsBoth(this.parts, at))) return
    const before = this.parts[at - 1]
    const joined = before?.kind === 'event' && (role === 'start' || isJoined(this.parts, at))
    if ((role === 'close' && isPaying(before)) || (joined && (role === 'start' || role === 'close'))) {
      this.set('event', true, part.from, part.to)
      return
    }
    const still = role === 'event' && this.heading?.role === 'event' && this.heading.attached && !this.used
    this.set(role, still, part.from, part.to, isWeak(role, part))
  }

  /** 모집 일정 over a list of what happens when: it heads no item that has a label of its own. */
  private get isFromAbove(): boolean {
    const { heading } = this
    return heading !== null && !this.used && heading.to < this.headFrom && heading.from !== this.spansFrom
  }

  takeColon(at: number, part: Part, last: Period | undefined): void {
    const before = this.parts[at - 1]
    const role = before === undefined ? undefined : COLON_ROLES[before.kind]
    if (before !== undefined && role !== undefined) this.set(role, true, before.from, before.to)
    else if (before?.kind === 'text' && this.isFromAbove) this.heading = null
    else this.attach(null, last)
    if (this.headFrom < part.from) this.head = { from: this.headFrom, to: part.from }
  }

  /** 기간, 일시 after a role makes a heading of it; after a word that is no role, a heading of something else. */
  takeLabel(at: number, part: Part, last: Period | undefined): void {
    const before = wordBefore(this.parts, at)
    const other = before?.kind === 'deed' || (before?.kind === 'event' && before !== this.parts[at - 1])
    if (other || (before?.kind === 'text' && before.width > 1)) this.set('event', true, before.from, part.to)
    else this.attach(part.to, last)
    if (this.heading?.role === 'apply' && 'value' in part && part.value === SPAN)
      this.spansFrom = this.heading.from
  }

  /** 기한 closes what one applies for, but 사용기한 and 유효기한 close something else. */
  takeTerm(at: number, part: Part): void {
    const before = wordBefore(this.parts, at)
    const other =
      kindAt(this.parts, at - 1) === 'event' ||
      isOfEvent(this.parts, at - 1) ||
      before?.kind === 'deed' ||
      (before?.kind === 'text' && before.width > 1)
    this.set(other ? 'event' : 'close', true, part.from, part.to)
  }

  /** `창업일 2019. 4. 6.`, `기준일:`: the day of something else, where a date or colon follows at once. `attached` as in `Heading`. */
  takeDayWord(at: number, part: Part, attached = true): void {
    const next = kindAt(this.parts, at + 1)
    const bracketed = next === 'open-paren' && kindAt(this.parts, at + 2) === 'point'
    // 성탄절(12. 25.)까지: the day itself ends the window.
    if (bracketed && kindAt(this.parts, at + 4) === 'until') return
    if (bracketed || next === 'colon' || next === 'point')
      this.set('event', attached || next !== 'point', part.from, part.to)
  }

  /** `조회 203 2026-04-06`: the row of a board. */
  takeViews(at: number, part: Part): void {
    if (kindAt(this.parts, at + 1) === 'number' && kindAt(this.parts, at + 2) === 'point')
      this.set('notice', true, part.from, part.to)
  }

  /** `게시일 2026-04-06 마감일 …`: the day of the notice; with a range sign the window begins there. */
  takePosting(at: number, part: Part): void {
    if (kindAt(this.parts, at + 1) === 'point' && !RANGE_SIGNS.has(kindAt(this.parts, at + 2)))
      this.set('notice', true, part.from, part.to)
  }

  /** `상영 10. 15. ~ 10. 19. (출품접수 5. 11. ~ 7. 10.)`: the word in the bracket is of the window at `from`, not of `last`. */
  leaveToBracket(last: Period | undefined, from: number): void {
    const scope = this.scopes[this.scopes.length - 1]
    const inside = scope !== undefined && last !== undefined && scope.from >= last.to
    if (inside && this.heading !== null && this.heading.from > scope.from && from - this.heading.to <= 2)
      this.leadOn(last)
  }

  /** `참가접수(1. 19. ~ 2. 6.) 2 사전진단(2. 9. ~ 2. 20.)`: the window to come has a bracket and a name of its own. */
  get isNamedApart(): boolean {
    return this.used && this.bracketed && this.scopes[this.scopes.length - 1]?.aside === true
  }

  /** Whether the heading is a word that was said of `last`. */
  isSaid(last: Period | undefined): boolean {
    if (last === undefined || this.heading === null || this.followedFrom < last.from) return false
    return last.following !== null && this.heading.from >= this.followedFrom
  }

  /** The word that was taken to follow `last` heads the window at `from`, and `last` has a heading of its own. */
  unfollow(last: Period | undefined, from: number): void {
    const { heading } = this
    if (last?.heading?.role !== 'event' || heading === null) return
    if (heading.attached || from - heading.to <= 2) this.leadOn(last)
  }

  /** `[접수] 6. 29. ~ 7. 17. [홍보] 6. 15. ~ 7. 17.`: a label that nobody knows takes over from the one before it. */
  forgetUsed(): void {
    if (!this.used || (this.heading?.role !== 'apply' && this.heading?.role !== 'close')) return
    this.heading = null
    this.used = false
  }

  /** The word that was taken to follow `last` heads what comes next. */
  leadOn(last: Period | undefined): void {
    if (last !== undefined && this.isSaid(last) && !this.used) last.following = null
  }

  /** `4. 24.까지 접수, 5. 8. 발표`: after the comma 접수 has been said of the date before it. */
  spend(fresh: boolean): void {
    const { heading } = this
    if (fresh && !this.used && heading !== null && !heading.attached && heading.from === this.followedFrom)
      this.heading = null
  }

  /** `4. 24.까지 출품원서 제출 / 5. 8. 반입`: after a break no word of the clause before it heads what follows. */
  spendAll(): void {
    if (!this.used && this.heading?.attached === false && this.heading.from >= this.followedFrom)
      this.heading = null
  }

  takeRound(part: Stretch): void {
    this.round = part
    this.heading ??= this.lastHeading
  }

  /** A new line, cell or item: a heading that has had its date ends here. */
  break(part: Part): void {
    this.headFrom = part.to
    this.head = null
    if (!this.used) {
      if (this.heading !== null && this.heading.from === this.spansFrom) this.list = this.heading
      return
    }
    this.lastHeading = this.heading
    // 신청기간 ① 개인 4. 6. ~ 4. 10. ② 단체 4. 13. ~ 4. 17.: what stands over a list heads each of its items.
    this.heading = this.list === null ? null : { ...this.list, attached: false }
    this.used = this.list !== null
    this.round = null
  }

  /** A heading of the list says nothing of a date at `from` that has no name of its own since `lastTo`. */
  isUnnamed(from: number, lastTo: number): boolean {
    return this.list !== null && this.used && this.round === null && from - lastTo < NAMELESS
  }

  open(at: number, part: Part, periods: number): void {
    this.scopes.push({
      heading: this.heading,
      used: this.used,
      periods,
      from: part.from,
      aside: kindAt(this.parts, at - 1) === 'text' && isJoined(this.parts, at),
    })
    this.bracketed = this.used ? this.bracketed : this.heading?.to === part.from
    // 캠프(7. 24. ~ 7. 25.): what stands in the bracket is the event's.
    if (this.heading?.role === 'event' && !this.used && this.heading.to === part.from)
      this.heading = { ...this.heading, attached: true }
    if (this.scopes.length > DEEPEST) this.scopes.shift()
    this.headFrom = part.to
  }

  /** A bracket that held a window does not lend its heading to what follows; one that held only a heading does. */
  close(part: Part, periods: number): void {
    const scope = this.scopes.pop()
    if (scope === undefined) return
    if (scope.periods === periods && scope.aside) {
      // B트랙(실증) ~ 5. 8.: a word in the brackets of another heads nothing.
      this.heading = scope.heading
      this.used = scope.used
      return
    }
    if (scope.periods === periods) {
      // 사업설명회(온라인) 2. 6.: what stands in the bracket parts the heading from its date no further.
      if (
        this.heading !== null &&
        this.heading.from === scope.heading?.from &&
        scope.from === this.heading.to
      )
        this.heading = { ...scope.heading, to: part.to }
      return
    }
    this.heading = scope.heading
    this.used = scope.used || this.bracketed
    this.head = null
  }

  /** The words that name a window beginning at `from`: those before its colon, or those since the last window. */
  nameOf(from: number): Stretch {
    return this.head ?? { from: Math.min(this.headFrom, from), to: from }
  }

  /** A window, which ends at `to`, has taken the heading. */
  use(to: number): void {
    this.used = true
    this.head = null
    this.headFrom = to
    this.lastHeading = this.heading ?? this.lastHeading
  }
}

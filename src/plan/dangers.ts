import type { Change } from './change.ts'
import { isSameDeadline } from './compare.ts'

/** Why a plan is not carried out, with every number that led to it. */
export type Danger = {
  readonly code:
    | 'many-deletions-or-moves'
    | 'nothing-read'
    | 'access-lost'
    | 'calendar-changed'
    | 'database-changed'
    | 'name-changed'
    | 'clock-went-back'
    | 'clock-jumped-ahead'
    | 'clock-off'
  readonly message: string
  /** What to do when it is meant, or when it is not. */
  readonly hint: string
}

export type SafetyContext = {
  /** Live entries that carry our mark, before the plan. */
  readonly held: number
  /** What this run read, and what the last complete one did (null before the first). */
  readonly documents: { readonly now: number; readonly before: number | null }
  readonly programmes: { readonly now: number; readonly before: number | null }
  /** The id of the calendar now and at the last run; null where there is none. */
  readonly calendar: { readonly now: string | null; readonly before: string | null }
  /** The id of the knowledge base's database now and at the last run; null before the first. */
  readonly database: { readonly now: string; readonly before: string | null }
  /**
   * The knowledge base's name, and another one, gone from the settings, under which entries of the same database were
   * written to the same calendar; null where there is none.
   */
  readonly name: { readonly now: string; readonly before: string | null }
  /** UTC instants: the machine's time, and when the last run ended. Null leaves the clock unchecked (`--now`). */
  readonly clock: { readonly now: string; readonly lastRun: string | null } | null
  /** The other side's clock less ours, in milliseconds, where an answer told it. */
  readonly skew: number | null
}

/** From so many entries on a share of them is telling; below it a person moves half by moving two. */
const FEW = 10
/** In percent: whole numbers, so that exactly the share is never over it by a rounding. */
const SHARE = 30
/** Deletions alone weigh more, at any size: what was moved can be read in its new place, what is gone cannot. */
const FEW_DELETIONS = 5
const SHARE_DELETED = 20
const MINUTE = 60_000
const BACKWARDS = 10 * MINUTE
const OFF = 10 * MINUTE
/** A knowledge base that nobody ran for so long is looked at once more by a person. */
const AHEAD_DAYS = 400

/**
 * What speaks against carrying out a plan; empty when nothing does. Judged for each calendar by itself. A refused plan
 * is not carried out in part: not a deletion, not a repair.
 */
export function dangers(changes: readonly Change[], context: SafetyContext): readonly Danger[] {
  return [
    manyDeletionsOrMoves(changes, context),
    nothingRead(context),
    accessLost(context),
    calendarChanged(context),
    databaseChanged(context),
    nameChanged(context),
    clockJumped(context),
    clockOff(context),
  ].filter((danger) => danger !== null)
}

const FORCE = 'If this is what you want, run `magam sync --force` once.'

/**
 * Repairs of what people moved bring back what stood there, `past` is a setting, and an entry that only starts at another
 * time has the deadline that it had: none of them is counted.
 */
function manyDeletionsOrMoves(changes: readonly Change[], { held }: SafetyContext): Danger | null {
  const deletions = changes.filter((change) => change.action === 'delete' && change.reason === 'gone').length
  const moves = changes.filter(
    (change) =>
      change.action === 'update' &&
      change.reason === 'edited' &&
      change.fields.some(({ field }) => field === 'when') &&
      !isSameDeadline(change.entry, change.held),
  ).length
  const why = tooMuch(deletions, moves, held)
  if (why === null) return null
  return {
    code: 'many-deletions-or-moves',
    message: `${deletions} of ${held} entries would be deleted and ${moves} moved: ${why}`,
    hint: `Look at \`magam plan\`. ${FORCE}`,
  }
}

function tooMuch(deletions: number, moves: number, held: number): string | null {
  const changed = deletions + moves
  if (held >= FEW && over(changed, SHARE, held)) return `${percent(changed, held)} is over ${SHARE} %`
  if (deletions > FEW_DELETIONS && over(deletions, SHARE_DELETED, held)) {
    return `more than ${FEW_DELETIONS} deletions, and ${percent(deletions, held)} is over ${SHARE_DELETED} %`
  }
  return null
}

function nothingRead({ held, programmes }: SafetyContext): Danger | null {
  // What the last run read, force or not, is what a person has accepted; without it the calendar tells.
  const before = programmes.before ?? held
  if (programmes.now > 0 || before === 0) return null
  return {
    code: 'nothing-read',
    message: `No programme was read where there were ${programmes.before ?? 'some'}; the calendar holds ${held} entries`,
    hint: `Check the database, its filter and the column names with \`magam doctor\`. ${FORCE}`,
  }
}

function accessLost({ documents }: SafetyContext): Danger | null {
  if (documents.now > 0 || (documents.before ?? 0) === 0) return null
  return {
    code: 'access-lost',
    message: `No page was read where there were ${documents.before}: the pages may no longer be shared with the integration`,
    hint: `In Notion open the database, its ⋯ menu, Connections, and add the integration again. ${FORCE}`,
  }
}

function calendarChanged({ calendar }: SafetyContext): Danger | null {
  if (calendar.before === null || calendar.now === null || calendar.now === calendar.before) return null
  return {
    code: 'calendar-changed',
    message: `The settings name the calendar \`${calendar.now}\`; until now it was \`${calendar.before}\`, whose entries would stay there and go stale`,
    hint: `Put the old id back to have them removed first, or go on with the new one alone. ${FORCE}`,
  }
}

function databaseChanged({ database }: SafetyContext): Danger | null {
  if (database.before === null || database.now === database.before) return null
  return {
    code: 'database-changed',
    message: `The settings name the database \`${database.now}\`; until now it was \`${database.before}\`, whose entries on the calendar would stay there and go stale`,
    hint: `Put the old id back, empty it and run once to have them removed first, or go on with the new one alone. ${FORCE}`,
  }
}

/** An entry's id is made from the name as well: under another one every entry would be new, beside the old. */
function nameChanged({ name }: SafetyContext): Danger | null {
  if (name.before === null) return null
  return {
    code: 'name-changed',
    message: `The settings name the knowledge base \`${name.now}\`; until now it was \`${name.before}\`, whose entries would stay on the calendar, each beside a new one`,
    hint: `Put the old name back, or go on and delete the old entries by hand. ${FORCE}`,
  }
}

function clockJumped({ clock }: SafetyContext): Danger | null {
  if (clock === null || clock.lastRun === null) return null
  const passed = Date.parse(clock.now) - Date.parse(clock.lastRun)
  const words = `It is ${clock.now} here, and the last run was at ${clock.lastRun}`
  if (passed < -BACKWARDS) {
    return {
      code: 'clock-went-back',
      message: `${words}: the clock went back by ${Math.round(-passed / MINUTE)} minutes`,
      hint: `Set the clock of this machine. ${FORCE}`,
    }
  }
  if (passed > AHEAD_DAYS * 24 * 60 * MINUTE) {
    return {
      code: 'clock-jumped-ahead',
      message: `${words}: the clock jumped ahead by ${Math.round(passed / MINUTE / 60 / 24)} days`,
      hint: `Set the clock of this machine. ${FORCE}`,
    }
  }
  return null
}

function clockOff({ clock, skew }: SafetyContext): Danger | null {
  if (clock === null || skew === null || Math.abs(skew) <= OFF) return null
  return {
    code: 'clock-off',
    message: `The clock of this machine is ${Math.round(Math.abs(skew) / MINUTE)} minutes ${skew > 0 ? 'behind' : 'ahead of'} Google’s`,
    hint: `Set the clock of this machine. ${FORCE}`,
  }
}

function over(count: number, share: number, of: number): boolean {
  return count * 100 > of * share
}

function percent(count: number, of: number): string {
  return `${Math.round((count * 1000) / of) / 10} %`
}

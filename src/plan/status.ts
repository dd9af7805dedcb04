import type { Document } from '../documents/document.ts'
import type { Finding } from '../programmes/finding.ts'
import type { Programme } from '../programmes/programme.ts'
import { roundsOf } from './desired.ts'
import { isPast, whenOf } from './when.ts'

/** A page whose status is to change. */
export type Status = {
  readonly documentId: string
  readonly documentTitle: string
  readonly from: string | null
  readonly to: string
  readonly reason: 'complete' | 'expired' | 'extended' | 'review'
  readonly why: string
}

export type StatusSettings = {
  readonly active: string
  readonly expired: string
  readonly review: string | null
  /** A page in any other status belongs to a person. */
  readonly manages: readonly string[]
}

export type StatusContext = {
  readonly settings: StatusSettings
  /** The options that the status property has; null where they are not known. */
  readonly options: readonly string[] | null
  /** Rows whose entry could not be written: their page is not complete. */
  readonly unwritten: ReadonlySet<string>
  /** Rows that cannot be understood. */
  readonly heldRows: ReadonlySet<string>
  /** A UTC instant. */
  readonly now: string
}

export type Statuses = {
  readonly changes: readonly Status[]
  /** Options that are wanted and do not exist: nothing is written for them. */
  readonly missing: readonly string[]
}

/**
 * The statuses to write. The cases, in the order of the code:
 *
 *  the page                                   | =
 *  no programme in it                         | untouched
 *  in a status that is not ours               | untouched (a person chose it); no status at all may be filled
 *  a row needs a person                       | `review` where the settings name one, else untouched
 *  every deadline has passed                  | `expired`
 *  an entry is not on the calendar yet        | untouched
 *  else                                       | `active`
 *  in the status it should have               | untouched
 *  the option does not exist                  | untouched, and told
 */
export function desiredStatuses(
  documents: readonly Pick<Document, 'id' | 'title' | 'status'>[],
  programmes: readonly Programme[],
  findings: readonly Finding[],
  context: StatusContext,
): Statuses {
  const rows = Map.groupBy(programmes, ({ place }) => place.documentId)
  const asking = new Set(
    findings.filter(({ needsPerson }) => needsPerson).map(({ place }) => place.documentId),
  )
  const wanted = documents.flatMap((document) => {
    const found = rows.get(document.id) ?? []
    return statusOf(document, found, asking.has(document.id), context) ?? []
  })
  const exists = ({ to }: Status) => context.options === null || context.options.includes(to)
  return {
    changes: wanted.filter(exists),
    missing: [...new Set(wanted.filter((status) => !exists(status)).map(({ to }) => to))],
  }
}

function statusOf(
  document: Pick<Document, 'id' | 'title' | 'status'>,
  programmes: readonly Programme[],
  asksForPerson: boolean,
  context: StatusContext,
): Status | null {
  const { settings, heldRows, unwritten } = context
  const ours = new Set([...settings.manages, ...(settings.review === null ? [] : [settings.review])])
  if (programmes.length === 0) return null
  if (document.status !== null && !ours.has(document.status)) return null
  const to = (status: string, reason: Status['reason'], why: string): Status | null =>
    status === document.status || !ours.has(status)
      ? null
      : {
          documentId: document.id,
          documentTitle: document.title,
          from: document.status,
          to: status,
          reason,
          why,
        }
  if (asksForPerson || programmes.some(({ id }) => heldRows.has(id))) {
    return settings.review === null ? null : to(settings.review, 'review', 'a row needs a person')
  }
  if (programmes.every((programme) => hasPassed(programme, context.now))) {
    return to(settings.expired, 'expired', 'the last deadline has passed')
  }
  if (programmes.some(({ id }) => unwritten.has(id))) return null
  return document.status === settings.expired
    ? to(settings.active, 'extended', 'a deadline lies ahead again')
    : to(settings.active, 'complete', 'every programme is read and on the calendar')
}

/** Whether the last moment to apply is over. What has no fixed end has not passed. */
export function hasPassed(programme: Programme, now: string): boolean {
  const closes = roundsOf(programme.period.reading).flatMap((round) => round.closes ?? [])
  return closes.length > 0 && closes.every((moment) => isPast(whenOf(moment, 1), now))
}

import type { TokenKind } from '../token.ts'
import { calendarDate } from './calendar-date.ts'
import { clock } from './clock.ts'
import { countdown } from './countdown.ts'
import { dayOnly } from './day-only.ts'
import { daysBefore } from './days-before.ts'
import { daysLeft } from './days-left.ts'
import { duration } from './duration.ts'
import { englishDate } from './english-date.ts'
import { eventDay } from './event-day.ts'
import type { Form } from './form.ts'
import { monthWord } from './month-word.ts'
import { openEnded } from './open-ended.ts'
import { relativeDay } from './relative-day.ts'
import { round } from './round.ts'
import { weekdayOnly } from './weekday-only.ts'
import { year } from './year.ts'

/** Every form, in the order in which they are asked. */
export const FORMS: readonly Form[] = [
  englishDate,
  calendarDate,
  daysBefore,
  daysLeft,
  duration,
  round,
  dayOnly,
  clock,
  year,
  monthWord,
  weekdayOnly,
  relativeDay,
  countdown,
  eventDay,
  openEnded,
]

/** The forms that may begin at a token of a kind. */
export const FORMS_AT: ReadonlyMap<TokenKind, readonly Form[]> = byStart()

function byStart(): Map<TokenKind, Form[]> {
  const forms = new Map<TokenKind, Form[]>()
  for (const form of FORMS)
    for (const start of form.starts) forms.set(start, [...(forms.get(start) ?? []), form])
  return forms
}

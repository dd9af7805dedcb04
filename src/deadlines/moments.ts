import { type Epoch, isoDay, isoMoment } from './civil.ts'
import type { Clock, Point } from './part.ts'
import type { Moment } from './reading.ts'
import { minutesEast } from './zones.ts'

const KOREA = 540

/** The day of a point, or the moment in Korea where it tells a time; null where the day is unknown. */
export function momentOf(epoch: Epoch | null, point: Point | null, side: 'opens' | 'closes'): Moment | null {
  if (epoch === null || point === null) return null
  if (point.clock === null) return isoDay(epoch)
  return isoMoment(epoch, minutesInKorea(point.clock, epoch, side), point.clock.seconds)
}

/** 자정부터 is the start of its day, 자정까지 the end. */
function minutesInKorea(clock: Clock, epoch: Epoch, side: 'opens' | 'closes'): number {
  const minutes = clock.midnight && side === 'opens' ? 0 : clock.minutes
  return clock.zone === null ? minutes : minutes + KOREA - minutesEast(clock.zone, epoch, minutes)
}

/** Whether a window ends before it begins; a day and a moment of it do not. */
export function endsBefore(closes: Moment, opens: Moment): boolean {
  const days = closes.slice(0, 10) < opens.slice(0, 10)
  return days || (closes.length > 10 && opens.length > 10 && closes < opens)
}

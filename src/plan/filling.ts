import type { Programme } from '../programmes/programme.ts'
import { daysLeft, dDay, type Standing, standingOf } from './standing.ts'

/** The optional columns of a table that Magam fills. */
export type FilledRole = 'state' | 'dday'

const STATES: Readonly<Record<Standing, string>> = {
  open: '접수 중',
  soon: '마감 임박',
  early: '접수 예정',
  over: '마감',
  always: '상시',
  unclear: '확인 필요',
}
const D_DAY = /^D-(\d+|DAY)$/

/** What the optional columns of a row should say at `now` (a UTC instant). */
export function filling(role: FilledRole, programme: Programme, unclear: boolean, now: string): string {
  const standing = standingOf(programme, unclear, now)
  if (role === 'state') return STATES[standing]
  const days = daysLeft(programme, now)
  return standing === 'unclear' || days === null ? STATES[standing] : dDay(days)
}

/** Whether what stands in the cell is ours to replace: nothing, or a word of our own. A person's words stay. */
export function isOurs(text: string): boolean {
  const words = text.trim()
  return words === '' || Object.values(STATES).includes(words) || D_DAY.test(words)
}

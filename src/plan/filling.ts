import type { Programme } from '../programmes/programme.ts'
import { daysLeft, dDay, type Standing, standingOf } from './standing.ts'

/** The optional columns of a table that Magam fills. */
export type FilledRole = 'state' | 'dday' | 'entry'

/** Words for a cell, and the address behind them. */
export type Filled = { readonly text: string; readonly url: string | null }

const STATES: Readonly<Record<Standing, string>> = {
  open: '접수 중',
  soon: '마감 임박',
  early: '접수 예정',
  over: '마감',
  always: '상시',
  unclear: '확인 필요',
}
const D_DAY = /^D-(\d+|DAY)$/
const ENTRY = '캘린더에서 보기'
const GOOGLE_ENTRY = /^https:\/\/(www|calendar)\.google\.com\/calendar\/(u\/\d+\/)?event\?/

/**
 * What the optional columns of a row should say at `now` (a UTC instant). `link` is the address of its entry; null when
 * it has none: then the cell is left as it is.
 */
export function filling(
  role: FilledRole,
  programme: Programme,
  { unclear, link, now }: { readonly unclear: boolean; readonly link: string | null; readonly now: string },
): Filled | null {
  if (role === 'entry') return link === null ? null : { text: ENTRY, url: link }
  const standing = standingOf(programme, unclear, now)
  const days = daysLeft(programme, now)
  const counts = role === 'dday' && standing !== 'unclear' && days !== null
  return { text: counts ? dDay(days) : STATES[standing], url: null }
}

/** Whether what stands in the cell is ours to replace: nothing, or a word of our own. A person's words stay. */
export function isOurs(text: string): boolean {
  const words = text.trim()
  return (
    words === '' ||
    words === ENTRY ||
    Object.values(STATES).includes(words) ||
    D_DAY.test(words) ||
    GOOGLE_ENTRY.test(words)
  )
}

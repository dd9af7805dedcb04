import type { Obstacle } from '../../deadlines/reading.ts'
import type { Finding } from '../finding.ts'
import { example, periodFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { isUnsaid } from '../unsaid.ts'

/** Obstacles that other rules tell. */
type ToldElsewhere = 'impossible-date' | 'end-before-start' | 'not-announced'
type Reason = { readonly ko: string; readonly en: string }

const reasons: Readonly<Record<Exclude<Obstacle, ToldElsewhere>, Reason>> = {
  empty: { ko: '날짜가 없습니다', en: 'it holds no date' },
  'no-date': { ko: '날짜를 찾지 못했습니다', en: 'no date was found in it' },
  'year-unknown': { ko: '어느 해인지 알 수 없습니다', en: 'nothing says which year it is' },
  'only-event-date': {
    ko: '심사·발표·행사 날짜만 있고 접수 마감이 없습니다',
    en: 'it tells only when something else happens (review, results, an event), not when applications close',
  },
  approximate: { ko: '대략의 때만 적혀 있습니다', en: 'it tells only roughly when' },
  ambiguous: { ko: '두 가지로 읽힐 수 있습니다', en: 'it can be read in two ways' },
  recurring: {
    ko: '되풀이되는 접수라 하나의 마감일이 없습니다',
    en: 'it recurs, so that no single deadline can be told',
  },
  'already-closed': {
    ko: '마감되었다고만 하고 날짜가 없습니다',
    en: 'it says that applications are closed, not when',
  },
  'too-long': { ko: '기간이라기에는 너무 깁니다', en: 'it is too long for a period' },
}
const relative: Reason = {
  ko: '어느 날부터 세는지 알 수 없습니다',
  en: 'nothing says from which day it counts',
}

const wholeDate: Reason = {
  ko: `연도와 날짜로 적어 주세요. 예: ${example}`,
  en: `Write it with year, month and day, for example ${example}`,
}
const nextOne: Reason = {
  ko: `다음 마감일을 적거나 ‘상시’라고 적어 주세요. 예: ${example}`,
  en: `Write the next deadline, for example ${example}, or 상시 where one may apply at any time`,
}

/** A period that the grammar refuses, with the grammar's reason. */
export function notUnderstood(row: RowReading): readonly Finding[] {
  const { reading, text, column } = row.period
  if (row.name.text === '' || row.understood || reading.kind === 'invalid' || isUnsaid(text)) return []
  if (reading.obstacle === 'not-announced') return []
  const reason = reading.kind === 'relative' ? relative : reasonFor(reading.obstacle)
  return [
    // What is closed already misses nothing on a calendar: no reason to trouble anyone.
    periodFinding('not-understood', row, reading.obstacle !== 'already-closed', {
      problem: {
        ko: `‘${column}’ 칸을 이해하지 못했습니다: ${reason.ko}.`,
        en: `“${column}” could not be understood: ${reason.en}.`,
      },
      mend: reading.obstacle === 'recurring' ? nextOne : wholeDate,
    }),
  ]
}

function reasonFor(obstacle: Obstacle | null): Reason {
  const told = obstacle !== null && obstacle in reasons ? (obstacle as keyof typeof reasons) : 'no-date'
  return reasons[told]
}

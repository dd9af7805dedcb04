import type { Moment, Obstacle, Reading, Round, Warning } from './reading.ts'

export type Words = { readonly ko: string; readonly en: string }

const WEEKDAYS_KO = ['일', '월', '화', '수', '목', '금', '토'] as const
const WEEKDAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS_EN = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const

/**
 * What a reading means, said back in Korean and in English. `parse` reads either back:
 * - `date`, `datetime`, `open-ended`: kind, opens, closes, the rounds' labels and moments, and the warnings `early-close`
 *   and `extended` are the same. The other warnings are said, but what they warn of is settled in the words.
 * - `relative` with a known end: the same moments, as kind `date` or `datetime`. Without one: `relative` again.
 * - `unknown`, `invalid`: the reason only; no deadline is read back.
 */
export function describe(reading: Reading): Words {
  if (reading.kind === 'unknown' || reading.kind === 'invalid') return obstacleWords(reading)
  const body = reading.rounds.length > 1 ? describeRounds(reading.rounds) : describeWindow(reading)
  const notes = describeWarnings(reading)
  return { ko: body.ko + notes.ko, en: body.en + notes.en }
}

function describeRounds(rounds: readonly Round[]): Words {
  const told = rounds.map(({ label, opens, closes }) => {
    const { ko, en } = windowWords(opens, closes)
    return { ko: `${label}: ${ko}`, en: `${label}: ${en}` }
  })
  return { ko: told.map((words) => words.ko).join(' / '), en: told.map((words) => words.en).join(' / ') }
}

function describeWindow(reading: Reading): Words {
  if (reading.kind === 'relative' && reading.closes === null) {
    return {
      ko: '기준일 전일까지(기준일이 글에 없음)',
      en: 'a deadline told from a day that the text does not name',
    }
  }
  if (reading.kind !== 'open-ended') return windowWords(reading.opens, reading.closes)
  if (reading.opens === null) return { ko: '상시 접수', en: 'always open' }
  const opens = sayMoment(reading.opens)
  return { ko: `${opens.ko}부터 상시 접수`, en: `always open from ${opens.en}` }
}

function windowWords(opens: Moment | null, closes: Moment | null): Words {
  const to = closes === null ? { ko: '', en: '' } : sayMoment(closes, true)
  if (opens === null) return { ko: `${to.ko}까지`, en: `by ${to.en}` }
  const from = sayMoment(opens)
  return { ko: `${from.ko}부터 ${to.ko}까지`, en: `from ${from.en} to ${to.en}` }
}

/** An end at midnight is said as 24:00 of the day that it ends: people take `00:00` for a day more than there is. */
function sayMoment(moment: Moment, isEnd = false): Words {
  const said = moment.length === 10 ? '' : moment.slice(11, moment.indexOf('+'))
  const midnight = isEnd && said === '00:00'
  const day = new Date(Date.parse(`${moment.slice(0, 10)}T00:00:00Z`) - (midnight ? 86_400_000 : 0))
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()]
  const weekday = day.getUTCDay()
  const clock = said === '' ? '' : ` ${midnight ? '24:00' : said}`
  return {
    ko: `${year}년 ${month}월 ${date}일(${WEEKDAYS_KO[weekday]})${clock}`,
    en: `${WEEKDAYS_EN[weekday]}, ${MONTHS_EN[month - 1]} ${date}, ${year}${clock}`,
  }
}

const WARNINGS: Readonly<Record<Warning, Words>> = {
  'year-inferred': { ko: '연도는 글 밖에서 가져옴', en: 'the year is not in the text' },
  'year-rollover': { ko: '해를 넘김', en: 'runs into the next year' },
  'year-unknown': { ko: '연도를 알 수 없음', en: 'the year is not known' },
  'weekday-mismatch': { ko: '요일이 날짜와 다름', en: 'the weekday does not agree with the date' },
  'midnight-ambiguous': {
    ko: '시각은 그날이 끝나는 때로 읽음',
    en: 'the hour is taken as the end of that day',
  },
  'early-close': { ko: '조기 마감될 수 있음', en: 'may close early' },
  extended: { ko: '연장됨', en: 'extended' },
  approximate: { ko: '정확한 날짜가 아님', en: 'not an exact day' },
  'impossible-date': { ko: '시작하는 날이 달력에 없음', en: 'the first day is not in the calendar' },
  'end-before-start': { ko: '끝이 시작보다 빠름', en: 'it ends before it begins' },
}

/** Words for a warning, for people. */
export function describeWarning(warning: Warning): Words {
  return WARNINGS[warning]
}

function describeWarnings(reading: Reading): Words {
  if (reading.warnings.length === 0) return { ko: '', en: '' }
  const words = reading.warnings.map((warning) => WARNINGS[warning])
  return {
    ko: ` (${words.map((word) => word.ko).join(', ')})`,
    en: ` (${words.map((word) => word.en).join(', ')})`,
  }
}

const OBSTACLES: Readonly<Record<Obstacle, Words>> = {
  empty: { ko: '비어 있습니다', en: 'It is empty' },
  'no-date': { ko: '마감일을 찾지 못했습니다', en: 'No deadline was found' },
  'year-unknown': { ko: '연도를 알 수 없습니다', en: 'The year cannot be known' },
  'only-event-date': {
    ko: '접수 마감이 아닌 날짜(심사·발표·행사)만 있습니다',
    en: 'It only has dates of other things (review, announcement, event)',
  },
  approximate: { ko: '마감일이 어림으로만 적혀 있습니다', en: 'The deadline is only approximate' },
  ambiguous: { ko: '날짜를 한 가지로 정할 수 없습니다', en: 'The dates can be read in more than one way' },
  'impossible-date': { ko: '달력에 없는 날짜입니다', en: 'There is no such day in the calendar' },
  'end-before-start': { ko: '끝나는 날이 시작하는 날보다 빠릅니다', en: 'It ends before it starts' },
  'too-long': { ko: '기간이라기에는 글이 너무 깁니다', en: 'The text is too long for a period' },
  'not-announced': { ko: '마감일이 아직 정해지지 않았습니다', en: 'The deadline has not been announced' },
  recurring: {
    ko: '되풀이되는 기간이라 마감일이 하나가 아닙니다',
    en: 'It recurs, so that there is no single deadline',
  },
  'already-closed': {
    ko: '날짜 없이 마감되었다고만 적혀 있습니다',
    en: 'It only says that it is closed, with no date',
  },
}

const WORKING_FORM: Words = { ko: '2026. 4. 17.(금) 18:00까지', en: '2026-04-17 18:00' }

function obstacleWords(reading: Reading): Words {
  return OBSTACLES[reading.obstacle ?? 'no-date']
}

/**
 * For `unknown` and `invalid`: why nothing could be read, and a form that would work. Unlike `describe`, the words hold
 * an example date, so they must not be read back. For any other reading: what it means.
 */
export function explainObstacle(reading: Reading): Words {
  if (reading.obstacle === null) return describe(reading)
  const why = obstacleWords(reading)
  return {
    ko: `${why.ko}. 예: ${WORKING_FORM.ko}`,
    en: `${why.en}. A form that works, e.g. ${WORKING_FORM.en}`,
  }
}

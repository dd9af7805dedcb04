const WEEKDAYS = ['일', '월', '화', '수', '목', '금', '토'] as const

/** A deadline as people read it: `2023-04-02 (일) 23:30`. Takes a reading's moment: a day or a moment in Korea. */
export function koreanMoment(moment: string): string {
  const day = moment.slice(0, 10)
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]
  return `${day} (${weekday})${moment.length > 10 ? ` ${moment.slice(11, 16)}` : ''}`
}

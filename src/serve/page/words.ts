import type { Standing, Undated } from '../items.ts'

export type Language = 'ko' | 'en'

export const LANGUAGES: readonly Language[] = ['ko', 'en']

/** Everything the page says, in one language. */
export type Words = {
  readonly skip: string
  readonly otherLanguage: string
  readonly calendars: (n: number) => string
  readonly theme: string
  readonly lead: (open: number, week: number) => string
  readonly updated: string
  /** The day from which a page that was drawn beforehand counts. */
  readonly countedOn: (day: string) => string
  readonly next: string
  readonly nothingAhead: string
  readonly timeline: string
  readonly timelineHint: string
  readonly timelineFirst: (n: number) => string
  readonly today: string
  readonly list: string
  readonly listNone: string
  readonly listNoneYet: string
  readonly noneMatch: string
  /** Where to look for what a static page leaves out. */
  readonly notAll: string
  /** No deadline passes the filter, but calls without one do: they stand further down. */
  readonly noneDated: string
  readonly clear: string
  readonly thisWeek: string
  readonly nextWeek: string
  readonly count: (n: number) => string
  readonly past: string
  /** What stands for those that the page leaves out; `canAsk`: a search and the filters find them. */
  readonly aheadRest: (n: number, canAsk: boolean) => string
  /** Where those are that the page leaves out. */
  readonly pastRest: (n: number) => string
  readonly openEnded: string
  readonly openEndedHint: string
  readonly undated: Readonly<Record<Undated['standing'], string>>
  readonly month: (year: number, month: number) => string
  readonly calendar: string
  readonly earlier: string
  readonly later: string
  readonly weekdays: readonly string[]
  readonly weekdaysLong: readonly string[]
  readonly standing: Readonly<Record<Standing, string>>
  readonly badge: (standing: Standing, days: number) => string
  readonly until: (time: string) => string
  /** A clock time in Korea. */
  readonly clock: (time: string) => string
  readonly endOfDay: string
  readonly search: string
  readonly searchHint: string
  readonly field: string
  readonly target: string
  readonly host: string
  readonly all: string
  readonly openOnly: string
  readonly apply: string
  /** With `{shown}` and `{all}` in it: the little script fills it in as well. */
  readonly shown: string
  readonly written: string
  readonly understood: string
  readonly targets: string
  readonly fields: string
  readonly support: string
  readonly hosts: string
  readonly partners: string
  readonly contact: string
  readonly amount: string
  readonly won: (amount: number) => string
  readonly background: string
  readonly links: string
  readonly visit: string
  readonly addFile: string
  readonly addGoogle: string
  readonly newWindow: string
  readonly subscribe: string
  readonly subscribeHint: string
  readonly google: string
  readonly googleHint: string
  readonly googleShared: string
  readonly googleSharedHint: string
  readonly apple: string
  readonly appleHint: string
  readonly outlook: string
  readonly outlookHint: string
  /** Microsoft keeps them apart: a work account is lost at the address for one's own, and the other way round. */
  readonly outlookWork: string
  readonly copy: string
  readonly copied: string
  readonly copyHint: string
  readonly address: string
  readonly plainAddress: string
  readonly more: string
  readonly history: string
  readonly filtered: string
  readonly notYet: string
  readonly atom: string
  readonly json: string
  readonly madeBy: string
  readonly zone: string
  readonly notFound: string
  readonly notFoundText: string
  readonly home: string
  readonly owner: string
  readonly ownerHint: string
  readonly ownerNone: string
  readonly row: (row: number) => string
  readonly mend: string
  readonly readThen: string
  readonly atomTitle: string
}

// As Koreans write sums: 3억 5,000만원, 1,000만원.
function koreanWon(amount: number): string {
  const hundredMillions = Math.floor(amount / 100_000_000)
  const rest = amount % 100_000_000
  const tenThousands = Math.floor(rest / 10_000)
  const parts = [
    hundredMillions === 0 ? '' : `${hundredMillions.toLocaleString('en')}억`,
    tenThousands === 0 ? '' : `${tenThousands.toLocaleString('en')}만`,
    rest % 10_000 === 0 ? '' : (rest % 10_000).toLocaleString('en'),
  ]
  return `${parts.filter((part) => part !== '').join(' ')}원`
}

const ko: Words = {
  skip: '마감 목록으로 건너뛰기',
  otherLanguage: 'English',
  calendars: (n) => `캘린더 ${n}개`,
  theme: '밝기 바꾸기',
  lead: (open, week) =>
    open === 0
      ? '지금 접수 중인 공고가 없습니다.'
      : `지금 접수 중인 공고 ${open}건${week === 0 ? '' : `, 7일 안에 닫히는 공고 ${week}건`}`,
  updated: '업데이트',
  countedOn: (day) => `D-day는 ${day} 기준`,
  next: '가장 가까운 마감',
  nothingAhead: '앞으로 남은 마감이 없습니다.',
  timeline: '접수 기간',
  timelineHint: '막대의 끝이 마감입니다. 시작일이 적혀 있지 않은 공고는 왼쪽이 흐려집니다.',
  timelineFirst: (n) => `먼저 닫히는 ${n}건만 그렸습니다.`,
  today: '오늘',
  list: '마감 일정',
  listNone: '앞으로 남은 마감이 없습니다. 지난 마감은 아래에서 볼 수 있습니다.',
  listNoneYet: '아직 읽어 온 마감이 없습니다. 첫 마감이 들어오면 구독 주소가 열립니다.',
  noneMatch: '조건에 맞는 공고가 없습니다.',
  notAll: '이 페이지에 다 싣지 못한 공고는 데이터(JSON)에서 찾을 수 있습니다.',
  noneDated: '조건에 맞는 마감은 없습니다. 마감일이 없는 공고는 아래에 있습니다.',
  clear: '조건 지우기',
  thisWeek: '이번 주',
  nextWeek: '다음 주',
  count: (n) => `${n}건`,
  past: '지난 마감',
  aheadRest: (n, canAsk) =>
    `더 늦게 닫히는 ${n}건은 ${canAsk ? '검색하거나 조건을 고르면 나옵니다.' : '캘린더와 데이터(JSON)에 있습니다.'}`,
  pastRest: (n) => `그 밖의 ${n}건은 ‘지난 마감까지 모두’ 받는 캘린더와 데이터(JSON)에 있습니다.`,
  openEnded: '상시·마감일 없음',
  openEndedHint: '마감일이 따로 없거나 아직 정해지지 않은 공고입니다.',
  undated: { endless: '상시', upcoming: '접수 전', unclear: '마감일 확인 필요' },
  month: (year, month) => `${year}년 ${month}월`,
  calendar: '달력',
  earlier: '이전 달',
  later: '다음 달',
  weekdays: ['월', '화', '수', '목', '금', '토', '일'],
  weekdaysLong: ['월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일'],
  standing: {
    upcoming: '접수 전',
    open: '접수 중',
    soon: '7일 안',
    urgent: '마감 임박',
    today: '오늘 마감',
    closed: '마감',
  },
  badge: (standing, days) => (standing === 'closed' ? '마감' : standing === 'today' ? 'D-DAY' : `D-${days}`),
  until: (time) => `${time}까지`,
  clock: (time) => time,
  endOfDay: '이날까지',
  search: '검색',
  searchHint: '공고 이름, 기관, 분야',
  field: '분야',
  target: '대상',
  host: '기관',
  all: '전체',
  openOnly: '접수 중만',
  apply: '적용',
  shown: '전체 {all}건 가운데 {shown}건',
  written: '공고에 적힌 기간',
  understood: '읽은 뜻',
  targets: '모집 대상',
  fields: '지원 분야',
  support: '지원 내용',
  hosts: '주관',
  partners: '협력',
  contact: '문의',
  amount: '금액',
  won: koreanWon,
  background: '자세히',
  links: '다른 링크',
  visit: '공고 보기',
  addFile: '이 마감만 추가 (.ics)',
  addGoogle: 'Google에 이 마감만 추가',
  newWindow: '새 창',
  subscribe: '캘린더로 받기',
  subscribeHint: '한 번 구독하면 새 공고와 바뀐 마감이 저절로 들어옵니다.',
  google: 'Google 캘린더',
  googleHint:
    '휴대폰 앱에서는 구독할 수 없습니다. 컴퓨터에서 한 번 구독하면 휴대폰에도 나옵니다. 바뀐 내용은 하루 안에 들어옵니다. 알림은 Google에서 직접 켜 주세요.',
  googleShared: 'Google 공유 캘린더',
  googleSharedHint: '바뀐 내용이 바로 보입니다.',
  apple: 'Apple 캘린더',
  appleHint: '1시간마다 새로 받습니다. 구독할 때 “알림 제거”를 끄면 알림도 옵니다.',
  outlook: 'Outlook',
  outlookHint: '몇 시간마다 새로 받습니다. 알림은 Outlook에서 직접 켜 주세요.',
  outlookWork: '회사·학교 계정으로 받기',
  copy: '주소 복사',
  copied: '복사했습니다',
  copyHint: 'Thunderbird, GNOME 등 다른 캘린더의 “URL로 구독”에 붙여 넣으세요.',
  address: '구독 주소',
  plainAddress: '주소',
  more: '골라서 받기',
  history: '지난 마감까지 모두',
  filtered: '지금 고른 조건',
  notYet: '첫 마감이 들어오면 구독할 수 있습니다.',
  atom: '새 공고 알림 (Atom)',
  json: '데이터 (JSON)',
  madeBy: '마감을 바르게 지킵니다',
  zone: '날짜와 시각은 모두 한국 시각(KST)입니다.',
  notFound: '페이지를 찾을 수 없습니다',
  notFoundText: '주소가 바뀌었거나 잘못 적혔습니다.',
  home: '마감 일정 보기',
  owner: '사람이 봐야 할 곳',
  ownerHint: '이 화면은 관리자에게만 보입니다.',
  ownerNone: '봐야 할 곳이 없습니다.',
  row: (row) => `${row}번째 행`,
  mend: '이렇게 쓰면 됩니다',
  readThen: '마지막으로 잘 읽은 때',
  atomTitle: '새 공고',
}

const en: Words = {
  skip: 'Skip to the list of deadlines',
  otherLanguage: '한국어',
  calendars: (n) => `${n} calendars`,
  theme: 'Switch between light and dark',
  lead: (open, week) =>
    open === 0
      ? 'No call is open right now.'
      : `${open} open ${open === 1 ? 'call' : 'calls'}${week === 0 ? '' : `, ${week} closing within 7 days`}`,
  updated: 'Updated',
  countedOn: (day) => `days counted on ${day}`,
  next: 'Closes next',
  nothingAhead: 'No deadline lies ahead.',
  timeline: 'Application periods',
  timelineHint: 'A bar ends at its deadline. Where no opening date is given, its left side fades.',
  timelineFirst: (n) => `Only the ${n} that close first are drawn.`,
  today: 'Today',
  list: 'Deadlines',
  listNone: 'No deadline lies ahead. Past ones are further down.',
  listNoneYet: 'No deadline has been read yet. The calendar address opens with the first one.',
  noneMatch: 'No call matches.',
  notAll: 'This page does not hold all of them; the data (JSON) does.',
  noneDated: 'No deadline matches. Calls without one are further down.',
  clear: 'Clear filters',
  thisWeek: 'This week',
  nextWeek: 'Next week',
  count: (n) => `${n}`,
  past: 'Past deadlines',
  aheadRest: (n, canAsk) =>
    canAsk
      ? `${n} that close later are found by a search or a filter.`
      : `${n} that close later are in the calendar and in the data (JSON).`,
  pastRest: (n) => `${n} more are in the calendar with all past deadlines and in the data (JSON).`,
  openEnded: 'Open-ended',
  openEndedHint: 'Calls without a closing date, or whose date is not settled yet.',
  undated: { endless: 'Always open', upcoming: 'Not open yet', unclear: 'Closing date unclear' },
  month: (year, month) =>
    `${new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month - 1))} ${year}`,
  calendar: 'Calendar',
  earlier: 'Previous month',
  later: 'Next month',
  weekdays: ['M', 'T', 'W', 'T', 'F', 'S', 'S'],
  weekdaysLong: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  standing: {
    upcoming: 'Not open yet',
    open: 'Open',
    soon: 'Within a week',
    urgent: 'Closing soon',
    today: 'Closes today',
    closed: 'Closed',
  },
  badge: (standing, days) =>
    standing === 'closed' ? 'Closed' : standing === 'today' ? 'D-DAY' : `D-${days}`,
  until: (time) => `until ${time} KST`,
  clock: (time) => `${time} KST`,
  endOfDay: 'by the end of the day (KST)',
  search: 'Search',
  searchHint: 'Name, organisation, field',
  field: 'Field',
  target: 'For',
  host: 'Host',
  all: 'All',
  openOnly: 'Open only',
  apply: 'Apply',
  shown: '{shown} of {all}',
  written: 'Period as written',
  understood: 'As understood',
  targets: 'Who can apply',
  fields: 'Fields',
  support: 'Support',
  hosts: 'Host',
  partners: 'Partners',
  contact: 'Contact',
  amount: 'Amount',
  won: (amount) => `₩${amount.toLocaleString('en')}`,
  background: 'More',
  links: 'Other links',
  visit: 'Open the call',
  addFile: 'Add this one (.ics)',
  addGoogle: 'Add this one to Google',
  newWindow: 'new window',
  subscribe: 'Get it in your calendar',
  subscribeHint: 'Subscribe once: new calls and moved deadlines arrive by themselves.',
  google: 'Google Calendar',
  googleHint:
    'Google’s phone app takes no subscriptions: subscribe once on a computer, and the phone shows it too. Changes arrive within a day. Set reminders in Google yourself.',
  googleShared: 'Shared Google Calendar',
  googleSharedHint: 'Changes show at once.',
  apple: 'Apple Calendar',
  appleHint: 'Refreshes every hour. Untick “Remove alerts” to be reminded.',
  outlook: 'Outlook',
  outlookHint: 'Refreshes every few hours. Set reminders in Outlook yourself.',
  outlookWork: 'With a work or school account',
  copy: 'Copy address',
  copied: 'Copied',
  copyHint: 'Paste it into “Subscribe from URL” in Thunderbird, GNOME or any other calendar.',
  address: 'Calendar address',
  plainAddress: 'Address',
  more: 'Choose what you get',
  history: 'With all past deadlines',
  filtered: 'Only what is filtered now',
  notYet: 'You can subscribe once the first deadline is in.',
  atom: 'New calls (Atom)',
  json: 'Data (JSON)',
  madeBy: 'Keeps deadlines right',
  zone: 'All days and times are those of Korea (KST).',
  notFound: 'There is no such page',
  notFoundText: 'The address has changed or is mistyped.',
  home: 'See the deadlines',
  owner: 'What needs a person',
  ownerHint: 'Only the owner sees this.',
  ownerNone: 'Nothing needs a person.',
  row: (row) => `row ${row}`,
  mend: 'What would work',
  readThen: 'Last good read',
  atomTitle: 'New calls',
}

export const WORDS: Readonly<Record<Language, Words>> = { ko, en }

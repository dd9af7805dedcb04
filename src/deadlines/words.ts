import { CENTRAL_EUROPE, EASTERN, LONDON, PACIFIC } from './zones.ts'

/**
 * The words the grammar knows, each with the kind of token it gives. A space in a word may be left out in the text.
 * The longest word wins. A word that would be mistaken for part of another is kept away by listing the longer one.
 */
export type WordKind =
  | 'apply' // what people apply with: 접수, 신청
  | 'term' // 기한
  | 'event' // what happens at other times: 심사, 발표
  | 'deed' // 제작, 출판: what was done by a day; value 1 also with words between, 2 (`SIGNED`) and 3 (`VIEWED`) after a bare date
  | 'start' // 시작: a date beside it opens
  | 'notice' // when the notice itself stands: 공고기간
  | 'label' // turns the word before it into a heading: 기간, 일시
  | 'from'
  | 'since' // English, before its date
  | 'by' // English, before its date
  | 'until'
  | 'close' // 마감: closes and says that applying is meant
  | 'range'
  | 'shift' // 에서: from an old date to a new one
  | 'posting' // 공고일
  | 'event-day' // 행사 전일, 마감일: a day that the text does not name
  | 'open' // 상시, 선착순: no end
  | 'condition' // 소진, 완료: with 시까지 no end
  | 'pending' // 추후 공지, 미정: the end is not set
  | 'early' // 조기
  | 'closed'
  | 'ext-old'
  | 'ext-new'
  | 'ext-more' // 추가: new only beside an old window
  | 'ext-not'
  | 'except' // 제외: days of a window on which it is closed
  | 'same' // 동년, 같은 달
  | 'year-end'
  | 'reference' // 이후, 기준: after a day by which something else is measured
  | 'day-word' // 기준일: the day of something else
  | 'unit-year'
  | 'month-of' // 이달, 다음 달; value: months from the posting month
  | 'year-of' // 올해, 내년; value: years from the posting year
  | 'week-of' // 이번 주; value: weeks from the posting week
  | 'day-of' // 오늘, 내일; value: days from the posting day
  | 'coming' // 오는; value 1, 지난 -1
  | 'last-day' // 말일
  | 'vague' // 중, 초, 상반기
  | 'recurring'
  | 'daily' // 매일, 평일: hours after it repeat
  | 'weekday'
  | 'am'
  | 'pm'
  | 'night'
  | 'dawn'
  | 'noon'
  | 'midnight'
  | 'month-name'
  | 'zone' // value: minutes east of UTC, or a place (`zones.ts`)
  | 'within'
  | 'span' // 열흘간; value: days
  | 'dday'
  | 'measure' // a number after it is no date: 버전, 평점
  | 'file' // hwp, pdf: figures before it belong to a name
  | 'noise'

export type Word = { readonly kind: WordKind; readonly value: number; readonly text: string }

const list = (words: string): string[] => words.split('|')

const WORDS: Readonly<Record<string, readonly string[]>> = {
  apply: list(
    '접수|신청|모집|제출|접수처 운영|접수창구 운영|접수 창구 운영|전산등록|전산 등록|전산입력|전산 입력|온라인 등록|온라인 입력|공모|응모|원서|투고|예약|지원서|지원 마감|지원 접수|입사지원|입사 지원|출품|추천|입찰|수강신청|청약|참가자|응시|받는다|받습니다|받을|application|applications|apply|submission|submissions|submit|registration|register|due',
  ),
  term: list('기한|시한'),
  close: list(
    '마감|마감일|마감일시|마감기한|마감시간|마감 시간|이후 접수 불가|이후 신청 불가|이후 제출 불가|종료|종료일|종료일시|종료일자|종료시간|마감일자|만료|끝난다|끝납니다|끝나며|끝나고|끝낸다|deadline|closing|closes|close|closed|end|ends',
  ),
  event: list(
    '회의|간담회|미팅|집행|공고 예정|모집공고 예정|모집 공고 예정|심사|연휴|휴무|심의|발표|설명회|행사|전시|선정|결과|면접|평가|시상|시상식|개최|교육|운영|사업기간|사업 기간|협약|활동|시험|매칭|오리엔테이션|워크숍|워크샵|캠프|피칭|피칭데이|밋업|밋업데이|네트워킹|네트워킹데이|해커톤|시연회|품평회|경연|쇼케이스|공유회|성과공유회|토크콘서트|콘서트|개소식|기념식|출범식|수여식|위촉식|입학식|졸업식|총회|견학|휴가|저작권|무료 주차|ir 데이|주차 가능|주차 시간|착수|계약|입주|발대식|데모데이|통보|개강|수료|공연|상영|예선|본선|결선|대회|축제|포럼|세미나|컨퍼런스|박람회|실사|점검|이행|수행|지급|정산|배송|당첨|추첨|합격|합격자|개막|폐막|인터뷰|멘토링|프로그램|체험|수업|강의|강좌|임기|근무|실시|진행|연주|관람|대관|입사|검토|인증서|출국|파견|모니터링|컨설팅|announcement|review|interview|event|result|results|demo day|program|programme|program start|program starts|cohort starts|course|course starts|briefing|session|kickoff|예치금|합격자 등록|신입생 등록|이의신청|이의 신청|서류보완|서류 보완|서류발표|서류 발표|서류심사|서류 심사|서류평가|서류 평가|서류합격|서류 합격|보완|질의|질의응답|개찰|낙찰|예비소집|오디션|실습|인턴십|인턴쉽|휴관|승인|시행|제정|개정|업데이트|updated|copyright|버전|version|ver|build|최종수정|최종 수정|결과보고|중간보고|최종보고|성과보고|보고회|결과보고서|중간보고서|최종보고서|성과보고서|결과보고서 제출|중간보고서 제출|최종보고서 제출|성과보고서 제출|접수 불가|신청 불가|접수 중단|신청 중단|개관|폐관|투어|internship period|internship dates|class period|class dates|exam|conference|workshop|seminar|announced|ot|orientation|kick off|kick-off|킥오프|webinar|웨비나|ceremony|bootcamp|boot camp|부트캠프|finals|semifinals|pitch day|mentoring|networking|정산서 제출|poc|실증|파일럿|pilot|모임|릴리스|릴리즈|통제|휴회|휴강|휴원|반입|반출|지참|환급|반환|배번 발송|배번호 발송|예심|본심|할인 종료|할인 마감|임기만료|임기 만료|계약만료|계약 만료|협약만료|협약 만료|유효기간 만료|발표자료|발표 자료|서류통과|서류 통과|계약체결|협약체결|중간고사|기말고사|계절학기|방학|개학|철거|납품|납기|잔금|임용|출근|종강|해단식|리허설|예매|방송|송출|투표|서류전형|서류 전형|필기|실기|신체검사|상담회|탐방|팀빌딩|팀 빌딩|시범운영|시범 운영',
  ),
  notice: list(
    '기사 작성|기사작성|기사 입력|기사입력|기사 등록|기사등록|기사 수정|기사수정|공고기간|공고 기간|게시기간|게시 기간|게재기간|공고일자|등록일|작성일|게시일자|입력|작성자|글쓴이|등록자|최초등록|최초 등록|최종수정일|수정일|편집|마지막 편집|최종 편집|posted|published|edited|last edited|last edited time|created|created time|last modified|modified',
  ),
  start: list(
    '시작|시작일|시작일시|시작일자|시작시간|개시일시|개시일자|개시|개시일|오픈일|오픈|start|start date',
  ),
  label: list('시간|일시|일자|일정|예정일|예정|기일|date|period'),
  from: list('부터'),
  since: list('from|starting|starts|opens|open|beginning|as of'),
  by: list('by|until|till|through|thru|before|no later than'),
  until: list('까지|까지만|이내 도착|한하여|한함'),
  range: list('to'),
  shift: list('에서'),
  posting: list(
    '공고|공고일|공고일시|공고 일시|게시일시|공고 게시일|공고 일|공고시|공고 시|게시일|공고 즉시|공고일자로부터|공고 후|공고문 게시일|모집공고일|공고 개시일',
  ),
  'event-day': list('전일|당일|전날|다음 날|다음날|익일'),
  open: list(
    '언제든지|언제든|언제나|상시|수시|연중|상시모집|수시모집|상시접수|수시접수|always open|rolling|rolling basis|until filled|until all positions are filled|until positions are filled|until the position is filled|open until filled|until full|first come first served|채용시까지|무기한|제한 없음|제한 없이|별도 기한 없음|별도 마감 없음|마감 없음|마감일 없음|마감기한 없음|마감 기한 없음|기한 없음|기한 없이|기간 제한 없음|기간 제한 없이',
  ),
  condition: list('완료|채용|확정|결정|공지|마감공지|마감 공지|선발|판매|종결|폐지'),
  pending: list(
    '추후 공지|추후 안내|추후 공고|추후 통보|추후|별도 공지|별도 안내|별도 공고|별도 통보|미정|미확정|협의|개별 통보|개별 안내|tba|tbd|n/a',
  ),
  early: list(
    '조기 마감|조기 종료|조기 접수 마감|조기 접수 종료|조기 모집 마감|조기 소진|조기 완료|조기에 마감|조기에 종료|close early|closes early|early close|early closing',
  ),
  closed: list('마감되었|마감됐|마감했|마감하였|종료되었|종료됐|종료하였|접수가 끝났'),
  'ext-old': list('당초|기존|변경 전|변경전|종전|원래|애초|기 존|수정 전|정정 전'),
  'ext-new': list(
    '늦춥니다|늦춘다|늦췄|늦춰|미룹니다|미룬다|미뤘|늘립니다|늘린다|늘렸|앞당겼|변경|변경 후|연장|재연장|수정 후|정정|정정 후|extended',
  ),
  'ext-more': list('추가'),
  except: list('제외'),
  same: list('동년|동월|같은 해|같은해|같은 달|같은달|동년도'),
  'year-end': list('연말|년말|연 말'),
  'ext-not': list(
    '필요시 연장|필요 시 연장|미달 시 연장|따라 연장|경우 연장|연장 없음|연장없음|연장 접수 없음|연장 불가|연장불가|연장 가능|연장 될 수|연장될 수|연장할 수|변경될 수|변경 될 수|변경 가능|변경할 수|연장 여부|추가 모집 없음|추가 접수 없음|추가서류|추가 서류|추가 제출|추가로|추가 문의|변동|연장하지|연장되지|연장 예정 없음|연장 계획 없음',
  ),
  reference: list('이전|기준|현재|당시'),
  'day-word': list(
    '계약체결일|계약 체결일|협약체결일|협약 체결일|기준일|기준일자|출생일|출생일자|설립일|설립일자|창립일|창립기념일|신설일|생년월일|촬영일|준공일|완공일|발행일|출판일|개봉일|취득일|졸업일|어린이날|한글날|개천절|광복절|삼일절|성탄절|설날|미달 시|미달할 경우|미달일 경우|미달인 경우|미달될 경우|미충원 시|결원 시|결원 발생 시',
  ),
  'unit-year': list('학년도|년도'),
  'last-day': list('말일|마지막 날|마지막날|최종일|최종 일'),
  vague: list(
    '상반기|하반기|상순|중순|하순|초순|전반기|후반기|첫째 주|둘째 주|셋째 주|넷째 주|다섯째 주|첫 주|첫째주|마지막 주|연초|초반|중반|후반|월초|연중반',
  ),
  recurring: list('매년|매월|매주|매달|매 분기|격월|격주|분기별|월별|수시로'),
  daily: list(
    '단 하루|하루|매일|평일|주중|매일매일|근무일|영업일|근무시간|근무 시간|업무시간|업무 시간|일과시간',
  ),
  am: list('오전|아침|am|a.m.|a.m'),
  pm: list('오후|저녁|낮|pm|p.m.|p.m'),
  night: list('밤|심야'),
  dawn: list('새벽'),
  noon: list('정오|noon'),
  midnight: list('자정|midnight'),
  within: list('이내|내에|동안'),
  dday: list('d-day'),
  measure: list(
    '평점|학점|성적|토익|경쟁률|비율|점수|배율|환율|금리|이율|해상도|크기|규격|면적|사이즈|제품번호|모델|일련번호|사업자등록번호|우편번호|계좌|고유번호|공고번호|접수번호|관리번호|문서번호|iso|usd|krw|eur|ip|tel|fax|전화|문의|연락처|팩스|내선|휴대폰|상담|점심시간|점심|주말|운영시간|영업시간|gpa|score|no',
  ),
  file: list('hwp|hwpx|pdf|doc|docx|xls|xlsx|ppt|pptx|zip|jpg|png'),
  noise: list(
    '신청 전|접수 전|지원 전|제출 전|응모작|응모작품|출품작|출품작품|제출작|신청시스템|신청 시스템|접수시스템|접수 시스템|신청서 양식|신청서식|조기 마감 없음|조기 종료 없음|회의록|회의실|오픈소스|오픈 소스|오픈채팅|오픈 채팅|오픈톡|오픈마켓|실적증명|실적증빙|실적보고|실적 보고|실적 증빙|진행기간|세부일정|세부 일정|주요일정|주요 일정|추진일정|추진 일정|전체일정|운영일정|기준일자|상시근로|상시 근로|상시고용|상시 고용|상시종업|상시 종업|연수생|필수|다수|실수|함수|점수|횟수|특수|우수|이수|회수|교수|복수|소수|지수|매수|인수|선수|액수|준수|후략|중략|생략|공지사항|당일 소인|당일소인|우체국 소인|소인분|제한시간|초과근무|완료보고|확정일자|마감재|마감공사|건축마감|접수처|신청처|접수방법|접수 방법|제출방법|제출 방법|신청방법|신청 방법|모집대상|모집 대상|신청대상|신청 대상|신청자격|신청 자격|제출서류|제출 서류|모집인원|모집 인원|모집분야|모집 분야|정원외|공고문|모집공고|모집 공고|사업공고|오리지널|오픈이노베이션|월드|일반|일본|일부|일괄|일체|정보|대상|서울|수도권|수원|토지|금융|금액|목적|화성|일자리|수출|수입|수업료|운영체제|운영사|운영기관',
  ),
}

/** The office that signs a notice, after its day. */
export const SIGNED = 2

/** 이용, 제공: what goes on until a day, unless one applies by it. */
export const USED = 5

/** 권장: what is better done by a day than later. */
export const ADVISED = 4

/** 조회 in the row of a board, after the day on which the notice was written. */
export const VIEWED = 3

const VALUED: readonly (readonly [WordKind, string, number])[] = [
  // Not only for applying: beside 접수 and its like they tell of what comes after.
  // What runs out: beside an end, it may close early.
  ['reference', '이후', 1],
  ['open', '선착순', 2],
  [
    'open',
    '소진되면|소진되는 대로|차는 대로|채용되는 즉시|채용 즉시|충원 즉시|소진 즉시|충원되면|인원이 차면|인원 차면|정원이 차면|정원 차면|인원이 찰 때까지|모집 인원이 찰 때까지|정원이 찰 때까지',
    1,
  ],
  ['open', '모집인원 마감 시|모집 인원 마감 시|정원 마감 시|인원 마감 시', 1],
  ['label', '기간', 1],
  ['measure', '비자|사증|체류자격|체류 자격|visa', 1],
  ['event', '납부|납입|입금|환불|결제|참가비|회비|등록금|payment', 1],
  [
    'apply',
    '신청 후|접수 후|제출 후|지원 후|등록 후|결과물 제출|등록|이용등록|이용 등록|서류|지원기간|지원 기간|원본 제출|서류 원본 제출|증빙 원본 제출|증빙 제출|증빙서류 제출|증빙 서류 제출|실물 제출',
    1,
  ],
  [
    'deed',
    '제작|출판|출간|발간|발행|촬영|준공|완공|재직|졸업예정|결산|취득|방영|개봉|출생|졸업|휴학|매출|매출액',
    0,
  ],
  [
    'deed',
    '개교|개업|창간|신설|창립|창설|설립|창업한|창업된|설립한|설립된|개업한|출시한|발표된|게재된|입사한|태어난',
    0,
  ],
  [
    'deed',
    '이어지며|이어진다|이어집니다|마치고|마친|마쳐야|경력|수상 경력|실적|발생한|취득한|수료한|이수한|열린다|열린|열리는|열릴|개최된|개최될|운영된|의 날|기념일',
    1,
  ],
  ['deed', '권장|권고', ADVISED],
  [
    'deed',
    '이용|이용 가능|이용할|사용|사용 가능|사용할|제공|제공합니다|공개|열람|다시보기|배포|지원받|입실|입장|집결|집합|대기실|제한됨|제한된다|제한됩니다|중단됩니다|중단된다|적용|결제 가능|소멸|보관',
    USED,
  ],
  ['deed', '조회|조회수|hit|hits|views', VIEWED],
  [
    'deed',
    '장관|장관 직인|도지사|시장|군수|구청장|총장|학장|이사장|진흥원장|연구원장|개발원장|교육원장|문화원장|정보원장|평가원장|센터장|조합장|회장|협회장|위원장|교육감|청장|단장|대표이사',
    SIGNED,
  ],
  [
    'day-word',
    '재무제표|감사보고서|매출액 증빙|매출액 합계|매출 증빙|회계연도|사업연도|과세기간|결산기간|과세표준증명|가입자명부|납세증명',
    0,
  ],
  ['condition', '소진|충원|달성|초과|충족|품절|도달|정원', 1],
  ['month-of', '이달|이 달|이번 달|이번달|금월|당월|당 월', 0],
  ['month-of', '다음 달|내달|담달|익월|차월|오는 달', 1],
  ['month-of', '지난달|지난 달|전월|저번 달', -1],
  ['year-of', '올해|금년|올 해|당해 연도|당해연도', 0],
  ['year-of', '내년|이듬해|익년|명년', 1],
  ['year-of', '작년|지난해|전년', -1],
  ['week-of', '이번 주|이번주|금주', 0],
  ['week-of', '다음 주|다음주|차주|내주', 1],
  ['week-of', '지난주|지난 주', -1],
  ['day-of', '오늘|금일|today', 0],
  ['day-of', '내일|명일|tomorrow', 1],
  ['day-of', '모레|내일모레', 2],
  ['day-of', '글피', 3],
  ['day-of', '어제|작일', -1],
  ['coming', '오는|돌아오는', 1],
  ['coming', '지난', -1],
  ['weekday', '일요일|일욜|sunday|sun', 0],
  ['weekday', '월요일|월욜|monday|mon', 1],
  ['weekday', '화요일|화욜|tuesday|tue|tues', 2],
  ['weekday', '수요일|수욜|wednesday|wed', 3],
  ['weekday', '목요일|목욜|thursday|thu|thur|thurs', 4],
  ['weekday', '금요일|금욜|friday|fri', 5],
  ['weekday', '토요일|토욜|saturday|sat', 6],
  ['month-name', 'january|jan', 1],
  ['month-name', 'february|feb', 2],
  ['month-name', 'march|mar', 3],
  ['month-name', 'april|apr', 4],
  ['month-name', 'may', 5],
  ['month-name', 'june|jun', 6],
  ['month-name', 'july|jul', 7],
  ['month-name', 'august|aug', 8],
  ['month-name', 'september|sep|sept', 9],
  ['month-name', 'october|oct', 10],
  ['month-name', 'november|nov', 11],
  ['month-name', 'december|dec', 12],
  ['span', '사흘간|사흘 동안|삼일간', 3],
  ['span', '나흘간|나흘 동안', 4],
  ['span', '닷새간|닷새 동안', 5],
  ['span', '엿새간|엿새 동안', 6],
  ['span', '이레간|이레 동안|일주일간|일주일 동안|일주간|한 주간|한 주 동안', 7],
  ['span', '여드레간|여드레 동안', 8],
  ['span', '아흐레간|아흐레 동안', 9],
  ['span', '열흘간|열흘 동안|십일간', 10],
  ['span', '이주간|이주일간|두 주간|두 주 동안', 14],
  ['span', '보름간|보름 동안', 15],
  ['zone', 'kst|한국시간|한국 시간|한국시각|한국 시각|korea time|korean time', 540],
  ['zone', 'utc|gmt', 0],
  ['zone', 'aoe', -720],
  ['zone', 'jst', 540],
  ['zone', 'sgt|singapore time', 480],
  ['zone', 'pt|pst|pdt|pacific time', PACIFIC],
  ['zone', 'et|est|edt|eastern time', EASTERN],
  ['zone', 'bst|london time', LONDON],
  ['zone', 'cet|cest|paris time', CENTRAL_EUROPE],
]

/** A node of the tree of words, by code unit; `space` says that a space may stand here. */
export type Node = { next: Map<number, Node>; word: Word | null; space: boolean }

const emptyNode = (): Node => ({ next: new Map(), word: null, space: false })

function plant(root: Node, kind: WordKind, text: string, value: number): void {
  let node = root
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x20) {
      node.space = true
      continue
    }
    let next = node.next.get(code)
    if (next === undefined) {
      next = emptyNode()
      node.next.set(code, next)
    }
    node = next
  }
  node.word ??= { kind, value, text }
}

function grow(): Node {
  const root = emptyNode()
  for (const [kind, text, value] of VALUED) for (const word of list(text)) plant(root, kind, word, value)
  for (const [kind, words] of Object.entries(WORDS))
    for (const word of words) plant(root, kind as WordKind, word, 0)
  return root
}

export const WORD_TREE = grow()

/** 1 where a word begins with the code unit: most letters of a text begin none, and asking the tree costs more. */
export const WORD_STARTS = starts()

function starts(): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (const code of WORD_TREE.next.keys()) table[code] = 1
  return table
}

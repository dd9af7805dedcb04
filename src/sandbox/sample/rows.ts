/** The columns of the sample table. */
export const COLUMNS = [
  '사업명',
  '모집 대상',
  '지원 분야',
  '지원 접수 기간',
  '지원 내용',
  '링크',
  'Contact',
] as const

/** The address of the programme that the prose of the sample page tells more about. */
export const WECONOMY =
  'https://mplus.startup-plus.kr/cms_for_bcb/process/propose/program/view.do?nowPage=1&&show_no=3720&check_no=3713&c_relation=26&c_relation2=23&s_program=3&c_no=3305'

/** Eight calls of spring 2023, a cell for each column, as a person types and pastes them: odd spaces and all. */
export const ROWS: readonly (readonly string[])[] = [
  [
    '2023 INNOX\n오픈이노베이션 2기',
    '- 7년미만스타트업\n- 투자유치 가능한기업',
    '- 2차전지\n- Al\n- 메타버스\n- 이외 미래혁신분야*인 기업\n*반도체,스마트카,③첨단T•소/부/장',
    '2023.03.17.(금)까지',
    '- CES 2024 진출 지원\n- 기업 성장 엑셀러레이팅\n- 글로벌 진출 및 대기업 연계 등 후속 지원 프로그램 제공\n- 판교 내 사무 공간 지원',
    'https://openbridge.kr/innox/',
    '경기창조경제혁신센터 오픈이노베이션 팀 (yerin@ccei.kr, tkdgh2529@ccei.kr)',
  ],
  [
    '제4회 삼성금융\nOpen Collaboration',
    '- 신기술 및 데이터 활용 서비스(AI 포함) 외 5가지 과제*를 통한 새로운 사업 모델과 솔루션을 만들 수 있는 스타트업 및 중소기업',
    '- 고객 맞춤형 투자 정보 서비스\n- 신기술 및 데이터 활용 서비스\n- 異 업종사 제휴 서비스\n- 법인 전용 서비스\n- 삼성금융 통합앱에 구현 가능한 서비스/상품/기술',
    '2023.04.02(일) 23:30까지',
    '- 신규 사업모델 및 솔루션 공동 개발\n- 시상금 제공\n- 삼성금융네트웍스 임직원과의 협업\n- 후속사와 협력 및 지분투자',
    'https://event-us.kr/markncompany/event/58105',
    'contact@markncompany.co.kr',
  ],
  [
    '『신한 스퀘어브릿지 서울』 신한 오픈이노베이션 7기 모집',
    '- 대기업·중견기업과 협업을 희망하는 全 분야의 스타트업\n- 모집 마감일 기준 법인등기부등본 상 법인 설립(성립)일 7년 미만 법인 사업자\n- 최대주주가 국내외 상장사가 아닌 기업',
    '대교\n- 교육\n- 시니어\n- 업무 효율\n\n(후략)',
    '2023.03.30(목) 23:59 까지',
    '- 사업 연계 및 협업포인트 도출을 위해 매칭된 대·중견기업과의 1:1 협업미팅 제공\n- 대중견기업과의 협업 및 사업연계를 위한 ‘오픈이노베이션 밋업’ 참여 기회\n- 그 밖에 4가지 지원 사항',
    'https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163660&page=1&schStr=regist&pbancEndYn=N',
    'mailto:seoul@s2bridge.com',
  ],
  [
    '2023 아트코리아랩 예술×기술 융합 오픈이노베이션 지원사업',
    '파트너사*에서 제시한 주제로 PoC 협업이 가능한 예술 기업\n*(주)호텔롯데 롯데월드, (주)현대리바트 (2개사)',
    '(주)호텔롯데롯데월드\n1) 캐릭터 IP 기반 신규 아트웍 개발\n2) 융복합 영상 디지털 복원 및 상영\n(후략)',
    '2023.03.31(금) 14:59 까지',
    'PoC 협업 지원\n- 파트너사 현업부서 임직원 참여 PoC 협업* 지원 * 협업기간 약 6개월\n\n(후략)',
    'https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163610&page=1&schStr=regist&pbancEndYn=N',
    '아트코리아랩추진단\n- 전화: 02-2098-2931\n- 이메일: akl@gokams.or.kr',
  ],
  [
    '2023 Weconomy Startup Challenge 참여 스타트업 모집',
    '마곡 대‧중견기업 수요기술 관련 역량을 보유한\u00a0창업\u00a07년 미만 스타트업',
    'AI, Web 3.0(메타버스), 플랫폼, 바이오 등 12개 부문',
    '2023.04.14(금) 23:59 까지',
    '보유기술 사업화 촉진을 위한 PoC(Proof of Concept) 지원금 최대 1천만원 ※서울창업허브 M+ 입주완료 기업 限\n그밖의 3가지 지원 사항',
    WECONOMY,
    'mailto:Lager88@sba.seoul.kr / 02-361-5404',
  ],
  [
    '한솔 V 프론티어스(FRONTIERS) 4기',
    '2인이상 스타트업 또는 예비창업자',
    'ICT 서비스 & 솔루션 (AI, IoT, Cloud service, 통신, 소프트웨어 등) 외 6개 부문',
    '2023.03.17(금)까지',
    '한솔 그룹 전문가 PoC 검증\n한솔 그룹과 스타트업간의 전략적 협업 가능성 발굴\n(후략)',
    'https://hs-vfrontiers.com/',
    'oi-info@blueepoint.ac',
  ],
  [
    '[한국무역협회 x LG전자] 오픈이노베이션 Biznovator 2023 개최 안내 (~4/2 접수)',
    '',
    '',
    '2023.04.02(일) 23:30까지',
    '',
    'https://www.kita.net/asocGuidance/notice/noticeDetail.do?nIndex=1831820&pageIndex=1',
    '',
  ],
  [
    '2023 콘텐츠 오픈이노베이션 지원사업(콘피니티)',
    '',
    '',
    '4. 4.(화) 17:00',
    '',
    'https://www.kocca.kr/kocca/pims/view.do?intcNo=123D00068005&menuNo=204104&recptSt=204104&category=&pageIndex=1&search=01&searchWrd=',
    '',
  ],
]

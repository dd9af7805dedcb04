import type { Example } from './forms/form.ts'

/** What holds across forms: how dates become windows, where years come from, which of several dates counts. */
export type Rule = {
  readonly name: string
  readonly title: string
  readonly says: string
  readonly examples: readonly Example[]
}

export const RULES: readonly Rule[] = [
  {
    name: 'windows',
    title: 'From, to, by',
    says: 'A range sign (`~ ∼ ～ –`), 부터 … 까지, or a sign before the end alone. An end without year, month or day takes them from the start; a start after the end means the turn of the year. Hours after a range repeat every day: they open the first and close the last.',
    examples: [
      {
        text: '2026. 4. 6.(월) ~ 4. 24.(금) 18:00',
        reads: { kind: 'datetime', opens: '2026-04-06', closes: '2026-04-24T18:00+09:00' },
      },
      {
        text: '2026년 4월 6일부터 24일까지',
        reads: { kind: 'date', opens: '2026-04-06', closes: '2026-04-24' },
      },
      {
        text: '당일 18:00까지, 2026. 4. 24.',
        reads: { kind: 'datetime', closes: '2026-04-24T18:00+09:00' },
      },
      {
        text: '이천이십육년 시월 이십삼일까지',
        reads: { kind: 'date', closes: '2026-10-23' },
      },
      { text: '~ 2026. 4. 24.', reads: { kind: 'date', closes: '2026-04-24' } },
      { text: '공고일 ~ 2026. 4. 24.(금)', reads: { kind: 'date', closes: '2026-04-24' } },
      {
        text: '2026. 12. 14.(월) ~ 1. 15.(금)',
        reads: { kind: 'date', opens: '2026-12-14', closes: '2027-01-15', warnings: ['year-rollover'] },
      },
      {
        text: '2026. 5. 4.(월) ~ 5. 22.(금) ※ 마지막 날은 16:00까지',
        reads: { kind: 'datetime', opens: '2026-05-04', closes: '2026-05-22T16:00+09:00' },
      },
      {
        text: '2026. 5. 4.(월) ~ 5. 22.(금) ※ 17:00까지 회원가입 권장',
        reads: { kind: 'date', opens: '2026-05-04', closes: '2026-05-22' },
      },
      {
        text: '2026. 4. 6.(월) ~ 4. 10.(금) 10:00~18:00',
        reads: { kind: 'datetime', opens: '2026-04-06T10:00+09:00', closes: '2026-04-10T18:00+09:00' },
      },
      {
        text: '오전 9시~오후 6시 / 2026. 4. 22. ~ 4. 30.',
        reads: { kind: 'datetime', opens: '2026-04-22T09:00+09:00', closes: '2026-04-30T18:00+09:00' },
      },
      {
        text: '2026. 4. 6. ~ 4. 17. 방문 접수(평일 10:00~17:00)',
        reads: { kind: 'datetime', opens: '2026-04-06T10:00+09:00', closes: '2026-04-17T17:00+09:00' },
      },
      {
        text: '2026. 4. 10.(금) 18:00까지 ※ 4. 8.까지 신청 권장',
        reads: { kind: 'datetime', closes: '2026-04-10T18:00+09:00' },
      },
    ],
  },
  {
    name: 'years',
    title: 'Years left out',
    says: 'The text’s own years come first, then the title’s, then the nearest future from the posting day. A weekday overrules the title, since academic and award years run ahead. Where nothing fixes the year there is no deadline. A weekday that disagrees with a full date only warns.',
    examples: [
      {
        text: '4. 17.(금) 18시까지',
        context: { title: '2026년 참가기업 모집' },
        reads: { kind: 'datetime', closes: '2026-04-17T18:00+09:00', warnings: ['year-inferred'] },
      },
      {
        text: '9월 25일까지',
        context: { posted: '2026-09-03' },
        reads: { kind: 'date', closes: '2026-09-25', warnings: ['year-inferred'] },
      },
      {
        text: '10. 23.(금)까지',
        context: { title: '2027학년도 신입생 모집', posted: '2026-10-05' },
        reads: { kind: 'date', closes: '2026-10-23', warnings: ['year-inferred'] },
      },
      { text: '7월 10일까지', reads: { kind: 'unknown', warnings: ['year-unknown'] } },
      {
        text: '2026. 4. 17.(목)까지',
        reads: { kind: 'date', closes: '2026-04-17', warnings: ['weekday-mismatch'] },
      },
    ],
  },
  {
    name: 'several-dates',
    title: 'Several dates in one cell',
    says: 'Words decide: 접수, 신청, 모집, 마감 beat 공고, 심사, 발표, 행사. Windows that all count are rounds; the deadline is the latest end. Under a row of headings a row of values is read column by column. A cell that only tells of other things has no deadline.',
    examples: [
      {
        text: '2025년 2월 1일부터 2026년 1월 31일까지 출판된 도서',
        reads: { kind: 'unknown' },
      },
      {
        text: '원서접수 2026.10.19~10.30 합격자발표 2026.11.27 등록 2026.12.7~12.9',
        reads: { kind: 'date', opens: '2026-10-19', closes: '2026-10-30' },
      },
      {
        text: '접수: 2026. 4. 6. ~ 4. 24. / 심사: 2026. 5. 4. / 발표: 2026. 5. 15.',
        reads: { kind: 'date', opens: '2026-04-06', closes: '2026-04-24' },
      },
      {
        text: '2026. 4. 1.(수) | 2026. 4. 6.(월) ~ 4. 24.(금) 18:00 | 2026. 5월',
        reads: { kind: 'datetime', opens: '2026-04-06', closes: '2026-04-24T18:00+09:00' },
      },
      {
        text: '| 신청 시작 | 신청 마감 | 발표 |\n|---|---|---|\n| 2026. 4. 6. | 2026. 4. 24. | 2026. 5. 15. |',
        reads: { kind: 'date', opens: '2026-04-06', closes: '2026-04-24' },
      },
      {
        text: '전산등록 2026. 3. 16.(월) 17:00까지, 서류 원본 제출은 3. 18.(수) 17:00까지',
        reads: { kind: 'datetime', closes: '2026-03-16T17:00+09:00' },
      },
      {
        text: '신청기간\n- 서울: 2026. 4. 6. ~ 4. 17.\n- 부산: 2026. 4. 13. ~ 4. 24.',
        reads: {
          kind: 'date',
          opens: '2026-04-06',
          closes: '2026-04-24',
          rounds: [
            { label: '서울', opens: '2026-04-06', closes: '2026-04-17' },
            { label: '부산', opens: '2026-04-13', closes: '2026-04-24' },
          ],
        },
      },
      {
        text: '3. 2. ~ 3. 8. 홍보 / 3. 9. ~ 3. 27. 접수 / 4. 6. 추첨',
        context: { posted: '2026-03-02' },
        reads: { kind: 'date', opens: '2026-03-09', closes: '2026-03-27', warnings: ['year-inferred'] },
      },
      { text: '쿠폰은 2026. 5. 31.까지 사용 가능', reads: { kind: 'unknown' } },
      { text: '결과발표 2026. 5. 15.', reads: { kind: 'unknown' } },
      {
        text: '온라인: 2026. 4. 24.까지 / 우편: 2026. 4. 22.까지',
        reads: {
          kind: 'date',
          closes: '2026-04-24',
          rounds: [
            { label: '온라인', opens: null, closes: '2026-04-24' },
            { label: '우편', opens: null, closes: '2026-04-22' },
          ],
        },
      },
    ],
  },
  {
    name: 'extensions',
    title: 'Extensions',
    says: '당초 … 변경, 기존 … 연장, an arrow or struck-out words: the new window counts, with a warning.',
    examples: [
      {
        text: '(당초) 2026. 4. 17.(금) → (변경) 2026. 4. 24.(금)',
        reads: { kind: 'date', closes: '2026-04-24', warnings: ['extended'] },
      },
      {
        text: '~~2026. 4. 17.까지~~ 2026. 4. 24.까지',
        reads: { kind: 'date', closes: '2026-04-24', warnings: ['extended'] },
      },
      {
        text: '2026. 4. 6. ~ 4. 24. (연장 없음)',
        reads: { kind: 'date', opens: '2026-04-06', closes: '2026-04-24' },
      },
    ],
  },
  {
    name: 'approximate',
    title: 'Months and parts of months',
    says: 'A month that ends a window ends on its last day; a month that begins one, on its first; both warn. `3월 중`, `상반기`, `중순` tell no day.',
    examples: [
      { text: '2026년 9월까지', reads: { kind: 'date', closes: '2026-09-30', warnings: ['approximate'] } },
      {
        text: '2026. 3. ~ 2026. 5. 29.',
        reads: { kind: 'date', opens: '2026-03-01', closes: '2026-05-29', warnings: ['approximate'] },
      },
      { text: '2026년 3월 중', reads: { kind: 'unknown', warnings: ['approximate'] } },
    ],
  },
  {
    name: 'refused',
    title: 'What is refused',
    says: 'Days that do not exist, ends before their start, recurring periods, periods not yet announced, and numbers that are no dates.',
    examples: [
      { text: '2026. 2. 30.까지', reads: { kind: 'invalid', warnings: ['impossible-date'] } },
      { text: '2026. 5. 29. ~ 2026. 5. 1.', reads: { kind: 'invalid', warnings: ['end-before-start'] } },
      { text: '매월 10일까지', reads: { kind: 'unknown' } },
      { text: '추후 공지', reads: { kind: 'unknown' } },
      { text: '2026. 4. 6. 중소벤처기업부장관', reads: { kind: 'unknown' } },
      { text: '관리자 | 2026-04-06 | 조회 128', reads: { kind: 'unknown' } },
      { text: '2026. 4. ○○.(금)까지', reads: { kind: 'unknown' } },
      { text: '문의 02-1234-5678', reads: { kind: 'unknown' } },
      { text: '최대 3.5억원, 경쟁률 3.17:1', reads: { kind: 'unknown' } },
    ],
  },
]

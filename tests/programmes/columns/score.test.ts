import { describe, expect, test } from 'vitest'
import { normaliseHeader } from '../../../src/programmes/columns/normalise.ts'
import { guesses } from '../../../src/programmes/columns/score.ts'

test.each([
  ['📅 지원 접수 기간 (필수)', '지원접수기간'],
  ['[링크]', '링크'],
  ['1. 사업명', '사업명'],
  ['Application  Deadline', 'applicationdeadline'],
  ['Ｄｅａｄｌｉｎｅ', 'deadline'],
  ['—', ''],
  ['가'.repeat(100), ''],
])('normaliseHeader, %s', (text, header) => {
  expect(normaliseHeader(text)).toBe(header)
})

const headers: Readonly<Record<string, readonly string[]>> = {
  name: [
    '사업명',
    '공고명',
    '프로그램',
    '지원 사업명',
    '과제명',
    '공모전명',
    'Name',
    'Program',
    '이름',
    '제목',
    '행사명',
  ],
  deadline: [
    '지원 접수 기간',
    '접수기간',
    '모집 기간',
    '신청 기간',
    '마감일',
    '마감',
    '접수 마감일시',
    '모집기한',
    '제출 기한',
    '접수 일정',
    '신청마감',
    'Deadline',
    'Due',
    'Due date',
    'Application period',
    '접수기간 및 방법',
    '신청 마감 (시간)',
    '모집 공고 마감일',
    '📅마감',
    '기간',
  ],
  target: [
    '모집 대상',
    '지원대상',
    '신청 자격',
    '참가자격',
    '대상',
    '지원 자격 요건',
    'Eligibility',
    'Target',
  ],
  field: ['지원 분야', '분야', '모집 부문', '공모 주제', 'Category', '과제'],
  support: ['지원 내용', '혜택', '시상 내역', '지원금', '상금', 'Benefits', 'Prize', '지원 규모'],
  link: ['링크', 'URL', '홈페이지', '신청링크', 'Link', '공고 링크', '바로가기'],
  contact: ['Contact', '문의', '담당자', '연락처', '이메일', '전화', '문의처', 'E-mail', '담당자 이메일'],
  host: ['주최', '주관', '주최/주관', '주관 기관', 'Host', 'Organizer'],
  partner: ['후원', '협력 기관', '파트너사', 'Partner'],
  opens: ['접수 시작일', '신청 시작', '시작일'],
  state: ['상태', '진행 상태', 'Status'],
  dday: ['D-day', 'D-Day', '디데이'],
  remark: ['비고', '메모', 'Notes'],
  year: ['연도', 'Year'],
  other: [
    '사업 기간',
    '공고일',
    '발표일',
    '결과 발표',
    '심사 일정',
    '행사 기간',
    '교육기간',
    '신청 방법',
    '모집 인원',
    'No.',
    '작성일',
    'Created time',
    'Last edited by',
    '선발 규모',
  ],
}

describe.each(Object.entries(headers))('%s', (role, texts) => {
  test.each(texts)('%s', (text) => {
    expect(guesses(text, {})[0]?.role).toBe(role)
  })
})

test.each(['기업', '내 생각', '2023.03.17', '가격', '체크', '☑'])('no header of ours: %s', (text) => {
  expect(guesses(text, {})).toEqual([])
})

test('a name from the settings, beats every word of ours', () => {
  expect(guesses('비고', { deadline: ['비고'] })[0]?.role).toBe('deadline')
})

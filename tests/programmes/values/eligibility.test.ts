import { describe, expect, test } from 'vitest'
import { eligibilityIn } from '../../../src/programmes/values/eligibility.ts'

const age = (years: number, bound: string) => ({ kind: 'company-age', years, bound })
const size = (people: number, bound: string) => ({ kind: 'team-size', people, bound })

describe('eligibilityIn', () => {
  test.each([
    ['창업 7년 미만 스타트업', [age(7, 'below')]],
    ['7년미만스타트업', [age(7, 'below')]],
    ['법인 설립(성립)일 7년 미만 법인 사업자', [age(7, 'below')]],
    ['업력 3년 이내', [age(3, 'at-most')]],
    ['창업 후 7년 이하인 자', [age(7, 'at-most')]],
    ['창업 3년 초과 7년 이내 기업', [age(3, 'above'), age(7, 'at-most')]],
    ['2인이상 스타트업 또는 예비창업자', [size(2, 'at-least')]],
    ['팀원 5명 이하', [size(5, 'at-most')]],
    ['누구나 (팀당 3~5인)', [size(3, 'at-least'), size(5, 'at-most')]],
    ['7년 이내 콘텐츠 기업', [age(7, 'at-most')]],
    ['업력 3년 이상 7년 이내', [age(3, 'at-least'), age(7, 'at-most')]],
    ['특허 보유 창업 7년 이내 기업', [age(7, 'at-most')]],
    ['업력 3~7년', [age(3, 'at-least'), age(7, 'at-most')]],
    ['대표자 포함 2인 이상', [size(2, 'at-least')]],
  ])('%s', (text, expected) => {
    expect(eligibilityIn(text).map(({ value }) => value)).toEqual(expected)
  })

  test.each([
    '경력 3년 이상',
    '최근 3년 이내 수상자',
    '관련 업무 5년 이상 종사자',
    '상시근로자 5인 이상',
    '100명 이상 모집',
    '만 19세 이상',
    '최대 2년',
    '서울에 1년 이상 거주',
    '3년 이상 거래 기업',
    '5년 이상 경력 보유 기업',
    '10~15개사 선발',
    '기업에서 3년 이상 근무',
    '기업 재직 3년 이상',
    '창업 교육 3년 이내 수료자',
    '특허 등록 3년 이내',
    '기업부설연구소 설립 3년 이상',
    '재학생 5명 이상 추천',
    '여성 대표 1인 이상',
    '100인 이하 사업장',
    '모집 20명 이내',
    '만 39세 이하 예비창업자',
  ])('nothing about the company or team: %s', (text) => {
    expect(eligibilityIn(text)).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { cutMarkIn } from '../../../src/programmes/values/cut-text.ts'
import { itemsIn } from '../../../src/programmes/values/items.ts'

describe('itemsIn', () => {
  test.each([
    ['list lines', '- 교육\n- 시니어\n', ['교육', '시니어'], []],
    ['numbered lines', '1) 아트웍 개발\n2) 복원 및 상영', ['아트웍 개발', '복원 및 상영'], []],
    ['circled numbers', '① 멘토링\n② 공간', ['멘토링', '공간'], []],
    ['circled numbers on one line', '①자유과제 ②지정과제', ['자유과제', '지정과제'], []],
    ['a number that is no list mark', '2.5억 투자\n10년 보증', ['2.5억 투자', '10년 보증'], []],
    ['a comma list', 'AI, Web 3.0(게임, 음악), 바이오', ['AI', 'Web 3.0(게임, 음악)', '바이오'], []],
    ['a comma list that goes on', 'AI, 바이오 등', ['AI', '바이오'], []],
    ['a counted list that goes on', 'AI, 바이오 등 12개 부문', ['AI', '바이오'], ['등 12개 부문']],
    ['more than is listed', 'ICT (AI, IoT 등) 외 6개 부문', ['ICT (AI, IoT 등)'], ['외 6개 부문']],
    ['a comma inside a number', '최대 3,000만 원', ['최대 3,000만 원'], []],
    ['a comma between figures', '3, 4학년', ['3, 4학년'], []],
    ['a comma at the end', 'AI, 바이오,', ['AI', '바이오'], []],
    ['a comma inside a sentence', '빅데이터, AI를 활용한 기업', ['빅데이터, AI를 활용한 기업'], []],
    ['a comma in a list line is part of it', '- 소재, 부품\n- 장비', ['소재, 부품', '장비'], []],
    [
      'a note to a marked word',
      '- 미래 분야*의 기업\n*반도체, 로봇',
      ['미래 분야*의 기업'],
      ['반도체, 로봇'],
    ],
    ['a note behind its item', '- 협업* 지원 * 약 6개월', ['협업* 지원'], ['약 6개월']],
    ['a note with its own sign', '지원금 ※입주기업 限', ['지원금'], ['입주기업 限']],
    ['stars as list marks', '* 멘토링\n* 공간', ['멘토링', '공간'], []],
    [
      'signs and letters as list marks',
      'ㅇ 자금\no 공간\n→ 교육\n✔️ 투자',
      ['자금', '공간', '교육', '투자'],
      [],
    ],
    ['a list by strokes', 'AI / 빅데이터 / 로봇(팔/다리)', ['AI', '빅데이터', '로봇(팔/다리)'], []],
    ['a stroke inside a word', '소/부/장', ['소/부/장'], []],
    ['tags', '#AI #헬스케어', ['AI', '헬스케어'], []],
    ['a sharp inside a word', 'C# 개발', ['C# 개발'], []],
    ['a cut', '대교\n- 교육\n\n(후략)', ['대교', '교육'], []],
    ['nothing', ' \n-\n', [], []],
  ])('%s', (_case, text, items, footnotes) => {
    expect(itemsIn(text)).toEqual({ items, footnotes })
  })

  test('a cell of a hundred thousand commas, a list that people could still read', () => {
    expect(itemsIn('가,'.repeat(50_000)).items.length).toBe(100)
  })
})

test.each([
  ['… (후략)', '(후략)'],
  ['(이하 생략)', '(이하 생략)'],
  ['( 중략 )', '( 중략 )'],
  ['... 더보기', '... 더보기'],
  ['해외 진출(전략) 수립', null],
  ['입주기업 외', null],
])('cutMarkIn, %s', (text, mark) => {
  expect(cutMarkIn(text)).toBe(mark)
})

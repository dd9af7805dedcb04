import { describe, expect, test } from 'vitest'
import { contactNamesIn } from '../../../src/programmes/values/contact-names.ts'
import { contactText, emailsIn, phonesIn } from '../../../src/programmes/values/contacts.ts'
import { cell } from '../page.ts'

describe('emailsIn', () => {
  test.each([
    ['mailto:Lager88@SBA.seoul.kr / 02-361-5404', ['Lager88@sba.seoul.kr']],
    ['팀 (a.b@ccei.kr, c2529@ccei.kr)', ['a.b@ccei.kr', 'c2529@ccei.kr']],
    ['- 이메일: akl@gokams.or.kr.', ['akl@gokams.or.kr']],
    ['akl(at)gokams.or.kr', ['akl@gokams.or.kr']],
    ['akl [at] gokams.or.kr', ['akl@gokams.or.kr']],
    ['a@b.kr A@B.KR', ['a@b.kr', 'A@b.kr']],
    ['@handle, a@b, 앳@', []],
  ])('%s', (text, emails) => {
    expect(emailsIn(text)).toEqual(emails)
  })
})

describe('phonesIn', () => {
  test.each([
    ['02-361-5404', ['+8223615404']],
    ['(02) 361-5404', ['+8223615404']],
    ['02)361-5404', ['+8223615404']],
    ['02.361.5404', ['+8223615404']],
    ['０２－３６１－５４０４', ['+8223615404']],
    ['+82-2-361-5404', ['+8223615404']],
    ['+82 (0)2 361 5404', ['+8223615404']],
    ['전화02-361-5404', ['+8223615404']],
    ['010-1234-5678, 010 2345 6789', ['+821012345678', '+821023456789']],
    ['01012345678', ['+821012345678']],
    ['031-123-4567~8', ['+82311234567']],
    ['02-361-5404(내선 123)', ['+8223615404']],
    ['044-204-7000, 7001', ['+82442047000']],
    ['대표번호 1588-1234', ['+8215881234']],
    ['070-4123-5678', ['+827041235678']],
    ['전화 02-361-5404 / 팩스 02-361-5499', ['+8223615404']],
    ['팩스번호: 02-361-5499, Fax No. 02-361-5498', []],
    ['Tel/Fax 02-361-5404', ['+8223615404']],
    ['Staff 02-361-5404', ['+8223615404']],
    ['02‐361‐5404, 031−123−4567', ['+8223615404', '+82311234567']],
    ['82-2-361-5404', ['+8223615404']],
    ['+1 (650) 253-0000, +81 3-1234-5678', ['+16502530000', '+81312345678']],
  ])('%s', (text, phones) => {
    expect(phonesIn(text).map(({ value }) => value)).toEqual(phones)
  })

  test.each([
    '2023-03-17',
    '2023.03.17 ~ 2023.04.02',
    '사업자등록번호 123-45-67890',
    '계좌 110-123-456789',
    '02-361-54O4',
    '1,234,567원',
    '0000-00-0000',
    '+100,000,000원',
    'D+100 2023-03-17',
    '1982-02-2030',
  ])('no phone number: %s', (text) => {
    expect(phonesIn(text)).toEqual([])
  })
})

test('a link that hides an address, its address is read with the words', () => {
  const hidden = cell('문의하기', { links: [{ text: '문의하기', url: 'mailto:team@a.kr?subject=x' }] })
  expect(emailsIn(contactText(hidden))).toEqual(['team@a.kr'])
})

describe('contactNamesIn', () => {
  test.each([
    [
      '경기창조경제혁신센터 오픈이노베이션 팀 (a@ccei.kr, b@ccei.kr)',
      ['경기창조경제혁신센터 오픈이노베이션 팀'],
    ],
    ['아트코리아랩추진단\n- 전화: 02-2098-2931\n- 이메일: akl@gokams.or.kr', ['아트코리아랩추진단']],
    ['창업지원팀 02-123-4567 / 운영사무국 a@b.kr', ['창업지원팀', '운영사무국']],
    ['담당자: 성장지원실', ['성장지원실']],
    ['mailto:a@b.kr / 02-361-5404', []],
    ['contact@a.kr', []],
    ['공고문 참고', []],
    ['평일 09:00~18:00', []],
    ['Tel. 02-361-5404 (내선 12)', []],
    ['김 매니저 02-361-5404 (ext. 12)', ['김 매니저']],
    ['02-361-5404(대표), [기술] 02-361-5405', []],
    ['Jane Kim <jane@a.kr>', ['Jane Kim']],
    ['02-361-5404 (담당: 이 주임)', ['이 주임']],
    ['담당자 없음', []],
  ])('%s', (text, names) => {
    expect(contactNamesIn(text)).toEqual(names)
  })
})

import { expect, test } from 'vitest'
import { EVERYTHING, filterOf, filterQuery, holds, passes } from '../../src/serve/filter.ts'
import { programmeOf } from './sample.ts'

test.each([
  ['AI', 'AI', true],
  ['신기술 및 데이터 활용 서비스(AI 포함)', 'ai', true],
  ['FAIR', 'AI', false],
  ['AI2023', 'AI', false],
  ['Web 3.0(메타버스)', '메타버스', true],
  ['Web 3.0(메타버스)', 'web 3.0', true],
  ['오픈 이노베이션', '오픈이노베이션', true],
  ['바이오', 'AI', false],
])('%s, holds %s: %s', (text, word, found) => {
  expect(holds(text, word)).toBe(found)
})

test('an address, gives a filter that gives the same address, sorted and without repeats', () => {
  const filter = filterOf(
    new URLSearchParams('q= a  b &field=B&field=A&field=A&host=&open=1&target=x&junk=1'),
  )
  expect(filter).toEqual({ field: ['A', 'B'], target: ['x'], host: [], openOnly: true, search: 'a b' })
  const query = filterQuery(filter)
  expect(query).toBe('field=A&field=B&target=x&open=1&q=a+b')
  expect(filterOf(new URLSearchParams(query))).toEqual(filter)
})

test('too many and too long values, are dropped', () => {
  const query = new URLSearchParams()
  for (let n = 0; n < 40; n += 1) query.append('field', `f${n}`)
  query.append('host', 'x'.repeat(121))
  query.append('open', 'yes')
  const filter = filterOf(query)
  expect([filter.field.length, filter.host, filter.openOnly]).toEqual([10, [], false])
})

test('a host, is also found among the partners', () => {
  const programme = programmeOf({
    name: 'x',
    hosts: ['경기창조경제혁신센터'],
    partners: ['(주)호텔롯데 롯데월드'],
  })
  expect(passes(programme, { ...EVERYTHING, host: ['롯데월드'] })).toBe(true)
  expect(passes(programme, { ...EVERYTHING, host: ['현대리바트'] })).toBe(false)
})

test.each([
  ['창업 서울', true],
  ['서울 ai', true],
  ['서울 창업허브', true],
  ['서울 부산', false],
  ['web 서울', false],
  ['fin', true],
  ['inWeb', false],
])('a search for %s, finds each word anywhere, also one that is only begun: %s', (search, found) => {
  const programme = programmeOf({ name: '서울창업허브 참여 스타트업 모집', fields: ['AI', 'FinWeb'] })
  expect(passes(programme, { ...EVERYTHING, search })).toBe(found)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scrubber } from '../../src/lib/scrub.ts'

const SECRET = 'a "quoted\\secret" with\na line'

test('a secret, in JSON and in an address, is taken out as well', () => {
  const scrub = scrubber([SECRET])
  expect(JSON.parse(scrub(JSON.stringify({ SECRET })))).toEqual({ SECRET: '[secret]' })
  expect(scrub(`?token=${encodeURIComponent(SECRET)}`)).toBe('?token=[secret]')
})

test('the secret address of a calendar, is taken out in part', () => {
  const address =
    'https://calendar.google.com/calendar/ical/a%40b/private-0123456789abcdef0123456789abcdef/basic.ics'
  expect(scrubber([])(address)).toBe(
    'https://calendar.google.com/calendar/ical/a%40b/private-[secret]/basic.ics',
  )
})

test('a stranger’s words that begin like a secret, leave JSON whole', () => {
  const scrub = scrubber([])
  for (const words of ['-----BEGIN PRIVATE KEY-----', 'http://x:', 'Bearer aaaaaaaa', 'eyJaaaaaaaaaaa.']) {
    const value = { words, mail: 'me@example.org', list: [words, 'x'] }
    expect(JSON.parse(scrub(JSON.stringify(value)))).toMatchObject({ mail: 'me@example.org' })
  }
})

test('any words around what looks like a secret, leave JSON whole', () => {
  const start = fc.constantFrom(
    'ntn_aaaaaaaa',
    '-----BEGIN RSA PRIVATE KEY-----',
    'http://a:b',
    'ya29.aaaaaaaa',
    '@',
    'eyJ',
    '',
  )
  const value = fc.dictionary(
    fc.string(),
    fc.tuple(start, fc.string({ unit: 'binary' })).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(value, (given) => {
      JSON.parse(scrubber([])(JSON.stringify(given)))
    }),
    { seed: 20261125 },
  )
})

import { describe, expect, test } from 'vitest'
import { GoogleRefusal, meaning, toRefusal } from '../../../src/sinks/google-calendar/refusal.ts'

const NOW = Date.parse('2023-03-01T00:00:00Z')
/** What the client library throws: an error with `config`, and `response` where there was one. */
const thrown = (status: number, data: unknown, headers: Record<string, string> = {}) =>
  Object.assign(new Error('Request failed: ya29.secret'), {
    config: { data: 'refresh_token=1//secret' },
    response: { status, data, headers: new Headers(headers) },
  })
const envelope = (reason: string, message = 'words') => ({
  error: { errors: [{ reason, message }], message },
})

describe('meaning', () => {
  test.each([
    [403, 'rateLimitExceeded', 'slow-down'],
    [403, 'userRateLimitExceeded', 'slow-down'],
    [429, 'rateLimitExceeded', 'slow-down'],
    [429, '', 'slow-down'],
    [403, 'quotaExceeded', 'used-up'],
    [403, 'dailyLimitExceeded', 'used-up'],
    [429, 'quotaExceeded', 'used-up'],
    [403, 'forbidden', 'answer'],
    [403, 'requiredAccessLevel', 'answer'],
    [403, 'forbiddenForServiceAccounts', 'answer'],
    [401, 'authError', 'renew'],
    [0, '', 'lost'],
    [408, '', 'lost'],
    [500, 'backendError', 'lost'],
    [503, '', 'lost'],
    [400, 'invalid', 'answer'],
    [404, 'notFound', 'answer'],
    [409, 'duplicate', 'answer'],
    [410, 'deleted', 'answer'],
    [412, 'conditionNotMet', 'answer'],
  ] as const)('%i %s, means %s', (status, reason, expected) => {
    expect(meaning(new GoogleRefusal('', { status, reason }))).toBe(expected)
  })
})

describe('toRefusal', () => {
  test.each([
    ['the backend’s envelope', thrown(403, envelope('quotaExceeded')), [403, 'quotaExceeded', 'words']],
    [
      'the token endpoint’s',
      thrown(400, { error: 'invalid_grant', error_description: 'Bad' }),
      [400, 'invalid_grant', 'Bad'],
    ],
    ['a gateway’s page', thrown(502, '<html>'), [502, '', 'status 502']],
    ['an envelope without errors', thrown(500, { error: { message: 'x' } }), [500, '', 'x']],
    ['an envelope of another shape', thrown(500, { error: 7 }), [500, '', 'status 500']],
    [
      'a page in front of Google that says 404',
      thrown(404, '<html>'),
      [0, '', 'something on the way to Google answered in its place (status 404)'],
    ],
    ['nothing', thrown(500, null), [500, '', 'status 500']],
    [
      'no answer',
      Object.assign(new Error('x'), { config: {}, code: 'ECONNRESET' }),
      [0, '', 'no answer (ECONNRESET)'],
    ],
  ])('%s, is told by status, reason and words', (_name, error, [status, reason, message]) => {
    expect(toRefusal(error, NOW)).toMatchObject({ status, reason, message })
  })

  test.each([
    ['42', 42_000],
    ['Wed, 01 Mar 2023 00:02:00 GMT', 120_000],
    ['Tue, 28 Feb 2023 00:00:00 GMT', 0],
    ['soon', null],
  ])('Retry-After %s, is %s ms', (header, ms) => {
    expect(toRefusal(thrown(429, '', { 'retry-after': header }), NOW)).toMatchObject({ retryAfter: ms })
  })

  test('nothing of the request, is kept', () => {
    const refusal = toRefusal(thrown(403, envelope('forbidden')), NOW)
    expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('secret')
    expect((refusal as Error).cause).toBeUndefined()
  })

  test('words without end, are cut', () => {
    expect(toRefusal(thrown(400, envelope('invalid', 'x'.repeat(9_000))), NOW)).toMatchObject({
      message: 'x'.repeat(300),
    })
  })

  test('what is not of the library, comes back as it is', () => {
    const bug = new TypeError('bug')
    expect(toRefusal(bug, NOW)).toBe(bug)
  })
})

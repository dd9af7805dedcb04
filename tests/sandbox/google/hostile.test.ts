import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Place, place } from './client.ts'

const SEED = 20261125 + Number(process.env.MAGAM_SEED ?? 0)
const RUNS = Number(process.env.MAGAM_HISTORIES ?? 15) * 20

let here: Place
let authorization: string
beforeAll(async () => {
  here = await place()
  const { clientId, clientSecret, refreshToken } = here.google.oauth
  const form = { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret }
  const body = new URLSearchParams({ ...form, refresh_token: refreshToken })
  const answer = await (await fetch(here.google.tokenUrl, { method: 'POST', body })).json()
  authorization = `Bearer ${(answer as { access_token: string }).access_token}`
})
afterAll(() => here.google.close())

const FIELDS = [
  ...['id', 'iCalUID', 'start', 'end', 'status', 'summary', 'colorId', 'reminders', 'extendedProperties'],
  ...['source', 'attendees', 'attachments', 'recurrence', 'sequence', 'visibility', 'guestsCanModify'],
  ...['role', 'scope', 'timeZone', 'description', 'address', 'token', 'type', 'resourceId'],
]

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    { date: '2023-04-02' },
    { date: '2023-04-03' },
    { date: null, dateTime: 1 },
    { useDefault: 1, overrides: [null] },
    { private: { a: 1 }, shared: [] },
    [null, {}],
  ),
)

const body = fc.dictionary(fc.constantFrom(...FIELDS), odd).map((change) => ({
  start: { date: '2023-04-02' },
  end: { date: '2023-04-03' },
  ...change,
}))

test('any body, to any address that takes one, is answered by success or by a refusal', async () => {
  const calendar = `/calendar/v3/calendars/${encodeURIComponent(here.calendarId)}`
  const { id } = here.google.people.add(here.calendarId, {
    start: { date: '2023-04-02' },
    end: { date: '2023-04-03' },
  })
  const targets: [string, string][] = [
    ['POST', `${calendar}/events`],
    ['POST', `${calendar}/events/import`],
    ['POST', `${calendar}/events/watch`],
    ['PUT', `${calendar}/events/${id}`],
    ['PATCH', `${calendar}/events/${id}`],
    ['PATCH', calendar],
    ['POST', '/calendar/v3/calendars'],
    ['POST', `${calendar}/acl`],
    ['POST', '/calendar/v3/users/me/calendarList'],
    ['POST', '/calendar/v3/channels/stop'],
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), body, async ([method, path], sent) => {
      const answer = await fetch(here.google.url + path, {
        method,
        headers: { authorization },
        body: JSON.stringify(sent),
      })
      await answer.text()
      expect([200, 204, 400, 403, 404, 409]).toContain(answer.status)
    }),
    { seed: SEED, numRuns: RUNS },
  )
})

test('any query, is answered by a list or by a refusal', async () => {
  const names = ['maxResults', 'pageToken', 'syncToken', 'timeMin', 'timeMax', 'orderBy', 'q', 'fields']
  const more = ['privateExtendedProperty', 'updatedMin', 'timeZone', 'singleEvents', 'showDeleted']
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('true', '1', 'e30', 'bnVsbA', 'a=b', '2023-04-02T00:00:00Z'),
  )
  const query = fc.array(fc.tuple(fc.constantFrom(...names, ...more), value), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(query, async (pairs) => {
      const path = `/calendar/v3/calendars/${encodeURIComponent(here.calendarId)}/events`
      const answer = await fetch(`${here.google.url}${path}?${new URLSearchParams(pairs)}`, {
        headers: { authorization },
      })
      await answer.text()
      expect([200, 400, 410]).toContain(answer.status)
    }),
    { seed: SEED, numRuns: RUNS },
  )
})

test('any assertion, is answered by a refusal', async () => {
  const part = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
  const assertion = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.')),
  )
  await fc.assert(
    fc.asyncProperty(assertion, async (text) => {
      const body = new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: text,
      })
      const answer = await fetch(here.google.tokenUrl, { method: 'POST', body })
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ error: 'invalid_grant' }),
      ])
    }),
    { seed: SEED, numRuns: RUNS },
  )
})

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const ZONES = ['UTC', 'Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe']

test('the same entries on hosts of five time zones, give the same bytes', async () => {
  const script = join(import.meta.dirname, 'print-feed.ts')
  const feeds = await Promise.all(
    ZONES.map(async (TZ) => (await run(process.execPath, [script], { env: { ...process.env, TZ } })).stdout),
  )
  const [first = ''] = feeds
  expect(first).toContain('DTSTART;VALUE=DATE:20231231\r\nDTEND;VALUE=DATE:20240101')
  expect(first).toContain('DTEND:20230312T070000Z')
  expect(feeds).toEqual(ZONES.map(() => first))
})

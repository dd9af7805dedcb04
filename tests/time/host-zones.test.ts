import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
/** East and west of Korea, half hours, and the five rules of daylight saving that differ most. */
const ZONES = [
  'UTC',
  'Asia/Seoul',
  'America/New_York',
  'Europe/London',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
]

test(`the whole job on hosts of ${ZONES.length} time zones, on days when clocks change, writes and shows the same bytes`, async () => {
  const script = join(import.meta.dirname, 'print-days.ts')
  const printed: string[] = []
  for (const TZ of ZONES) {
    const { stdout } = await run(process.execPath, [script], {
      env: { ...process.env, TZ },
      maxBuffer: 100_000_000,
    })
    printed.push(stdout)
  }
  const [first = ''] = printed
  expect(first.match(/^2026-11-01T01:30 \[마감\] 공고 3$/gm)).toHaveLength(4)
  expect(first.match(/^2027-01-01T00:00 \[마감\] 공고 [67]$/gm)).toHaveLength(8)
  expect(first.match(/^2028-02-29 \[마감\] 공고 9$/gm)).toHaveLength(4)
  expect(first).toContain('impossible-date 2026.02.29')
  expect(first).not.toContain('공고 11\n')
  const sums = printed.map((text) => createHash('sha256').update(text).digest('hex'))
  expect(sums).toEqual(ZONES.map(() => sums[0]))
}, 240_000)

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Report } from '../../src/run/report.ts'
import { type Scene, scene } from '../run/scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const SHIFTED_CLOCK = join(import.meta.dirname, 'shifted-clock.ts')
const NOW = '2023-03-20T09:00:00+09:00'
const MINUTE = 60_000
let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

/** `magam` in a process whose clock is off; the services tell the right time in the `Date` of each answer, as Google does. */
async function magam(command: 'sync' | 'doctor', off: number) {
  const args = ['--import', SHIFTED_CLOCK, MAIN, command, '--config', here.configFile, '--now', NOW, '--json']
  const child = spawn(process.execPath, args, {
    cwd: here.folder,
    env: { PATH: process.env.PATH, ...here.env, CLOCK_OFF_MS: String(off) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve))
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  return { said, code: await exit }
}

async function sync(off: number) {
  const { said, code } = await magam('sync', off)
  const report = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string } & Report)
    .find(({ event }) => event === 'report')
  const dangers = (report?.sinks ?? []).flatMap(({ sink, dangers }) =>
    dangers.map(({ code: danger, message }) => `${sink} ${danger}: ${message}`),
  )
  return { code, result: report?.result, dangers }
}

const standing = () =>
  here.google.world
    .events(here.calendar)
    .map(({ status, summary, end }) => `${status} ${summary} ${end?.date ?? end?.dateTime}`)
    .sort()
const writes = () =>
  [...here.notion.server.requests, ...here.google.server.requests].filter(
    ({ method, path }) => method !== 'GET' && !path.endsWith('/query') && !path.includes('token'),
  ).length

test.each([
  ['ahead of', 60 * MINUTE],
  ['behind', -9 * 60 * MINUTE],
])(
  'the clock of the host, %s Google’s: the run is refused with the reason, nothing is written, and it goes on once the clock is right',
  async (side, off) => {
    const [table = ''] = here.notion.world.tables(here.page)
    expect((await sync(0)).code).toBe(0)
    const before = standing()
    here.notion.people.editCell(here.notion.world.children(table)[1] ?? '', 3, '2023.03.24(금) 18:00까지')
    const written = writes()

    const wrong = await sync(off)
    expect([wrong.code, wrong.result]).toEqual([4, 'refused'])
    expect(wrong.dangers).toContain(
      `google-calendar clock-off: The clock of this machine is ${Math.abs(off) / MINUTE} minutes ${side} Google’s`,
    )
    expect([standing(), writes()]).toEqual([before, written])

    expect(await sync(0)).toEqual({ code: 0, result: 'done', dangers: [] })
    expect(standing()).not.toEqual(before)
    expect(standing().filter((line) => line.includes('2023-03-24T18:00'))).toHaveLength(1)
  },
  60_000,
)

test('the clock of the host, a minute off: nothing is refused, and the doctor tells by how much', async () => {
  expect(await sync(MINUTE)).toEqual({ code: 0, result: 'done', dangers: [] })
  const well = await magam('doctor', MINUTE)
  expect(well.said).toMatch(/(59|60|61) s ahead of Google’s/)
  const ill = await magam('doctor', 5 * MINUTE)
  expect(ill.said).toMatch(/The clock of this machine is (299|300|301) s ahead of Google’s/)
}, 60_000)

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/sandbox/faults.ts'
import { openStore } from '../../src/state/open.ts'

const folder = mkdtempSync(join(tmpdir(), 'magam-processes-'))
afterAll(() => rmSync(folder, { recursive: true }))

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))
const start = (...args: string[]) =>
  spawn(process.execPath, [WRITER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })

/** A kill takes a third of a second: long runs take fifty, not as many as there are histories. */
const ROUNDS = Math.min(50, Number(process.env.MAGAM_HISTORIES ?? 5))

describe('a state file used by two processes', () => {
  test('each raises one counter a thousand times, none is lost', async () => {
    const file = join(folder, 'counter.db')
    // Both open the file that does not exist yet: making the tables must not collide either.
    const writers = [start(file, 'count', '1000'), start(file, 'count', '1000')]
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]))
    expect(codes).toEqual([0, 0])
    const store = await openStore(`file:${file}`)
    expect(await store.value('test', 'counter')).toEqual({ value: '2000', version: 2000 })
    await store.close()
  })
})

describe('a writer killed at any moment', () => {
  test('every acknowledged transaction is there, none is halfway, the file is sound', async () => {
    const seed = 20_261_125
    const random = seededRandom(seed)
    const file = join(folder, 'killed.db')
    let acknowledged = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = start(file, 'ledger')
      writer.stdout.setEncoding('utf8').on('data', (text: string) => {
        // The last line may be cut by the kill; only whole lines count as acknowledged.
        const whole = text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1)
        if (whole) acknowledged = Number(whole)
      })
      await Promise.race([once(writer.stdout, 'data'), once(writer, 'exit')])
      await sleep(random() * 150)
      writer.kill('SIGKILL')
      await once(writer, 'close')
      const store = await openStore(`file:${file}`)
      const counter = Number((await store.value('test', 'counter'))?.value)
      const rows = new Set((await store.held('test')).map((row) => row.json))
      await store.check()
      await store.close()
      expect({ seed, round, kept: counter >= acknowledged, rows: [...rows] }).toEqual({
        seed,
        round,
        kept: true,
        rows: [String(counter)],
      })
    }
    expect(acknowledged).toBeGreaterThan(0)
  })
})

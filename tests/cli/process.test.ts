import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'magam-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

const start = (args: readonly string[]) =>
  spawn(process.execPath, [resolve('src/main.ts'), ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })

test('the process, gives data on stdout, words on stderr and its exit code', async () => {
  const child = start(['history', '--json'])
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  expect({ stdout, stderr, code }).toEqual({ stdout: '[]\n', stderr: '', code: 0 })
})

test('a reader that goes away, ends the process quietly', async () => {
  const child = start(['--help'])
  child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
})

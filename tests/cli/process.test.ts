import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
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

test.each([['--help'], ['sync', '--help'], ['--version']])(
  'words about itself (%s), load the command line and nothing of settings or libraries that are slow',
  async (...args) => {
    const preload = join(folder, 'loaded.mjs')
    writeFileSync(
      preload,
      `import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
process.on('exit', () => process.stderr.write(JSON.stringify(loaded)))`,
    )
    const child = spawn(process.execPath, ['--import', preload, resolve('src/main.ts'), ...args], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const loaded = JSON.parse(await text(child.stderr)) as string[]
    const packages = loaded.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])
    const rooms = loaded.flatMap((url) => /\/src\/([^/]+)\//.exec(url)?.[1] ?? [])
    expect({ packages: [...new Set(packages)], rooms: [...new Set(rooms)].sort() }).toEqual({
      packages: ['commander'],
      rooms: ['cli', 'settings'],
    })
    expect(loaded.filter((url) => url.includes('/src/settings/')).map((url) => basename(url))).toEqual([
      'nearest.ts',
    ])
  },
)

test('a reader that goes away, ends the process quietly', async () => {
  const child = start(['--help'])
  child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
})

test('a command with nothing to finish, ends at the first Ctrl-C', async () => {
  const child = start(['explain', '--jsonl'])
  child.stdin.write('{"id":1,"text":"2023.4.2"}\n')
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  expect((await once(child, 'exit'))[0]).toBe(130)
})

test('answers to another program, come one at a time while it goes on asking', async () => {
  const child = start(['explain', '--jsonl'])
  for (const id of [1, 2, 3]) {
    child.stdin.write(`{"id":${id},"text":"2023.4.${id}"}\n`)
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
    expect(JSON.parse(chunk.toString('utf8'))).toMatchObject({ id, end: `2023-04-0${id}` })
  }
  child.stdin.end()
  expect((await once(child, 'exit'))[0]).toBe(0)
})

test('a reader of answers that goes away, ends the answering quietly', async () => {
  const child = start(['explain', '--jsonl'])
  child.stdin.on('error', () => {})
  child.stdin.write('{"id":1,"text":"2023.4.2"}\n')
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const writing = setInterval(() => child.stdin.write('{"id":2,"text":"2023.4.2"}\n'), 20)
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  clearInterval(writing)
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
})

test('the demo that serves, stops when it is told to and ends well', async () => {
  const child = start(['demo', '--port', '0'])
  let shown = ''
  child.stdout.setEncoding('utf8')
  for await (const chunk of child.stdout as AsyncIterable<string>) {
    shown += chunk
    if (/http:\/\/127\.0\.0\.1:\d+\//.test(shown)) break
  }
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect({ code, shown: shown.includes('8') }).toEqual({ code: 0, shown: true })
})

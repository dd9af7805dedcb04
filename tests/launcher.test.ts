import { spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** How to start a Node: the program and what comes before the script. */
type Host = { name: string; command: string; argv: readonly string[]; version: string }

const current: Host = { name: 'this Node', command: process.execPath, argv: [], version: process.version }

/** This Node, saying that it is 20: what an old host looks like on a machine that has none. */
function pretender(): Host {
  const preload = join(mkdtempSync(join(tmpdir(), 'magam-old-')), 'old.cjs')
  writeFileSync(
    preload,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })
Object.defineProperty(process, 'version', { value: 'v20.1.0' })`,
  )
  return { ...current, name: 'a Node that says it is 20', argv: ['--require', preload], version: 'v20.1.0' }
}

/** The machine's own Node where it is an old one. */
function machineNode(): Host[] {
  return ['/usr/bin/node', '/usr/local/bin/node'].filter(existsSync).flatMap((command) => {
    const version = spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout.trim()
    return Number(version.slice(1).split('.')[0]) < 24 ? [{ name: command, command, argv: [], version }] : []
  })
}

const oldHosts = [pretender(), ...machineNode()]

/** A folder with the launcher and nothing else but what is asked for. */
function installed(files: Readonly<Record<string, string>>, bundledNode: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'magam-launcher-'))
  for (const name of ['bin', 'src', 'dist', join('node_modules', '.bin')])
    mkdirSync(join(folder, name), { recursive: true })
  copyFileSync(join(ROOT, 'bin', 'magam.cjs'), join(folder, 'bin', 'magam.cjs'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  if (bundledNode) symlinkSync(process.execPath, join(folder, 'node_modules', '.bin', 'node'))
  return folder
}

function launch(host: Host, folder: string, argv: readonly string[], input = '') {
  const script = join(folder, 'bin', 'magam.cjs')
  const run = spawnSync(host.command, [...host.argv, script, ...argv], { encoding: 'utf8', input })
  return { status: run.status, stdout: run.stdout, stderr: run.stderr }
}

/** Says which Node runs it, from where, with what. */
const ECHO = (from: string) => `
let input = ''
for await (const chunk of process.stdin) input += chunk
process.stdout.write(JSON.stringify({ from: '${from}', node: process.version, argv: process.argv.slice(2), input }))
process.exitCode = 3`

const ARGV = ['explain', '~ 4월 2일 23:30', '--json', '', '$HOME "x" `y`']

describe.each(oldHosts)('an old host, $name', (host) => {
  test('with nothing beside it, is told what to install and leaves with 2, as for any mistake of set-up', () => {
    expect(launch(host, installed({}, false), ['--version'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: Magam needs Node 24 or newer; this is ${host.version}

hint: install Node 24, or run \`npm ci\` in the checkout, which brings one along
`,
    })
  })

  test('with the Node that npm brought, hands over arguments, input and exit code untouched', () => {
    const folder = installed({ 'src/main.ts': `const typed: string = 'types'\n${ECHO('src')}` }, true)
    const run = launch(host, folder, ARGV, '공고')
    expect({ ...run, stdout: JSON.parse(run.stdout) }).toEqual({
      status: 3,
      stdout: { from: 'src', node: process.version, argv: ARGV, input: '공고' },
      stderr: '',
    })
  })

  test('when the program is killed, leaves with 1', () => {
    const folder = installed(
      { 'src/main.ts': "process.kill(process.pid, 'SIGKILL')\nsetInterval(() => {}, 1000)" },
      true,
    )
    expect(launch(host, folder, []).status).toBe(1)
  })

  test('when it is told to stop, tells the program and leaves with its code', async () => {
    const main = `process.on('SIGTERM', () => { console.log('stopped'); process.exit(5) })
setInterval(() => {}, 1000)
console.log('up')`
    const child = spawn(host.command, [
      ...host.argv,
      join(installed({ 'src/main.ts': main }, true), 'bin', 'magam.cjs'),
    ])
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (text.includes('up')) child.kill('SIGTERM')
    })
    const status = await new Promise((resolve) => child.on('close', resolve))
    expect([status, said]).toEqual([5, 'up\nstopped\n'])
  })

  test('in this checkout, runs Magam', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(launch(host, ROOT, ['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('a host that is new enough', () => {
  test('runs the program itself, with arguments, input and exit code', () => {
    const run = launch(current, installed({ 'src/main.ts': ECHO('src') }, false), ARGV, '공고')
    expect({ ...run, stdout: JSON.parse(run.stdout) }).toEqual({
      status: 3,
      stdout: { from: 'src', node: process.version, argv: ARGV, input: '공고' },
      stderr: '',
    })
  })

  test('in an installed package, runs what was built', () => {
    const folder = installed({ 'dist/main.js': ECHO('dist') }, false)
    expect(JSON.parse(launch(current, folder, []).stdout)).toMatchObject({ from: 'dist' })
  })

  test('in a checkout, prefers the sources to what was built of older ones', () => {
    const folder = installed({ 'src/main.ts': ECHO('src'), 'dist/main.js': ECHO('dist') }, false)
    expect(JSON.parse(launch(current, folder, []).stdout)).toMatchObject({ from: 'src' })
  })

  test('shows the help of Magam in this checkout', () => {
    const { status, stdout, stderr } = launch(current, ROOT, ['--help'])
    expect([status, stdout.split('\n')[0], stderr]).toEqual([0, 'Usage: magam [options] [command]', ''])
  })
})

import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { magam } from '../cli/magam.ts'
import { type Scene, scene } from './scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const NOW = '2023-03-20T09:00+09:00'
/** Makes the folder `$1` read-only, or shows a full disk with all that is in it, to what runs after it and to nobody else. */
const READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"'
const FULL =
  'kept=$(mktemp -d) && cp -a "$1/." "$kept" && mount -t tmpfs -o size=8m tmpfs "$1" && cp -a "$kept/." "$1" && rm -r "$kept" && { cat /dev/zero > "$1/fill" 2> /dev/null || true; }'

/** The way to a name space of mounts; null where this machine allows none, as most containers do. */
function mounting(): readonly string[] | null {
  for (const way of [['-m'], ['-rm']]) {
    try {
      execFileSync('unshare', [...way, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
      return way
    } catch {
      // The next way, or none.
    }
  }
  return null
}
const way = process.platform === 'linux' ? mounting() : null

let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

const onGoodDisk = (...args: readonly string[]) =>
  magam([...args, '--config', here.configFile, '--now', NOW], { env: here.env })

/** Magam in a process that sees the scene's folder as `disk` makes it. */
async function onBadDisk(disk: string, ...args: readonly string[]) {
  const script = `${disk} && shift && cd / && exec "$@"`
  const config = args.includes('--config') ? [] : ['--config', here.configFile]
  const command = [process.execPath, MAIN, ...args, ...config, '--now', NOW]
  const child = spawn('unshare', [...(way ?? []), 'sh', '-c', script, 'sh', here.folder, ...command], {
    env: { PATH: process.env.PATH, MAGAM_ENV_FILE: join(here.folder, '.env'), ...here.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { code, said: (await said).join('') }
}

const names = () => readdirSync(here.folder).filter((name) => !/-(wal|shm)$/.test(name))

describe.skipIf(way === null)('on a machine that allows mounts', () => {
  test('every command that writes, where the disk is read-only, says so and keeps the old', async () => {
    const [pages, copy] = [join(here.folder, 'public'), join(here.folder, 'copy.db')]
    for (const good of [['sync'], ['publish', pages]])
      expect(await onGoodDisk(...good)).toMatchObject({ code: 0 })
    const [before, page] = [names(), readFileSync(join(pages, 'index.html'), 'utf8')]
    const commands = [['sync'], ['publish', pages], ['backup', copy], ['serve', '--port', '0'], ['doctor']]
    for (const args of commands) {
      const { code, said } = await onBadDisk(READ_ONLY, ...args)
      expect({ args, code, said }).toEqual({ args, code: 3, said: expect.stringContaining('read-only') })
      expect(said).not.toContain('this is a bug')
      expect(names()).toEqual(before)
      expect(readFileSync(join(pages, 'index.html'), 'utf8')).toBe(page)
    }
    expect((await onGoodDisk('sync')).stdout).toContain('Google Calendar: nothing to change')
  }, 60_000)

  test('sync, where not a byte is left for the files beside the state, says that the disk is full', async () => {
    await onGoodDisk('sync')
    const { code, said } = await onBadDisk(FULL, 'sync')
    expect({ code, said }).toEqual({ code: 3, said: expect.stringContaining('no room') })
    expect(said).not.toContain('remove the file')
    expect((await onGoodDisk('sync')).stdout).toContain('Google Calendar: nothing to change')
  })

  test('init, where the disk is read-only, names the file and says so', async () => {
    const place = join(here.folder, 'club', 'magam.yaml')
    const { code, said } = await onBadDisk(
      READ_ONLY,
      'init',
      '--yes',
      '--google',
      'none',
      '--requests-per-minute',
      '1000000',
      '--config',
      place,
    )
    expect({ code, said }).toEqual({ code: 3, said: expect.stringContaining('read-only') })
    expect(said).not.toContain('this is a bug')
  })
})

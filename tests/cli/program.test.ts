import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { magam } from './magam.ts'

const STATE = { MAGAM_DATABASE_URL: 'file::memory:' }

describe('usage', () => {
  test('an unknown command, the nearest one is named and the code is 2', async () => {
    expect(await magam(['histroy'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: unknown command `histroy`\n\nhint: did you mean `history`?\n',
    })
  })
  test.each([
    [['help', 'histroy'], '`histroy`', 'did you mean `history`?'],
    [['help', 'zzz'], '`zzz`', 'run `magam help` to see what there is'],
    [['help', 'auth', 'goggle'], '`goggle`', 'did you mean `google`?'],
    [['help', 'sync', 'now'], '`now`', 'run `magam sync --help` to see what there is'],
  ])('%j, says that it is unknown, with the nearest', async (args, word, hint) => {
    expect(await magam(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: unknown command ${word}\n\nhint: ${hint}\n`,
    })
  })
  test.each([
    ['backup', 'file'],
    ['publish', 'folder'],
  ])('%s, of an empty name, is a mistake of usage', async (command, what) => {
    const { code, stderr } = await magam([command, ''], { env: STATE })
    expect([code, stderr]).toEqual([2, expect.stringContaining(`the name of the ${what} is empty`)])
  })
  test('an unknown command of a group, leads to the help of the group', async () => {
    expect((await magam(['auth', 'zzz'])).stderr).toBe(
      'error: unknown command `zzz`\n\nhint: run `magam help auth` to see what there is\n',
    )
  })
  test('the help of a command in a group, is that command’s', async () => {
    const asked = await magam(['help', 'auth', 'google'])
    expect(asked).toEqual(await magam(['auth', 'google', '--help']))
    expect(await magam(['help'])).toEqual(await magam(['--help']))
    expect(asked.code).toBe(0)
  })
  test('an unknown option, the nearest one is named', async () => {
    expect(await magam(['history', '--limt', '3'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: unknown option `--limt`\n\nhint: did you mean `--limit`?\n',
    })
  })
  test('a missing argument, is named', async () => {
    const { code, stderr } = await magam(['backup'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: missing required argument `file`\n\nhint: run `magam backup --help` to see what there is\n',
    })
  })
  test('no command, shows the help on stderr and fails', async () => {
    const { code, stdout, stderr } = await magam([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^Usage: magam \[options\] \[command\]/)
  })
  test('`--quiet` with `--verbose`, is refused', async () => {
    expect((await magam(['history', '--quiet', '--verbose'])).code).toBe(2)
  })
  test.each(['yesterday', '2026-03-20', '2026-03-20T09:00', '2026-02-30T09:00+09:00', '2026-03-20T25:00Z'])(
    '`--now %s`, is refused with the form that works',
    async (now) => {
      const { code, stderr } = await magam(['history', '--now', now])
      expect(code).toBe(2)
      expect(stderr).toContain('such as 2026-03-20T09:00+09:00')
    },
  )
  test.each(['0', '-1', '1.5', 'ten', '99999999999'])('`--limit %s`, is refused', async (limit) => {
    expect((await magam(['history', `--limit=${limit}`])).code).toBe(2)
  })
  test('the version, goes to stdout', async () => {
    expect(await magam(['--version'])).toEqual({ code: 0, stdout: '0.0.0-test\n', stderr: '' })
  })
})

describe('help', () => {
  test.each(commands.map((command) => command.name))(
    '%s, shows global options and examples that name it',
    async (name) => {
      const { code, stdout, stderr } = await magam([...name.split(' '), '--help'])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      for (const option of ['--config', '--json', '--now', '--quiet', '--verbose'])
        expect(stdout).toContain(option)
      expect(stdout).toMatch(new RegExp(`Examples:\n {2}magam ${name}`))
    },
  )
})

describe('global options', () => {
  test('before or after the command, mean the same', async () => {
    const before = await magam(['--json', 'history'], { env: STATE })
    const after = await magam(['history', '--json'], { env: STATE })
    expect(before).toEqual({ code: 0, stdout: '[]\n', stderr: '' })
    expect(after).toEqual(before)
  })
  test('`--quiet`, leaves words out but not errors', async () => {
    expect(await magam(['history', '--quiet'], { env: STATE })).toEqual({ code: 0, stdout: '', stderr: '' })
    expect((await magam(['history', 'nope', '--quiet'], { env: STATE })).stderr).toContain(
      'error: there is no run',
    )
  })
})

describe('colour', () => {
  test('on a terminal, errors are coloured', async () => {
    expect((await magam(['histroy'], { terminal: true })).stderr).toContain('\u001b[')
  })
  test('on a terminal with NO_COLOR, nothing is', async () => {
    expect((await magam(['histroy'], { terminal: true, env: { NO_COLOR: '1' } })).stderr).not.toContain(
      '\u001b[',
    )
  })
  test('in a pipe, nothing is', async () => {
    expect((await magam(['histroy'])).stderr).not.toContain('\u001b[')
  })
})

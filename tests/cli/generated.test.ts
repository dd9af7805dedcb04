import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { commandReference } from '../../src/cli/command-reference.ts'
import { completionScript, SHELLS } from '../../src/cli/completion.ts'
import { magam } from './magam.ts'

test('the reference of the commands, is that of this version', async () => {
  await expect(commandReference()).toMatchFileSnapshot('../../docs/commands.md')
})

describe('completion', () => {
  test.each(SHELLS)('for %s, is printed on stdout', async (shell) => {
    const { code, stdout, stderr } = await magam(['completion', shell])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(completionScript(shell))
  })
  test('for another shell, names those there are', async () => {
    const { code, stderr } = await magam(['completion', 'tcsh'])
    expect(code).toBe(2)
    expect(stderr).toContain('Allowed choices are bash, zsh, fish')
  })
  test.each([
    ['magam hi', ['history']],
    ['magam history --li', ['--limit']],
    ['magam auth ', ['google', 'feed', '--help']],
    ['magam auth google --j', ['--json']],
    ['magam sync --f', ['--full', '--force']],
  ])('bash, `%s`, offers %j', (line, offered) => {
    const typed = line.split(' ')
    const script = `${completionScript('bash')}
COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length - 1}; _magam
printf '%s\\n' "\${COMPREPLY[@]}"`
    const run = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    expect({ stderr: run.stderr, words: run.stdout.trim().split('\n') }).toEqual({
      stderr: '',
      words: offered,
    })
  })
})

import { expect, test } from 'vitest'
import { opens } from '../../src/serve/secrets.ts'
import { magam } from './magam.ts'

test('auth feed, prints a token and the hash that opens with it, and no two are the same', async () => {
  const made = await Promise.all([magam(['auth', 'feed', '--json']), magam(['auth', 'feed', '--json'])])
  const [first, second] = made.map(({ stdout }) => JSON.parse(stdout) as { token: string; sha256: string })
  if (!first || !second) throw new Error('nothing was printed')
  expect(opens(first.token, [first.sha256])).toBe(true)
  expect(opens(second.token, [first.sha256])).toBe(false)
})

test('auth feed, to a person, says where each goes and that it is not kept', async () => {
  const { code, stdout, stderr } = await magam(['auth', 'feed'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^token {3}[\w-]{43}\nsha256 {2}[0-9a-f]{64}\n$/)
  expect(stderr).toContain('It is kept nowhere')
})

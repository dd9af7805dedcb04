import { describe, expect, test } from 'vitest'
import { magam } from './magam.ts'

/** What differs from run to run: ports and ids. */
const steady = (text: string) => text.replace(/:\d{4,5}\//g, ':PORT/')

describe('demo', () => {
  test('once, without anything said, judges the sample page when it was alive', async () => {
    const { code, stdout, stderr } = await magam(['demo', '--once'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(steady(stdout)).toMatchFileSnapshot('golden/demo-alive.txt')
  })

  test('once, in May, shows the page expire and that a second run changes nothing', async () => {
    const { code, stdout } = await magam(['demo', '--once', '--now', '2023-05-01T09:00+09:00'])
    expect(code).toBe(0)
    await expect(steady(stdout)).toMatchFileSnapshot('golden/demo-expired.txt')
  })

  test('once, as JSON, prints one line of data and nothing else', async () => {
    const { code, stdout, stderr } = await magam(['demo', '--once', '--json'])
    expect({ code, stderr, lines: stdout.trim().split('\n').length }).toEqual({
      code: 0,
      stderr: '',
      lines: 1,
    })
    const { first, second } = JSON.parse(stdout) as Record<
      string,
      { result: string; programmes: unknown; sinks: { changes: unknown[] }[] }
    >
    expect(first?.programmes).toEqual({ all: 8, open: 6, past: 2, openEnded: 0, unclear: 0 })
    expect(second?.sinks.map(({ changes }) => changes)).toEqual([[], []])
  })

  test('import of what is no export, says so, and what to do', async () => {
    const { code, stdout, stderr } = await magam(['demo', '--once', '--import', 'package.json'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'error: `package.json` is not a Notion export.\n  Caused by: It is neither a Markdown file, nor a folder, nor a .zip.\n\nhint: In Notion: ••• → Export → Markdown & CSV.\n',
    )
  })
})

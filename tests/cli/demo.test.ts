import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

  test('where its port is taken, serves on a free one; a port that was asked for is not replaced', async () => {
    const other = createServer()
    // Whoever else holds the port will do as well.
    await new Promise<void>((resolve) => {
      other.once('error', () => resolve())
      other.listen(8080, '127.0.0.1', resolve)
    })
    const stop = new AbortController()
    const onStdout = (text: string) => text.includes('Ctrl-C stops it.') && stop.abort()
    const { code, stdout, stderr } = await magam(['demo'], { onStdout, signal: stop.signal })
    const asked = await magam(['demo', '--port', '8080'])
    await new Promise((resolve) => other.close(resolve))
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Port 8080 is taken by another program: a free one is used.\n',
    })
    expect(stdout).toMatch(/page {2}http:\/\/127\.0\.0\.1:(?!8080)\d+\//)
    expect(asked.code).toBe(3)
    expect(asked.stderr).toContain('choose another port with `--port` or `server.port`')
  })

  test('import of a table whose headers are not known, says that it was left alone and what to do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'magam-demo-'))
    const table = '| 무엇 | 언제 마지막 |\n| --- | --- |\n| 봄 캠프 | 2026.12.24까지 |\n'
    writeFileSync(join(folder, '공모전.md'), `# 공모전\n\n${table}`)
    const { stdout } = await magam(['demo', '--once', '--import', folder, '--now', '2026-12-01T09:00+09:00'])
    rmSync(folder, { recursive: true })
    expect(stdout).toContain(`
Found
  Data source \`Knowledge base\` has no status or select property \`status\`: statuses are neither read nor written.
  공모전: This table was left alone: no column for a name and an application period was recognised.
  No call was recognised: Magam looks for columns such as \`사업명\` and \`지원 접수 기간\`.
  Other words are named under \`columns\` in the settings; \`magam init\` shows what it recognises.

Wrote
  Google Calendar  nothing to change  (2 requests)
  Feed and page    nothing to change
  Page status      unchanged: a page without a call is left alone
`)
  })

  test('import of a page whose status a person chose, says that it is left alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'magam-demo-'))
    const page = '# 봄 공모전\n\nstatus: in progress\n접수 마감: 2026.12.24(목)까지\n'
    writeFileSync(join(folder, '봄 공모전.md'), page)
    const { stdout } = await magam(['demo', '--once', '--import', folder, '--now', '2026-12-01T09:00+09:00'])
    rmSync(folder, { recursive: true })
    expect(stdout).toContain(
      'Page status      unchanged: `in progress` was chosen by a person; Magam moves pages between `completed` and `expired`\n',
    )
  })

  test('import of what is no export, says so, and what to do', async () => {
    const { code, stdout, stderr } = await magam(['demo', '--once', '--import', 'package.json'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'error: `package.json` is not a Notion export.\n  Caused by: It is neither a Markdown file, nor a folder, nor a .zip.\n\nhint: In Notion: ••• → Export → Markdown & CSV.\n',
    )
  })
})

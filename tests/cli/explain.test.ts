import { describe, expect, test } from 'vitest'
import { magam } from './magam.ts'

const NOW = ['--now', '2023-03-20T09:00+09:00']

describe('explain', () => {
  test('a text, says what it means in two languages, how far off it is and which words said so', async () => {
    const { code, stdout, stderr } = await magam([
      'explain',
      '3.20(월) ~ 4.2(일) 23:30',
      '--title',
      '2023 오픈이노베이션',
      ...NOW,
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('2023년 3월 20일(월)부터 2023년 4월 2일(일) 23:30까지')
    expect(stdout).toContain('from Mon, Mar 20, 2023 to Sun, Apr 2, 2023 23:30')
    expect(stdout).toContain('D-13')
    expect(stdout).toMatch(/closes {2}2023-04-02T23:30\+09:00 {2}“4\.2\(일\) 23:30”, by the title/)
    expect(stdout).toContain('! the year is not in the text')
  })
  test.each([
    ['2023-04-02T23:29:59+09:00', 'D-DAY'],
    ['2023-04-02T23:30:01+09:00', 'passed'],
    ['2023-04-01T23:59:59+09:00', 'D-1'],
  ])('judged at %s, says %s', async (now, words) => {
    const { stdout } = await magam(['explain', '2023. 4. 2.(일) 23:30까지', '--now', now])
    expect(stdout.split('\n')[2]).toMatch(new RegExp(`  ${words}$`))
  })
  test('a text that is not understood, says why and which form would work', async () => {
    const { code, stdout } = await magam(['explain', '추후 공지'])
    expect(code).toBe(0)
    expect(stdout).toContain('e.g.')
  })
  test('a file with a byte-order mark on stdin, is read without it', async () => {
    const { stdout } = await magam(['explain', '--json'], { stdin: '\ufeff2023.4.2까지\r\n\r\n상시\r\n' })
    const texts = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text)
    expect(texts).toEqual(['2023.4.2까지', '상시'])
  })
  test('`--json`, gives the whole reading', async () => {
    const { stdout } = await magam(['explain', '2023.4.2 18:00', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      text: '2023.4.2 18:00',
      title: '',
      posted: null,
      reading: { kind: 'datetime', closes: '2023-04-02T18:00+09:00' },
      words: { ko: expect.any(String), en: expect.any(String) },
    })
  })
  test('no text, takes each line of stdin', async () => {
    const { stdout } = await magam(['explain', '--json'], { stdin: '2023.4.2\n\r\n2023.4.3\r\n' })
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { text: string }).text),
    ).toEqual(['2023.4.2', '2023.4.3'])
  })
  test.each(['2026-02-30', '2026', 'yesterday', ''])('`--posted %s`, is refused', async (posted) => {
    const { code, stderr } = await magam(['explain', 'x', `--posted=${posted}`])
    expect(code).toBe(2)
    expect(stderr).toContain('is not a day')
  })
})

test.each(['', '\n \n'])('stdin without a text (%j), is said', async (stdin) => {
  expect(await magam(['explain'], { stdin })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: there is no text to explain\n  Caused by: neither the command line nor stdin has one\n\nhint: write `magam explain "2026. 3. 20.(금) ~ 4. 2.(목) 18:00"`\n',
  })
})

describe('explain --jsonl', () => {
  const ask = (stdin: string) => magam(['explain', '--jsonl'], { stdin })
  test('each question, is answered in the form that scorers read', async () => {
    const question = { id: 'a', text: '2023.3.20 ~ 2023.4.2 18:00', context: { title: '', posted: null } }
    expect(await ask(`${JSON.stringify(question)}\n`)).toEqual({
      code: 0,
      stdout:
        '{"id":"a","kind":"datetime","start":"2023-03-20","end":"2023-04-02T18:00+09:00","warnings":[]}\n',
      stderr: '',
    })
  })
  test('a period of several rounds, gives each', async () => {
    const { stdout } = await ask('{"id":1,"text":"1차 2023.3.1~3.5, 2차 2023.4.1~4.5"}')
    expect(JSON.parse(stdout)).toEqual({
      id: 1,
      kind: 'date',
      start: '2023-03-01',
      end: '2023-04-05',
      warnings: [],
      rounds: [
        { label: '1차', start: '2023-03-01', end: '2023-03-05' },
        { label: '2차', start: '2023-04-01', end: '2023-04-05' },
      ],
    })
  })
  test('a line that is no question, is told by its number and stops none of the others', async () => {
    const { code, stdout, stderr } = await ask(
      '{"id":1,"text":"2023.4.2"}\nnope\n{"id":2}\n\n{"id":3,"text":"상시"}\n',
    )
    expect(code).toBe(2)
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { id: number }).id),
    ).toEqual([1, 3])
    expect(stderr.match(/^line \d+/gm)).toEqual(['line 2', 'line 3'])
  })
})

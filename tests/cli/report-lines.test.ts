import { expect, test } from 'vitest'
import { reportLines } from '../../src/cli/report-lines.ts'
import { blankReport, type Report, type ReportedChange } from '../../src/run/report.ts'

const plain = (_style: unknown, text: string) => text
const now = new Date('2023-03-20T00:00:00Z')
const blank = blankReport('kb', { mode: 'sync', trigger: 'hand', now, wall: () => now })

const change = (title: string, result: ReportedChange['result']): ReportedChange => ({
  action: 'create',
  why: 'new',
  title,
  when: '2023-04-02',
  fields: [],
  result,
  problem: null,
})

test('a run that was told to stop, says so, and which entries it did not come to', () => {
  const report: Report = {
    ...blank,
    result: 'partly',
    read: { ...blank.read, complete: true, documents: 1, changed: 1 },
    programmes: { ...blank.programmes, all: 2, open: 2 },
    sinks: [
      {
        sink: 'google-calendar',
        held: 0,
        changes: [change('[마감] 하나', 'done'), change('[마감] 둘', null)],
        dangers: [],
        trouble: null,
      },
    ],
    troubles: [
      { code: 'stopped', message: 'the run was told to stop', hint: 'the next run goes on where it was' },
    ],
  }
  expect(reportLines(report, plain)).toEqual([
    'kb  1 page, 1 changed; 2 programmes, 2 open',
    '  Google Calendar: 1 added, 1 not written',
    '    ＋ 2023-04-02 [마감] 하나',
    '    ＋ 2023-04-02 [마감] 둘  (not written)',
    '  error: the run was told to stop',
    '  hint: the next run goes on where it was',
    '  stopped before its end, as it was told to',
  ])
})

test('a plan that was forced, says what spoke against it, and asks for no force any more', () => {
  const danger = {
    code: 'nothing-read',
    message: 'No programme was read where there were 8',
    hint: 'run `magam sync --force` once.',
  } as const
  const sink = { sink: 'google-calendar', held: 1, changes: [], dangers: [danger], trouble: null }
  const told = (result: Report['result']) =>
    reportLines({ ...blank, result, sinks: [sink] }, plain).filter((line) => /refused|forced|hint/.test(line))
  expect(told('done')).toEqual(['    forced: No programme was read where there were 8'])
  expect(told('refused')).toEqual([
    '    refused: No programme was read where there were 8',
    '    hint: run `magam sync --force` once.',
    '  refused: nothing was written, nothing was deleted',
  ])
})

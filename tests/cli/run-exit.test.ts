import { expect, test } from 'vitest'
import { exitOf } from '../../src/cli/run-exit.ts'
import { blankReport, type Report, type SinkReport } from '../../src/run/report.ts'

const STOPPED = { code: 'stopped', message: 'the run was told to stop', hint: null }
const OTHER = { code: 'google-down', message: 'Google Calendar does not answer', hint: null }
const now = new Date('2023-03-20T00:00:00Z')
const blank = blankReport('kb', { mode: 'sync', trigger: 'hand', now, wall: () => now })
const whole: Report = { ...blank, read: { ...blank.read, complete: true } }
const sink: SinkReport = { sink: 'google-calendar', held: 0, changes: [], dangers: [], trouble: null }
const status = { documentId: 'd', documentTitle: 'd', from: null, to: 'expired', why: '', result: null }
const unread = { documentId: 'd', title: 'd', problem: 'could not be read' }

test.each<[string, Report, number, number]>([
  ['done', whole, 0, 0],
  ['busy', { ...whole, result: 'busy' }, 3, 3],
  ['refused', { ...whole, result: 'refused', sinks: [sink] }, 4, 4],
  ['stopped while reading', { ...blank, result: 'failed', troubles: [STOPPED] }, 0, 3],
  ['stopped while writing', { ...whole, result: 'partly', sinks: [sink], troubles: [STOPPED] }, 0, 3],
  [
    'stopped while a sink hung',
    { ...whole, result: 'partly', sinks: [{ ...sink, trouble: STOPPED }, sink] },
    0,
    3,
  ],
  [
    'stopped, and a sink could not be reached',
    { ...whole, result: 'partly', sinks: [{ ...sink, trouble: OTHER }], troubles: [STOPPED] },
    3,
    3,
  ],
  [
    'stopped, and a page could not be read',
    {
      ...whole,
      result: 'partly',
      read: { ...whole.read, complete: false, failures: [unread] },
      sinks: [sink],
      troubles: [STOPPED],
    },
    3,
    3,
  ],
  [
    'stopped, and a status could not be written',
    {
      ...whole,
      result: 'partly',
      sinks: [sink],
      statuses: [{ ...status, problem: 'refused' }],
      troubles: [STOPPED],
    },
    3,
    3,
  ],
  [
    'not all done, without a stop',
    { ...whole, result: 'partly', sinks: [{ ...sink, trouble: OTHER }] },
    3,
    3,
  ],
])('a run that ended %s, is its exit code by whoever stopped it', (_how, report, bySupervisor, byPerson) => {
  expect([exitOf(report, 'SIGTERM'), exitOf(report, 'SIGINT'), exitOf(report, null)]).toEqual([
    bySupervisor,
    byPerson,
    byPerson,
  ])
})

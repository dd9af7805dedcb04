import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit.ts'
import { tellTrouble, troubleText } from '../../src/cli/trouble.ts'
import { Failure, UserError } from '../../src/lib/failure.ts'

const plain = (_style: unknown, text: string) => text

describe('words for trouble', () => {
  test('a failure with causes and a hint, says what, why and what to do, without a stack', () => {
    const failure = new Failure('notion-unreachable', 'Notion could not be read', {
      cause: new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }),
      hint: 'check the network',
    })
    expect(troubleText(failure, plain)).toBe(
      [
        'error: Notion could not be read',
        '  Caused by: fetch failed',
        '  Caused by: connect ECONNREFUSED 127.0.0.1:1',
        '',
        'hint: check the network',
      ].join('\n'),
    )
  })
  test('a cause that only repeats the message above it, is left out', () => {
    const failure = new Failure('x', 'cannot write: disk full', { cause: new Error('disk full') })
    expect(troubleText(failure, plain)).toBe('error: cannot write: disk full')
  })
  test('causes in a circle, end', () => {
    const one = new Failure('x', 'one')
    const two = new Error('two', { cause: one })
    Object.assign(one, { cause: two })
    expect(troubleText(one, plain)).toBe('error: one\n  Caused by: two')
  })
  test('one mistake of the user, reads like a failure', () => {
    const mistake = new UserError('the settings have one mistake', [
      { what: 'config/magam.yaml:1:1: unknown key `time`', hint: 'did you mean `timezone`?' },
    ])
    expect(troubleText(mistake, plain)).toBe(
      [
        'error: the settings have one mistake',
        '  Caused by: config/magam.yaml:1:1: unknown key `time`',
        '',
        'hint: did you mean `timezone`?',
      ].join('\n'),
    )
  })
  test('a mistake that is all said by its words, has a hint and no cause', () => {
    const hint = 'run `magam init`'
    expect(troubleText(new UserError('there is no settings file', [], hint), plain)).toBe(
      'error: there is no settings file\n\nhint: run `magam init`',
    )
    const repeated = new UserError('the export cannot be read: too many files', [
      { what: 'too many files', hint },
    ])
    expect(troubleText(repeated, plain)).toBe(
      'error: the export cannot be read: too many files\n\nhint: run `magam init`',
    )
  })
  test('several mistakes, are listed each with its hint', () => {
    const mistake = new UserError('the settings have 2 mistakes', [
      { what: 'a', hint: 'mend a' },
      { what: 'b', hint: null },
    ])
    expect(troubleText(mistake, plain)).toBe(
      ['error: the settings have 2 mistakes', '  a', '    hint: mend a', '  b'].join('\n'),
    )
  })
  test('a bug, shows its stack and asks to be reported', () => {
    const text = troubleText(new TypeError('x is not a function'), plain)
    expect(text).toMatch(/^error: this is a bug in Magam: TypeError: x is not a function\n {4}at /)
    expect(text).toMatch(/\n\nhint: please report it/)
  })
  test('something thrown that is no error, is shown all the same', () => {
    expect(troubleText('just words', plain)).toMatch(/^error: this is a bug in Magam: just words/)
  })
})

test.each([
  [new UserError('x'), EXIT.usage],
  [new Failure('x', 'x'), EXIT.failed],
  [new Error('x'), EXIT.bug],
])('%s, gives its exit code', (error, code) => {
  const told: string[] = []
  const context = {
    tell: (text: string) => void told.push(text),
    paintError: plain,
    signal: new AbortController().signal,
  }
  expect(tellTrouble(error, context)).toBe(code)
  expect(told).toHaveLength(1)
})

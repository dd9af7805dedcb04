import { createContext, Script } from 'node:vm'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/sandbox/faults.ts'
import { type Pattern, patternsOf } from './patterns.ts'

/** What is matched, and after how long a search gives up: exponential growth would need years, cubic growth minutes. */
const LENGTH = 2_000
const GIVE_UP_MS = 500
const TRIES = Number(process.env.MAGAM_HISTORIES ?? 12)

const COMMON = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  '1',
  '가',
  '년',
  '월',
  '.',
  '-',
  '~',
  '/',
  ':',
  '(',
  ')',
  ',',
  '@',
  '%',
  '_',
  '<',
  '&',
  '·',
  '\\',
  '"',
  '\u200b',
]

/** Strings that a pattern is slow on repeat what it almost matches: its own letters, those of its classes, and its words. */
function evilTexts({ source }: Pattern, random: () => number): string[] {
  const own = [...new Set(source.replace(/\\[dswDSWbB]|[\\^$*+?()[\]{}|]/g, ''))]
  const words = source.match(/[\p{L}\d.]{2,8}/gu) ?? []
  const letters = [...own, ...words, ...COMMON]
  const pick = () => letters[Math.floor(random() * letters.length)] ?? 'a'
  const mixed = Array.from({ length: TRIES }, () =>
    Array.from({ length: 2 + Math.floor(random() * 2) }, pick).join(''),
  )
  return [...new Set([...own.slice(0, 30), ...words.slice(0, 10), ...COMMON, ...mixed])].map((pump) => {
    const head = random() < 0.7 ? '' : pick() + pick()
    return `${head}${pump.repeat(Math.ceil(LENGTH / pump.length))}\u0000`
  })
}

const CONTEXT = createContext({ pattern: /x/, text: '' })
const SCRIPT = new Script('pattern.test(text)')

/** The beginning of a text on which the pattern does not end in time; null when none was found. */
function slowText(pattern: Pattern, random: () => number): string | null {
  const made = new RegExp(pattern.source, pattern.flags)
  for (const text of evilTexts(pattern, random)) {
    Object.assign(CONTEXT, { pattern: made, text })
    try {
      SCRIPT.runInContext(CONTEXT, { timeout: GIVE_UP_MS })
    } catch {
      return text.slice(0, 12)
    }
  }
  return null
}

test('the search, finds patterns that are known to be slow', () => {
  const known = ['^(a+)+$', '(?:[0-9]|\\d)*x$', '^(?:\\s*,?\\s*)*x'].map((source) => ({
    place: '',
    source,
    flags: 'u',
  }))
  expect(known.map((pattern) => slowText(pattern, seededRandom(1)) !== null)).toEqual([true, true, true])
})

test('every pattern, on texts that almost match it, ends soon', () => {
  const patterns = patternsOf()
  expect(patterns.length).toBeGreaterThan(150)
  const random = seededRandom(20261125)
  const slow = patterns.flatMap((pattern) => {
    const text = slowText(pattern, random)
    return text === null ? [] : [`${pattern.place}: /${pattern.source}/ on ${JSON.stringify(text)}…`]
  })
  expect(slow).toEqual([])
}, 300_000)

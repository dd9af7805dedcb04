import { createContext, Script } from 'node:vm'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/sandbox/faults.ts'
import { builtPatterns, type Pattern, patternsIn, writtenPatterns } from './patterns.ts'

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

test('patterns, are found wherever they are written, and nothing else is', () => {
  const text = `const a = b / c / d // /no/
    /* /no/ */ const s = '/no/'; const t = \`\${x.replace(/in [/] template/gu, '')}\`
    if (x) /after a bracket/.test(x)
    const made = new RegExp('a')
    const later = () => RegExp(s)`
  expect(patternsIn('a.ts', text)).toEqual({
    literals: [
      { place: 'a.ts', source: 'in [/] template', flags: 'u' },
      { place: 'a.ts', source: 'after a bracket', flags: '' },
    ],
    built: [
      { place: 'a.ts', inside: false },
      { place: 'a.ts', inside: true },
    ],
  })
})

const WRITTEN = writtenPatterns()

test('patterns that are put together, are put together once, as their file is loaded', async () => {
  expect(WRITTEN.built.filter(({ inside }) => inside)).toEqual([])
  const places = WRITTEN.built.map(({ place }) => place)
  const built = await builtPatterns([...new Set(places)])
  expect(built.map(({ place }) => place).sort()).toEqual(places.sort())
})

test('every pattern, on texts that almost match it, ends soon', async () => {
  const places = [...new Set(WRITTEN.built.map(({ place }) => place))]
  const patterns = [...WRITTEN.literals, ...(await builtPatterns(places))]
  expect(patterns.length).toBeGreaterThan(300)
  const random = seededRandom(20261125)
  const slow = patterns.flatMap((pattern) => {
    const text = slowText(pattern, random)
    return text === null ? [] : [`${pattern.place}: /${pattern.source}/ on ${JSON.stringify(text)}…`]
  })
  expect(slow).toEqual([])
}, 300_000)

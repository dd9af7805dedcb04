import { ja } from 'chrono-node'
import { LONGEST, parse } from '../src/deadlines/index.ts'
import { hostileText } from '../tests/deadlines/fuzz.ts'
import type { Benchmark, BenchSetting, Figure } from './benchmark.ts'
import { against, compare } from './compare.ts'
import { type Item, loadItems, OWN_PERIODS, type Share, score } from './periods.ts'

/** Labelled periods to read: another file of the same shape can be named. */
const PERIODS = process.env.MAGAM_PERIODS ?? OWN_PERIODS

/** How well and how fast period texts are read. */
export const deadlines: Benchmark = {
  name: 'deadlines',
  compares:
    'Reading labelled period texts (`MAGAM_PERIODS`, or the project’s own): how many deadlines are exact, and readings per second on one core beside chrono-node’s `ja` with 년월일 rewritten as 年月日; the time for a character of hostile texts as they grow.',
  async run(setting) {
    const items = loadItems(PERIODS)
    return [...(await accuracy(setting, items)), ...(await speed(setting, items)), await growth(setting)]
  },
}

const percent = ({ right, of }: Share): number => (of === 0 ? 100 : (100 * right) / of)

async function accuracy(setting: BenchSetting, items: readonly Item[]): Promise<Figure[]> {
  const result = score(items, (item) => parse(item.text, item.context))
  const shares = [
    ['exact deadline', result.deadline, 99],
    ['kind', result.kind, 98],
    ['start', result.start, 97],
    ['rounds', result.rounds, 95],
    ['adversarial texts left alone', result.adversarial, 100],
  ] as const
  const once = { ...setting, rounds: 1, quick: true }
  const figures: Figure[] = []
  for (const [what, share, limit] of shares) {
    figures.push(await against(once, goodShare(what, percent(share), limit)))
  }
  const wrong = { what: 'wrong deadline', unit: '%', limit: 0.5, limitName: 'at most' }
  figures.push(
    await against(once, { ...wrong, ours: { name: 'parse', measure: () => percent(result.wrong) } }),
  )
  return figures
}

const goodShare = (what: string, value: number, limit: number) => ({
  what,
  unit: '%',
  ours: { name: 'parse', measure: () => value },
  limit,
  limitName: 'at least',
  goal: { atLeast: 1 },
})

async function speed(setting: BenchSetting, items: readonly Item[]): Promise<Figure[]> {
  const repeats = setting.quick ? 1 : 400
  const ours = {
    name: 'parse',
    measure: () => perSecond(items, repeats, (item) => parse(item.text, item.context)),
  }
  const rewritten = items.map((item) => ({ ...item, text: asJapanese(item.text) }))
  const chrono = {
    name: 'chrono-node ja',
    measure: () => perSecond(rewritten, setting.quick ? 1 : 60, (item) => ja.parse(item.text)),
  }
  const what = 'readings'
  // A service runs for weeks: what counts is the speed once the engine has compiled what is used most.
  for (let round = setting.quick ? 2 : 0; round < 2; round++)
    for (const each of [ours, chrono]) each.measure()
  return [
    await against(setting, {
      what: 'readings on one core',
      unit: 'readings/s',
      ours,
      limit: 100_000,
      limitName: 'promised',
      goal: { atLeast: 1 },
    }),
    await compare(setting, { what, unit: 'readings/s', ours, other: chrono, goal: { atLeast: 1 } }),
  ]
}

/**
 * By processor time: on a shared machine the clock also counts others' work. The collection before each round drops the
 * shapes that no object has just then, and with them what the engine had compiled for them; so as many texts again are
 * read before, untimed.
 */
function perSecond(items: readonly Item[], repeats: number, read: (item: Item) => unknown): number {
  readAll(items, repeats, read)
  const start = process.cpuUsage()
  readAll(items, repeats, read)
  const { user, system } = process.cpuUsage(start)
  return (repeats * items.length * 1e6) / (user + system)
}

function readAll(items: readonly Item[], repeats: number, read: (item: Item) => unknown): void {
  for (let round = 0; round < repeats; round++) for (const item of items) read(item)
}

const asJapanese = (text: string): string =>
  text.replaceAll('년', '年').replaceAll('월', '月').replaceAll('일', '日')

/** The time for a character of many hostile texts, each repeated to a length. */
async function growth(setting: BenchSetting): Promise<Figure> {
  const texts = Array.from({ length: setting.quick ? 5 : 200 }, (_, seed) => hostileText(seed + 1) || ' ')
  const repeated = (length: number) =>
    texts.map((text) => text.repeat(Math.ceil(length / text.length)).slice(0, length))
  const [long, short] = [repeated(LONGEST), repeated(LONGEST / 10)]
  return compare(setting, {
    what: 'time for a character of hostile texts, ten times as long',
    unit: 'µs',
    ours: { name: `${LONGEST} characters`, measure: () => perCharacter(long, 1) },
    other: { name: `${LONGEST / 10} characters`, measure: () => perCharacter(short, 10) },
    goal: { atMost: 1.5 },
  })
}

function perCharacter(texts: readonly string[], repeats: number): number {
  const characters = texts.reduce((sum, text) => sum + text.length, 0) * repeats
  const start = process.cpuUsage()
  for (let round = 0; round < repeats; round++)
    for (const text of texts) parse(text, { title: '', posted: '2026-04-10' })
  const { user, system } = process.cpuUsage(start)
  return (user + system) / characters
}

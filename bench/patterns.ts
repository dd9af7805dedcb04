import { LONGEST, parse } from '../src/deadlines/index.ts'
import { evilTexts } from '../tests/deadlines/evil-texts.ts'
import type { Benchmark } from './benchmark.ts'
import { against } from './compare.ts'

/** What the worst text can cost whoever reads it. */
export const patterns: Benchmark = {
  name: 'patterns',
  compares:
    'Fifty period texts made to be slow, of the greatest length that is read: the slowest of them, and by how much the steepest grows when it is twice as long. Best of several readings by processor time; longer texts are refused unread.',
  async run(setting) {
    const tries = setting.quick ? 1 : 15
    const [whole, half] = [evilTexts(LONGEST), evilTexts(LONGEST / 2)]
    const slowest = () => Math.max(...whole.map((text) => cost(text, tries)))
    const steepest = () =>
      Math.max(...whole.map((text, at) => cost(text, tries) / cost(half[at] ?? '', tries)))
    const limit = (what: string, unit: string, name: string, measure: () => number, most: number) =>
      against(setting, { what, unit, ours: { name, measure }, limit: most, limitName: 'the limit' })
    return [
      await limit(`slowest of 50 texts of ${LONGEST} characters`, 'ms', 'parse', slowest, 20),
      await limit('steepest of them: time at twice the length', '×', 'parse', steepest, 2.5),
    ]
  },
}

/** Milliseconds of processor that the quickest of several readings takes, each over a few repeats so that it can be measured. */
function cost(text: string, tries: number): number {
  const repeats = 5
  const times = Array.from({ length: tries }, () => {
    const start = process.cpuUsage()
    for (let n = 0; n < repeats; n += 1) parse(text, { title: '', posted: '2026-04-10' })
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000 / repeats
  })
  return Math.min(...times)
}

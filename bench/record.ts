import type { Benchmark, Figure, Side } from './benchmark.ts'
import { isMet, ratio, type Spread, spread } from './spread.ts'

const HEAD = `# Figures

Written by \`npm run bench\`; \`npm run bench -- NAME\` writes one section anew. Every figure is a ratio against what the same run
measured beside it, so that it means something on another machine. Medians, with (least–greatest).
`

/** The section of one benchmark in \`docs/bench.md\`. `when` and `machine` say where the figures come from. */
export function section(
  benchmark: Pick<Benchmark, 'name' | 'compares'>,
  figures: readonly Figure[],
  origin: { date: string; machine: string; rounds: number },
): string {
  const rows = figures.map((figure) =>
    [
      figure.what,
      side(figure.ours, figure.unit),
      side(figure.other, figure.unit),
      words(ratio(figure)),
      goal(figure),
    ]
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | '),
  )
  return [
    `## ${benchmark.name}`,
    '',
    benchmark.compares,
    '',
    '| figure | ours | against | ratio | goal |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
    `Measured ${origin.date}, ${origin.rounds} rounds in turns, on ${origin.machine}.`,
    '',
  ].join('\n')
}

/** The page with the section of that name put in place of the old one, or at the end. Other sections stay as they are, byte for byte. */
export function withSection(page: string, name: string, text: string): string {
  const sections = (page === '' ? HEAD : page).split(/^(?=## )/m)
  const at = sections.findIndex((one) => one.startsWith(`## ${name}\n`))
  if (at === -1) {
    const before = sections.join('')
    return `${before.trimEnd()}\n\n${text}`
  }
  const last = at === sections.length - 1
  return [...sections.slice(0, at), last ? text : `${text}\n`, ...sections.slice(at + 1)].join('')
}

function side({ name, values }: Side, unit: string): string {
  const range = spread(values)
  return range.min === range.max
    ? `${name}: ${short(range.median)} ${unit}`
    : `${name}: ${words(range)} ${unit}`
}

/** A spread in words: `0.68 (0.66–0.71)`. */
export function words({ median, min, max }: Spread): string {
  return `${short(median)} (${short(min)}–${short(max)})`
}

/** Three digits that count, thousands apart. */
export function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  const small = value !== 0 && Math.abs(value) < 0.1
  return small ? value.toPrecision(2) : value.toLocaleString('en-US', { maximumFractionDigits: digits })
}

function goal(figure: Figure): string {
  if (!figure.goal) return '–'
  const promise = 'atLeast' in figure.goal ? `≥ ${figure.goal.atLeast}` : `≤ ${figure.goal.atMost}`
  return `${promise}, ${isMet(figure) ? 'met' : '**missed**'}`
}

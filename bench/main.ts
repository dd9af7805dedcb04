import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchmarks } from './index.ts'
import { section, withSection, words } from './record.ts'
import { isMet, ratio } from './spread.ts'

const USAGE = `Usage: npm run bench -- [NAME…] [--quick] [--rounds N] [--out FILE]

  NAME      one benchmark or several; all of them when none is named
  --quick   smallest sizes, one round, nothing written: does it run at all?
  --rounds  interleaved rounds to measure (default 7)
  --out     where the figures are written (default docs/bench.md)

Benchmarks: ${Object.keys(benchmarks).join(', ')}
`

const PAGE = join(import.meta.dirname, '..', 'docs', 'bench.md')

type Options = { quick: boolean; rounds: number; out: string }

const say = (line: string) => void process.stderr.write(`${line}\n`)

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? process.arch
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} × ${model}, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}

/** Runs one benchmark here; gives whether every goal was met. */
async function runOne(name: string, { quick, rounds, out }: Options): Promise<boolean> {
  const benchmark = await benchmarks[name]?.()
  if (!benchmark) throw new RangeError(`no such benchmark: ${name}`)
  say(`${name}: ${benchmark.compares}`)
  const figures = await benchmark.run({ quick, rounds, progress: (text) => say(`  ${text}`) })
  for (const figure of figures) {
    say(`${isMet(figure) ? '  ' : '! '}${figure.what}: ${words(ratio(figure))} of ${figure.other.name}`)
  }
  if (quick) return true
  const text = section(benchmark, figures, {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    rounds,
  })
  mkdirSync(join(out, '..'), { recursive: true })
  writeFileSync(out, withSection(readPage(out), name, text))
  process.stdout.write(`${text}\n`)
  return figures.every(isMet)
}

function readPage(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Each in a process of its own: one that leaks or fails does not spoil the figures of the next. */
function runApart(names: readonly string[], flags: readonly string[]): boolean {
  const results = names.map((name) => {
    const argv = [...process.execArgv, import.meta.filename, name, ...flags]
    return { name, status: spawnSync(process.execPath, argv, { stdio: 'inherit' }).status }
  })
  const bad = results.filter((result) => result.status !== 0)
  if (bad.length > 0) say(`not as promised: ${bad.map((result) => result.name).join(', ')}`)
  return bad.length === 0
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      out: { type: 'string', default: PAGE },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 7))
  const unknown = positionals.filter((name) => !(name in benchmarks))
  if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
    say(unknown.length > 0 ? `error: no such benchmark: ${unknown.join(', ')}\n\n${USAGE}` : USAGE)
    return 2
  }
  const [only, ...others] = positionals
  if (only !== undefined && others.length === 0) {
    return (await runOne(only, { quick: values.quick, rounds, out: values.out })) ? 0 : 1
  }
  const flags = [...(values.quick ? ['--quick'] : []), '--rounds', String(rounds), '--out', values.out]
  return runApart(positionals.length > 0 ? positionals : Object.keys(benchmarks), flags) ? 0 : 1
}

process.exitCode = await main()

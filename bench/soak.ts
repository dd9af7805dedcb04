import { inspect, parseArgs } from 'node:util'
import { growth, type Sample, sample } from './soak/growth.ts'
import { soaks } from './soak/index.ts'
import type { SoakRun } from './soak/soak.ts'

const USAGE = `Usage: npm run soak -- [NAME…] [--seconds N] [--seed N] [--histories N]

  NAME         one soak or several; all of them, one after another, when none is named
  --seconds    how long each plays (default 600)
  --seed       the first seed (default 1); each further history takes the next
  --histories  stop after so many, whatever the time

Soaks: ${Object.keys(soaks).join(', ')}
`

type Options = { seconds: number; seed: number; histories: number }

const say = (line: string) => void process.stderr.write(`${line}\n`)

/** Plays one soak until its time is up; gives whether everything held. */
async function runOne(name: string, options: Options): Promise<boolean> {
  const soak = await soaks[name]?.()
  if (!soak) throw new RangeError(`no such soak: ${name}`)
  say(`${name}: ${soak.holds}`)
  const run = await soak.start({ progress: (words) => say(`  ${words}`) })
  try {
    const samples = await playOn(name, run, options)
    return samples !== null && isFlat(run, samples)
  } finally {
    await run.close()
  }
}

/** Null when a history failed; what it was and how to play it again has then been said. */
async function playOn(name: string, run: SoakRun, options: Options): Promise<Sample[] | null> {
  const start = performance.now()
  const samples: Sample[] = []
  let said = start
  for (let seed = options.seed; seed < options.seed + options.histories; seed += 1) {
    try {
      await run.play(seed)
    } catch (error) {
      say(`! seed ${seed}: ${inspect(error)}`)
      say(`  again: npm run soak -- ${name} --seed ${seed} --histories 1`)
      return null
    }
    samples.push(await (run.sample?.() ?? sample()))
    const now = performance.now()
    const over = now - start > options.seconds * 1000
    if (over || now - said > 10_000 || samples.length === 1) {
      const { memoryMb, handles } = samples.at(-1) ?? sample()
      say(
        `  ${Math.round((now - start) / 1000)} s: ${samples.length} histories, memory ${memoryMb.toFixed(1)} MB, ${handles} handles`,
      )
      said = now
    }
    if (over) break
  }
  return samples
}

function isFlat({ limits = {} }: SoakRun, samples: readonly Sample[]): boolean {
  const grown = growth(samples)
  say(
    `  growth after warm-up: ${grown.memoryMbPerHistory.toFixed(4)} MB of memory per history, ${grown.handles} handles`,
  )
  const memoryHolds = grown.memoryMbPerHistory <= (limits.memoryMbPerHistory ?? Number.POSITIVE_INFINITY)
  const handlesHold = grown.handles <= (limits.handles ?? Number.POSITIVE_INFINITY)
  if (!memoryHolds) say(`! memory may grow by ${limits.memoryMbPerHistory} MB per history`)
  if (!handlesHold) say(`! no more than ${limits.handles} handles may be gained`)
  return memoryHolds && handlesHold
}

async function main(): Promise<number> {
  const number = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: number, seed: number, histories: number, help: { type: 'boolean', default: false } },
  })
  const options = {
    seconds: Number(values.seconds ?? 600),
    seed: Number(values.seed ?? 1),
    histories: Number(values.histories ?? Number.POSITIVE_INFINITY),
  }
  const unknown = positionals.filter((name) => !(name in soaks))
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  if (unknown.length > 0 || Object.values(options).some((value) => !(value >= 0))) {
    say(unknown.length > 0 ? `error: no such soak: ${unknown.join(', ')}\n\n${USAGE}` : USAGE)
    return 2
  }
  const failed: string[] = []
  for (const name of positionals.length > 0 ? positionals : Object.keys(soaks)) {
    if (!(await runOne(name, options))) failed.push(name)
  }
  say(failed.length > 0 ? `did not hold: ${failed.join(', ')}` : 'everything held')
  return failed.length > 0 ? 1 : 0
}

process.exitCode = await main()

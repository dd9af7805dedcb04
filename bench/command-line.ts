import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from './benchmark.ts'
import { against, compare } from './compare.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** How long a person waits for the first words. */
export const commandLine: Benchmark = {
  name: 'command-line',
  compares:
    'The time from typing a command to its end: the help, against what feels instant; an explanation, against an empty Node.',
  async run(setting) {
    return [
      await against(setting, {
        what: '`magam --help`',
        unit: 'ms',
        ours: { name: 'magam', measure: () => wall([MAIN, '--help']) },
        limit: 150,
        limitName: 'felt as instant',
      }),
      await compare(setting, {
        what: '`magam explain TEXT`',
        unit: 'ms',
        ours: { name: 'magam', measure: () => wall([MAIN, 'explain', '2026. 3. 20.(금) ~ 4. 2.(목) 18:00']) },
        other: { name: '`node -e 0`', measure: () => wall(['-e', '0']) },
        goal: { atMost: 15 },
      }),
    ]
  },
}

function wall(args: readonly string[]): number {
  const begin = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - begin
}

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Soak } from './soak.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** How many histories a test plays at a time: enough to be worth the start, few enough to see progress. */
const HISTORIES = '40'

/** The tests that play histories, again and again from other seeds, far longer than `npm test` has time for. */
export const testHistories: Soak = {
  name: 'test-histories',
  holds: `Every test that reads MAGAM_HISTORIES passes with ${HISTORIES} of them, one test after another, from another MAGAM_SEED each time.`,
  async start({ progress }) {
    const files = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .filter((path) => readFileSync(join(ROOT, 'tests', path), 'utf8').includes('MAGAM_HISTORIES'))
      .map((path) => join('tests', path))
      .sort()
    if (files.length === 0) throw new Error('no test reads MAGAM_HISTORIES')
    return {
      async play(seed) {
        const file = files[seed % files.length] ?? ''
        progress(`${file}, seed ${seed}`)
        await vitest(file, seed)
      },
      close: async () => {},
    }
  },
}

function vitest(file: string, seed: number): Promise<void> {
  const program = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const env = { ...process.env, MAGAM_HISTORIES: HISTORIES, MAGAM_SEED: String(seed) }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', '--testTimeout=0', file], { cwd: ROOT, env })
    const stop = () => child.kill()
    process.once('exit', stop)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-8000)
      })
    }
    child.on('error', reject)
    child.on('close', (status) => {
      process.off('exit', stop)
      if (status === 0) resolve()
      else reject(new Error(`${file} left with ${status}\n${said}`))
    })
  })
}

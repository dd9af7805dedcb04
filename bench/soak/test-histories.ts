import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Soak } from './soak.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** How many histories each test plays at a time. */
const HISTORIES = '300'

/** The tests that play histories, with far more of them and other seeds than `npm test` has time for. */
export const testHistories: Soak = {
  name: 'test-histories',
  holds: `Every test that reads MAGAM_HISTORIES passes with ${HISTORIES} of them, from another MAGAM_SEED each time.`,
  async start({ progress }) {
    const files = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .filter((path) => readFileSync(join(ROOT, 'tests', path), 'utf8').includes('MAGAM_HISTORIES'))
      .map((path) => join('tests', path))
    progress(`playing ${files.join(', ') || 'nothing: no test reads MAGAM_HISTORIES'}`)
    return {
      play: (seed) => (files.length > 0 ? vitest(files, seed) : Promise.resolve()),
      close: async () => {},
    }
  },
}

function vitest(files: readonly string[], seed: number): Promise<void> {
  const program = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const env = { ...process.env, MAGAM_HISTORIES: HISTORIES, MAGAM_SEED: String(seed) }
  const argv = [program, 'run', '--testTimeout=0', '--reporter=dot', ...files]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.on('error', reject)
    child.on('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`vitest left with ${status}\n${errors}`)),
    )
  })
}

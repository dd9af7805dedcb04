import fs, { type PathLike } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

// Loaded before the program: ends the process, as a power cut would, right before, in the middle of or right after the
// nth operation that changes a file below the folder `MAGAM_TEST_FOLDER`. `MAGAM_TEST_KILL` is `before:N`, `during:N` or
// `after:N`; without it the operations are counted, and the count is the last thing printed.
const [when, nth] = (process.env.MAGAM_TEST_KILL ?? 'never:0').split(':')
const folder = process.env.MAGAM_TEST_FOLDER ?? '/'
const NAMES = ['rename', 'rm', 'unlink', 'mkdir', 'writeFile', 'link', 'copyFile', 'chmod'] as const
let count = 0

const die = () => process.kill(process.pid, 'SIGKILL')
const isOurs = (paths: readonly unknown[]) =>
  paths.slice(0, 2).some((path) => typeof path === 'string' && path.startsWith(folder))

/** Counts the operation; gives what is to be done to it. */
function turn(name: string, values: readonly unknown[]): string {
  if (!isOurs(values)) return 'never'
  // To make what is there, or to take away what is not, changes nothing.
  if (name === 'mkdir' && fs.existsSync(values[0] as PathLike)) return 'never'
  if (name === 'rm' && !fs.existsSync(values[0] as PathLike)) return 'never'
  count += 1
  if (count !== Number(nth)) return 'never'
  if (when === 'before') die()
  // Half of what is to be written, as a cut in the middle leaves it.
  if (when === 'during' && name === 'writeFile') {
    const half = Buffer.from(values[1] as string).subarray(
      0,
      Math.floor(Buffer.from(values[1] as string).length / 2),
    )
    plainWrite(values[0] as PathLike, half, values[2] as object)
    die()
  }
  return when === 'never' ? 'never' : 'after'
}

const plainWrite = fs.writeFileSync
for (const name of NAMES) {
  const later = fs.promises[name] as (...values: never[]) => Promise<unknown>
  Object.assign(fs.promises, {
    [name]: async (...values: never[]) => {
      const fate = turn(name, values)
      const result = await later(...values)
      if (fate === 'after') die()
      return result
    },
  })
  const now = fs[`${name}Sync`] as (...values: never[]) => unknown
  Object.assign(fs, {
    [`${name}Sync`]: (...values: never[]) => {
      const fate = turn(name, values)
      const result = now(...values)
      if (fate === 'after') die()
      return result
    },
  })
}
syncBuiltinESMExports()

process.on('exit', () => {
  if (when === 'never') process.stderr.write(`\n${count}`)
})

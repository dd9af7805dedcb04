import { DatabaseSync } from 'node:sqlite'

// Loaded before the program: ends the process, as a power cut would, right before or after the nth statement that
// changes the state. `MAGAM_TEST_KILL` is `before:N` or `after:N`; without it the writes are counted and printed.
const [when, nth] = (process.env.MAGAM_TEST_KILL ?? 'never:0').split(':')
let count = 0
const prepare = DatabaseSync.prototype.prepare

DatabaseSync.prototype.prepare = function prepareWatched(this: DatabaseSync, text: string) {
  const statement = prepare.call(this, text)
  if (!/^\s*(?:insert|update|delete|commit)\b/i.test(text)) return statement
  for (const name of ['run', 'all'] as const) {
    const work = statement[name].bind(statement) as (...values: never[]) => unknown
    Object.defineProperty(statement, name, {
      value: (...values: never[]) => {
        count += 1
        const now = count === Number(nth)
        if (now && when === 'before') process.kill(process.pid, 'SIGKILL')
        const result = work(...values)
        if (now && when === 'after') process.kill(process.pid, 'SIGKILL')
        return result
      },
    })
  }
  return statement
}

process.on('exit', () => {
  if (when === 'never') process.stdout.write(`${count}`)
})

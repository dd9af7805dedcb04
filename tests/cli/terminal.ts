import { PassThrough, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'

export const ENTER = '\r'
export const DOWN = '\u001b[B'
export const LEFT = '\u001b[D'
export const CTRL_C = '\u0003'

/** A terminal of the test's own, and a person at it who waits for a question before answering. */
export function terminal() {
  let shown = ''
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const output = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        shown += stripVTControlCharacters(chunk.toString('utf8'))
        done()
      },
    }),
    { isTTY: true, columns: 100, rows: 40 },
  )
  return {
    input,
    output,
    ...person(
      () => shown,
      (key) => void input.write(key),
    ),
  }
}

/** A person at a terminal: reads what is `shown`, without its colours, and presses keys. */
export function person(shown: () => string, press: (key: string) => void) {
  return {
    shown,
    /** Answers each question, in order, with its keys. Rejects when a question does not come. */
    async answer(script: readonly (readonly [question: string, ...keys: readonly string[]])[]) {
      let from = 0
      for (const [question, ...keys] of script) {
        const at = await until(() => shown().indexOf(question, from), `the question “${question}”`, shown)
        from = at + question.length
        for (const key of keys) {
          // One key at a time, as a hand does: an escape sequence must not run into the next key.
          await wait(15)
          press(key)
        }
      }
    },
  }
}

async function until(find: () => number, what: string, shown: () => string): Promise<number> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const at = find()
    if (at >= 0) return at
    await wait(10)
  }
  throw new Error(`${what} did not come; shown:\n${shown().slice(-2_000)}`)
}

/**
 * A second process for the tests of the state. `node writer.ts FILE count N`: raises a counter N times, compare-and-set.
 * `node writer.ts FILE ledger`: for ever, one transaction of a counter and twenty rows; prints the counter when acknowledged.
 */
import { openStore } from '../../src/state/open.ts'
import type { Store } from '../../src/state/store.ts'

const [file, mode, times] = process.argv.slice(2)
const store = await openStore(`file:${file}`, { busyTimeoutMs: 20_000 })
if (mode === 'count') {
  for (let done = 0; done < Number(times); ) if (await raise(store)) done += 1
  await store.close()
} else {
  for (;;) {
    const count = await store.transaction(writeAll)
    process.stdout.write(`${count}\n`)
  }
}

async function raise(on: Store): Promise<boolean> {
  const held = await on.value('test', 'counter')
  return on.putValue('test', 'counter', String(Number(held?.value ?? 0) + 1), held?.version ?? 0)
}

async function writeAll(inner: Store): Promise<number> {
  if (!(await raise(inner))) throw new Error('nobody else writes, yet the counter moved')
  const count = Number((await inner.value('test', 'counter'))?.value)
  const rows = Array.from({ length: 20 }, (_, i) => ({ address: `${i}`, json: String(count) }))
  await inner.putHeld('test', rows)
  return count
}

import { readFileSync } from 'node:fs'
import { UserError } from '../../../src/lib/failure.ts'
import { readNotionExport } from '../../../src/sandbox/export/index.ts'

// Reads the exports that are named, each once, in a process whose memory is nobody else's: a line for each with what was
// said, the milliseconds it took and the MB by which resident memory rose at most.

const MEGABYTE = 2 ** 20

/** Highest resident memory in MB. On Linux not from `resourceUsage`, which goes on from the process that started this one. */
function peak(): number {
  if (process.platform !== 'linux') return (process.resourceUsage().maxRSS * 1024) / MEGABYTE
  const text = readFileSync('/proc/self/status', 'utf8')
  return (Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1]) * 1024) / MEGABYTE
}

async function said(path: string): Promise<string> {
  try {
    return `read: ${(await readNotionExport(path)).length} pages`
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

for (const path of process.argv.slice(2)) {
  const before = process.memoryUsage().rss
  const start = performance.now()
  const words = await said(path)
  const ms = performance.now() - start
  const grown = peak() - before / MEGABYTE
  process.stdout.write(`${JSON.stringify({ words, ms, grown: Math.max(grown, 0) })}\n`)
}

import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** A real Chromium: the one named by `CHROMIUM_PATH`, the system's, or the one that comes inside an npm package. */
export async function launch(): Promise<Browser> {
  const system = process.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : null)
  return chromium.launch({
    executablePath: system ?? (await sparticuz.executablePath()),
    // The package's own list of flags is for a sandbox of one process, which dies with its first page.
    args: ['--no-sandbox', '--no-zygote', '--font-render-hinting=none'],
  })
}

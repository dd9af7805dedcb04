import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the second start then skips compiling.
enableCompileCache()
const { main } = await import('./cli/process.ts')
await main()

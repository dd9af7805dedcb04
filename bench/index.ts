import type { Benchmark } from './benchmark.ts'

/** Every benchmark by its name, loaded only when it is run. One line each, in order of the alphabet. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'command-line': async () => (await import('./command-line.ts')).commandLine,
  deadlines: async () => (await import('./deadlines.ts')).deadlines,
  feed: async () => (await import('./feed.ts')).feed,
  flood: async () => (await import('./flood.ts')).flood,
  'google-calendar': async () => (await import('./google-calendar.ts')).googleCalendar,
  notion: async () => (await import('./notion.ts')).notion,
  patterns: async () => (await import('./patterns.ts')).patterns,
  programmes: async () => (await import('./programmes.ts')).programmes,
  'sandbox-notion': async () => (await import('./sandbox-notion.ts')).sandboxNotion,
  'sandbox-requests': async () => (await import('./sandbox-requests.ts')).sandboxRequests,
  serve: async () => (await import('./serve.ts')).serve,
  state: async () => (await import('./state.ts')).state,
}

import type { Soak } from './soak.ts'

/** Every soak by its name, loaded only when it is run. One line each, in order of the alphabet. */
export const soaks: Readonly<Record<string, () => Promise<Soak>>> = {
  'any-history': async () => (await import('./any-history.ts')).anyHistory,
  'calendar-mirror': async () => (await import('./calendar-mirror.ts')).calendarMirror,
  'fuzz-export-reader': async () => (await import('./fuzz.ts')).fuzzSoak('export-reader'),
  'fuzz-feed-query': async () => (await import('./fuzz.ts')).fuzzSoak('feed-query'),
  'fuzz-settings': async () => (await import('./fuzz.ts')).fuzzSoak('settings'),
  'fuzz-table-reader': async () => (await import('./fuzz.ts')).fuzzSoak('table-reader'),
  'fuzz-webhook': async () => (await import('./fuzz.ts')).fuzzSoak('webhook'),
  'killed-worker': async () => (await import('./killed-worker.ts')).killedWorker,
  'period-texts': async () => (await import('./period-texts.ts')).periodTexts,
  'test-histories': async () => (await import('./test-histories.ts')).testHistories,
  'whole-job': async () => (await import('./whole-job.ts')).wholeJob,
}

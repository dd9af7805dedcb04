import type { Published } from './view.ts'

/** Whether every knowledge base has been read and written well lately. The words name no private one. */
export function readiness(
  { bases, unshown }: Published,
  now: number,
  minutes: number,
): { readonly ready: boolean; readonly text: string } {
  const all = [
    ...bases.map(({ feed, lastGoodRun }) => ({
      name: feed.access === 'public' ? feed.slug : 'a private calendar',
      lastGoodRun,
    })),
    ...unshown.map(({ lastGoodRun }) => ({ name: 'a calendar without a page', lastGoodRun })),
  ]
  const late = all.filter(
    ({ lastGoodRun }) => lastGoodRun === null || now - Date.parse(lastGoodRun) > minutes * 60_000,
  )
  if (late.length === 0) return { ready: true, text: 'ready' }
  const lines = late.map(({ name, lastGoodRun }) =>
    lastGoodRun === null
      ? `${name}: no run has succeeded yet`
      : `${name}: the last good run was at ${lastGoodRun}, more than ${minutes} minutes ago`,
  )
  return { ready: false, text: lines.join('\n') }
}

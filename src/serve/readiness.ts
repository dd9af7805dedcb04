import type { Published } from './view.ts'

/** Whether every knowledge base has been read and written well lately. The words name no private one. */
export function readiness(
  { bases }: Published,
  now: number,
  minutes: number,
): { readonly ready: boolean; readonly text: string } {
  const late = bases.filter(
    ({ lastGoodRun }) => lastGoodRun === null || now - Date.parse(lastGoodRun) > minutes * 60_000,
  )
  if (late.length === 0) return { ready: true, text: 'ready' }
  const lines = late.map(({ feed, lastGoodRun }) => {
    const name = feed.access === 'public' ? feed.slug : 'a private calendar'
    return lastGoodRun === null
      ? `${name}: no run has succeeded yet`
      : `${name}: the last good run was at ${lastGoodRun}, more than ${minutes} minutes ago`
  })
  return { ready: false, text: lines.join('\n') }
}

import { memorySpace } from '../sinks/google-calendar/sink.ts'
import type { Store } from '../state/store.ts'
import { type KnowledgeBase, markOf } from './knowledge-base.ts'
import { lastRun, writersSpace } from './remember.ts'

/** A knowledge base that the state remembers and the settings no longer name. `startedAt`: of its last run, UTC. */
export type LeftOver = { readonly knowledgeBase: string; readonly startedAt: string }

const KEPT_MS = 365 * 86_400_000

/** Knowledge bases whose runs are kept though they are none of `named`, by name. */
export async function leftOver(store: Store, named: readonly string[]): Promise<readonly LeftOver[]> {
  return (await store.lastRuns()).filter(({ knowledgeBase }) => !named.includes(knowledgeBase))
}

/**
 * The name that the settings no longer give to anything, under which entries of the same database were written to the
 * same calendar: `base` is that one, renamed, or its place was taken. Null when there is none.
 */
export async function formerName(
  store: Pick<Store, 'values'>,
  { settings: { calendar, notion }, named }: Pick<KnowledgeBase, 'settings' | 'named'>,
): Promise<string | null> {
  if (calendar === null) return null
  const writers = await store.values(writersSpace(calendar.id, notion.database), '')
  return writers.find(({ name }) => !named.includes(name))?.name ?? null
}

/**
 * Forgets what is kept of knowledge bases that are none of `named` and had no run for a year: pages that people shared
 * once must not lie here for ever. A year, since settings are put back, and other settings may share the state.
 */
export async function forgetLeftOver(store: Store, named: readonly string[], now: Date): Promise<void> {
  for (const { knowledgeBase, startedAt } of await leftOver(store, named)) {
    if (now.getTime() - Date.parse(startedAt) < KEPT_MS) continue
    const last = await lastRun(store, knowledgeBase)
    await store.transaction(async (inside) => {
      if (last?.calendar) {
        await inside.forget(memorySpace(markOf(knowledgeBase, last.database), last.calendar))
        await inside.dropValue(writersSpace(last.calendar, last.database), knowledgeBase)
      }
      await inside.forget(knowledgeBase)
    })
  }
}

import { readingState, recall, remember, type SourceMemory } from './memory.ts'

/**
 * Has a page read next time whatever its stamp says: Notion may not move it for blocks that were written through the
 * API, and then the document would go on saying what it said before our own write.
 */
export async function readAgain(memory: SourceMemory, pageId: string): Promise<void> {
  const state = await recall(memory, 'notion:reading', readingState)
  if (!state || state.again.includes(pageId)) return
  await remember(memory, 'notion:reading', { ...state, again: [...state.again, pageId].sort() })
}

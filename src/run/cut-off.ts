import type { Store } from '../state/store.ts'
import { type Report, runRow } from './report.ts'

/**
 * A run whose process was killed still says in the history that it is under way. Whoever holds its lock knows that it
 * is not, and says what became of it. `at` is the present UTC instant.
 */
export async function endCutOff(
  store: Pick<Store, 'runs' | 'finishRun'>,
  knowledgeBase: string,
  at: string,
): Promise<void> {
  const [latest] = await store.runs(knowledgeBase, 1)
  if (latest?.result !== 'running') return
  const trouble = {
    code: 'cut-off',
    message: 'the process was killed, or the machine lost its power, before the run ended',
    hint: 'the next run went on where it was',
  }
  const report = JSON.parse(latest.json) as Report
  const ended: Report = { ...report, endedAt: at, result: 'failed', troubles: [trouble] }
  await store.finishRun(runRow(ended, 'failed'))
}

import { type Environment, readConfig } from '../../settings/read.ts'
import { openStore } from '../../state/open.ts'
import { knowledgeBases } from '../knowledge-base.ts'
import type { RunProgress } from '../order.ts'
import type { Report } from '../report.ts'
import { run } from '../sync.ts'

/** What the first sync of the knowledge base `name` would do with these settings; nothing is written anywhere, and no state is kept. */
export async function firstPlan(
  drafted: { readonly text: string; readonly name: string },
  environment: Environment,
  now: Date,
  onProgress: (progress: RunProgress) => void,
): Promise<Report> {
  const { settings, problems } = readConfig(drafted.text, 'the new settings')
  // The text is our own: a mistake in it is a bug.
  if (settings === null || problems.length > 0)
    throw new Error(`the drafted settings are wrong: ${JSON.stringify(problems)}`)
  const bases = knowledgeBases({ ...settings, environment, warnings: [] })
  const base = bases.find(({ name }) => name === drafted.name)
  if (!base) throw new Error('the drafted settings do not name the knowledge base')
  const store = await openStore('file::memory:')
  try {
    const { report } = await run(base, store, {
      mode: 'plan',
      trigger: 'hand',
      full: true,
      force: true,
      now,
      wall: () => new Date(),
      onProgress,
    })
    return report
  } finally {
    await store.close()
  }
}

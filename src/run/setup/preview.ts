import { type Problem, UserError } from '../../lib/failure.ts'
import { type Environment, readConfig } from '../../settings/read.ts'
import { openStore } from '../../state/open.ts'
import { knowledgeBases } from '../knowledge-base.ts'
import type { RunProgress } from '../order.ts'
import type { Report } from '../report.ts'
import { run } from '../sync.ts'

/** The place is one in a text that nobody has seen. */
const withoutPlace = ({ what, hint }: Problem): Problem => ({ what: what.replace(/^\d+:\d+: /, ''), hint })

/** What the first sync of the knowledge base `name` would do with these settings; nothing is written anywhere, and no state is kept. Throws a `UserError` where what was answered breaks a rule together. */
export async function firstPlan(
  drafted: { readonly text: string; readonly name: string },
  environment: Environment,
  now: Date,
  onProgress: (progress: RunProgress) => void,
): Promise<Report> {
  const { settings, problems } = readConfig(drafted.text, 'the new settings')
  if (settings === null || problems.length > 0)
    throw new UserError('what was answered cannot stand in the settings', problems.map(withoutPlace))
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

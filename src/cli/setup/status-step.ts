import { Failure } from '../../lib/failure.ts'
import { addStatus, type Base, type NotionAccess } from '../../run/setup/notion.ts'
import type { Asker, Choice } from './ask.ts'

export type StatusAnswers = {
  readonly status?: boolean
  readonly active?: string
  readonly expired?: string
}

export type Statuses = { readonly property: string; readonly active: string; readonly expired: string }

const LEAVE = 'leave'
const ADD = 'add'
const CHOOSE = 'choose'

/** Which options mean "all read" and "all passed". Options are added to Notion only when the person says so. */
export async function statusStep(
  ask: Asker,
  options: StatusAnswers,
  access: NotionAccess,
  base: Base,
): Promise<Statuses | null> {
  if (base.status === null || options.status === false) return null
  const { property, options: known } = base.status
  const wanted = { active: options.active ?? 'completed', expired: options.expired ?? 'expired' }
  const missing = [wanted.active, wanted.expired].filter((name) => !known.includes(name))
  if (missing.length === 0) return { property, ...wanted }
  const names = missing.map((name) => `\`${name}\``).join(' and ')
  const way = await ask.choose<typeof LEAVE | typeof ADD | typeof CHOOSE>({
    flag: '--active and --expired, or --no-status',
    message: `\`${property}\` has no option ${names}. What shall say that a page is read, and that its last deadline has passed?`,
    given: undefined,
    fallback: ask.interactive ? CHOOSE : null,
    choices: [
      { value: CHOOSE, label: 'Two of the options there are' },
      { value: ADD, label: `Add ${names} to Notion` },
      { value: LEAVE, label: 'Leave statuses alone' },
    ],
  })
  if (way === LEAVE) return null
  if (way === ADD) {
    for (const name of missing) {
      const problem = await addStatus(access, base, name)
      if (problem !== null)
        throw new Failure('notion-option', `\`${name}\` could not be added: ${problem}`, {
          hint: 'add it in Notion and run `magam init` again',
        })
    }
    return { property, ...wanted }
  }
  const choices: readonly Choice<string>[] = known.map((name) => ({ value: name, label: name }))
  const active = await ask.choose({
    flag: '--active',
    message: 'Every programme is read and on the calendar:',
    given: undefined,
    fallback: null,
    choices,
  })
  const rest = choices.filter(({ value }) => value !== active)
  const expired = await ask.choose({
    flag: '--expired',
    message: 'The last deadline has passed:',
    given: undefined,
    fallback: null,
    choices: rest,
  })
  return { property, active, expired }
}

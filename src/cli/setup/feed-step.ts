import type { Asker } from './ask.ts'

export type FeedAnswers = {
  readonly name?: string
  readonly slug?: string
  readonly feed?: boolean
  readonly feedTitle?: string
}

/** The name by which reports, commands and entries know the knowledge base. */
export function nameStep(
  ask: Asker,
  options: FeedAnswers,
  base: string,
  taken: readonly string[],
): Promise<string> {
  return ask.text({
    flag: '--name',
    message: 'Your name for this knowledge base (choose once: entries are known by it)',
    given: options.name,
    fallback: free(slugOf(base) || 'knowledge-base', taken),
    check: (text) => {
      if (taken.includes(text)) return 'there is a knowledge base of this name'
      return /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,62}$/u.test(text) ? null : 'letters, digits, spaces and hyphens'
    },
  })
}

/** The public page and feed; without Google there must be one. */
export async function feedStep(
  ask: Asker,
  options: FeedAnswers,
  {
    name,
    title,
    needed,
    taken,
  }: {
    readonly name: string
    readonly title: string
    readonly needed: boolean
    readonly taken: readonly string[]
  },
): Promise<{ slug: string; title: string } | null> {
  const wanted =
    needed ||
    (await ask.confirm({
      flag: '--no-feed',
      message: 'Publish a page and a feed that anybody may subscribe to?',
      given: options.feed === false ? false : options.slug === undefined ? undefined : true,
      fallback: true,
    }))
  if (!wanted) return null
  const slug = await ask.text({
    flag: '--slug',
    message: 'Word for its address',
    given: options.slug,
    fallback: free(slugOf(name) || 'deadlines', taken),
    check: (text) => {
      if (taken.includes(text)) return 'there is a feed of this address'
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? null : 'lower-case letters, digits and single hyphens'
    },
  })
  return {
    slug,
    title: await ask.text({
      flag: '--feed-title',
      message: 'Its title',
      given: options.feedTitle,
      fallback: title,
    }),
  }
}

/** The word itself, or with the first number that makes it a new one. */
function free(word: string, taken: readonly string[]): string {
  let candidate = word
  for (let count = 2; taken.includes(candidate); count += 1) candidate = `${word}-${count}`
  return candidate
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

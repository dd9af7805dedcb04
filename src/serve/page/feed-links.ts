/** An address that makes a calendar follow a feed. A question about the feed may still be put behind it. */
export type FeedLink = {
  readonly bare: string
  /** The feed's address stands inside another one, so that what follows it is encoded once more. */
  readonly isInside: boolean
}

/** How each kind of calendar follows a feed. `feed` is absolute and without a question; `name` is what Outlook calls it. */
export function feedLinks(
  feed: string,
  name: string,
): Readonly<Record<'google' | 'apple' | 'outlook' | 'outlookWork' | 'address', FeedLink>> {
  const webcal = feed.replace(/^https?:/, 'webcal:')
  // Outlook shows a `+` for a space as it is, so nothing here may come out of a URLSearchParams.
  const outlook = (kind: 'live' | 'office') =>
    inside(`https://outlook.${kind}.com/calendar/0/addfromweb?name=${encodeURIComponent(name)}&url=`, feed)
  return {
    // With `https:` Google takes the address for that of a person.
    google: inside('https://calendar.google.com/calendar/r?cid=', webcal),
    apple: { bare: webcal, isInside: false },
    outlook: outlook('live'),
    outlookWork: outlook('office'),
    address: { bare: feed, isInside: false },
  }
}

/** The whole address with a question (`field=AI`), empty for none. The little script does the same (`keepFilter`). */
export function linkTo({ bare, isInside }: FeedLink, query: string): string {
  const tail = query === '' ? '' : `?${query}`
  return `${bare}${isInside ? encodeURIComponent(tail) : tail}`
}

function inside(address: string, feed: string): FeedLink {
  return { bare: `${address}${encodeURIComponent(feed)}`, isInside: true }
}

/** One run of text as the API answers it. */
export type RichText = {
  readonly type: 'text' | 'mention' | 'equation'
  readonly annotations: Annotations
  readonly plain_text: string
  readonly href: string | null
  readonly text?: { readonly content: string; readonly link: { readonly url: string } | null }
  readonly mention?: Readonly<Record<string, unknown>>
  readonly equation?: { readonly expression: string }
}

export type Annotations = {
  readonly bold: boolean
  readonly italic: boolean
  readonly strikethrough: boolean
  readonly underline: boolean
  readonly code: boolean
  readonly color: string
}

/** Text for building: plain, or runs made by `run`, `dateMention` and `userMention`. */
export type Words = string | readonly RichText[]

const PLAIN: Annotations = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
}

/** A run of text with an optional link and annotations. */
export function run(
  content: string,
  options: { link?: string | null; annotations?: Partial<Annotations> } = {},
): RichText {
  const link = options.link ? { url: options.link } : null
  return {
    type: 'text',
    text: { content, link },
    annotations: { ...PLAIN, ...options.annotations },
    plain_text: content,
    href: link?.url ?? null,
  }
}

/** A date mention; `start` and `end` are ISO 8601 dates or date-times with offset. */
export function dateMention(
  start: string,
  end: string | null = null,
  timeZone: string | null = null,
): RichText {
  return mention(
    { type: 'date', date: { start, end, time_zone: timeZone } },
    end ? `${start} → ${end}` : start,
  )
}

/** A mention of a person by id. */
export function userMention(id: string, name: string): RichText {
  return mention({ type: 'user', user: { object: 'user', id } }, `@${name}`)
}

/** A mention of a page by id. */
export function pageMention(id: string, title: string): RichText {
  return mention({ type: 'page', page: { id } }, title, `https://app.notion.com/p/${id.replaceAll('-', '')}`)
}

export function mention(
  content: Record<string, unknown>,
  plainText: string,
  href: string | null = null,
): RichText {
  return { type: 'mention', mention: content, annotations: PLAIN, plain_text: plainText, href }
}

/** Building words as runs; long plain text is one run, as a person's typing gives. */
export function runs(words: Words): RichText[] {
  if (typeof words !== 'string') return [...words]
  return words === '' ? [] : [run(words)]
}

export function plainText(text: readonly RichText[]): string {
  return text.map((part) => part.plain_text).join('')
}

/** The form Notion gives back: no empty runs, equal neighbours joined, a bare host with its `/`, long runs in parts. */
export function normalize(text: readonly RichText[]): RichText[] {
  const joined: RichText[] = []
  for (const part of text) {
    if (part.type !== 'text') {
      joined.push(part)
      continue
    }
    const next = run(part.text?.content ?? '', {
      link: part.text?.link ? withPath(part.text.link.url) : null,
      annotations: part.annotations,
    })
    if (next.plain_text === '') continue
    const last = joined.at(-1)
    if (last?.type === 'text' && last.href === next.href && sameLook(last.annotations, next.annotations)) {
      joined[joined.length - 1] = run(last.plain_text + next.plain_text, {
        link: next.href,
        annotations: next.annotations,
      })
    } else joined.push(next)
  }
  return joined.flatMap(inParts)
}

const MAX_RUN = 2_000

/** A text of more than 2,000 characters comes in several runs. */
function inParts(part: RichText): RichText[] {
  if (part.type !== 'text' || part.plain_text.length <= MAX_RUN) return [part]
  const parts: RichText[] = []
  for (let rest = part.plain_text; rest !== ''; ) {
    // A character of two units stays whole.
    const high = /[\ud800-\udbff]/.test(rest[MAX_RUN - 1] ?? '')
    const end = high ? MAX_RUN - 1 : MAX_RUN
    parts.push(run(rest.slice(0, end), { link: part.href, annotations: part.annotations }))
    rest = rest.slice(end)
  }
  return parts
}

function withPath(url: string): string {
  return /^https?:\/\/[^/?#]+$/i.test(url) ? `${url}/` : url
}

function sameLook(a: Annotations, b: Annotations): boolean {
  return (Object.keys(PLAIN) as (keyof Annotations)[]).every((key) => a[key] === b[key])
}

/** What is written into a cell or property: words, with an address behind them where they are a link. */
export type Filling = { readonly text: string; readonly url: string | null }

export const LONGEST_TEXT = 2_000

/** Words as rich text for a request; empty words are no item at all. */
export function richTextFor({ text, url }: Filling) {
  if (text === '') return []
  return pieces(text).map((content) => ({
    type: 'text' as const,
    text: { content, link: url === null ? null : { url } },
  }))
}

/** Text in parts that Notion takes; never cut through a pair of surrogates. */
export function pieces(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > LONGEST_TEXT) {
    const cut = /[\uD800-\uDBFF]/.test(rest.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT
    parts.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return [...parts, rest]
}

/** Whether two addresses are the same once Notion has written them its way (`https://a.kr` becomes `https://a.kr/`). */
export function sameAddress(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b
  return normal(a) === normal(b)
}

function normal(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url
}

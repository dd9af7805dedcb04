import { namesIn, tidyNames } from './organisation-names.ts'

export type Labelled = { readonly name: string; readonly as: 'host' | 'partner' | null }

const longestText = 4000
const hosting = '(?:공동\\s?)?(?:주최|주관|운영|시행|전담|총괄|수행)(?:\\s?(?:기관|사|처))?'
const helping = '(?:공동\\s?)?(?:후원|협찬|협력|참여|파트너)(?:\\s?(?:기관|사|처|기업))?'
const one = `(?:${hosting}|${helping})`
const several = `${one}(?:\\s?[/·ㆍ,&]\\s?${one}){0,3}`
/** `(주최)`, `주최:`, and at the beginning of a part `주최 `. */
const label = new RegExp(
  [
    `[([【（]\\s?${several}\\s?[:：]?\\s?[)\\]】）]\\s?[:：]?`,
    `(?<![가-힣])${several}\\s?[:：]`,
    `(?<=^|[\\n,/|]\\s{0,3})(?:주최|주관|후원|협찬)(?:\\s?[/·]\\s?(?:주최|주관|후원|협찬)){0,3}\\s+(?=\\S)`,
  ].join('|'),
  'gu',
)
const isHosting = new RegExp(hosting, 'u')

/**
 * The organisations of a text with what it says of their parts: `주최: 가, 후원: 나`, `(주최) 가 (주관) 나`,
 * `가(주최), 나(주관)`. One that is labelled both host and partner is a host.
 */
export function labelledOrganisations(text: string): readonly Labelled[] {
  const body = text.slice(0, longestText)
  const labels = [...body.matchAll(label)]
  const [first] = labels
  // Where the first bracket stands behind a name, every bracket says what stands before it.
  const behind = /^[([【（]/u.test(first?.[0] ?? '') && /\p{L}/u.test(body.slice(0, first?.index))
  const borders = [...labels.map((found) => [found.index, found[0]] as const), [body.length, ''] as const]
  const found: Labelled[] = []
  let from = 0
  let before: Labelled['as'] = null
  for (const [to, words] of borders) {
    const own = meant(words)
    const as = behind ? own : before
    found.push(...namesIn(body.slice(from, to)).map((name) => ({ name, as })))
    before = own
    from = to + words.length
  }
  return found
}

function meant(words: string): Labelled['as'] {
  if (words === '') return null
  return isHosting.test(words) ? 'host' : 'partner'
}

/** The organisations of a text, whatever they are called there. */
export function organisationsIn(text: string): readonly string[] {
  return [...new Set(labelledOrganisations(text).map(({ name }) => name))]
}

/** Ends of names that are organisations beyond doubt; a region or a mood (`[서울]`, `[긴급]`) in brackets is none. */
const organisation =
  /(?:진흥원|재단|협회|공사|공단|연구원|연구소|대학교|위원회|연합회|협의회|협동조합|혁신센터|지원센터|테크노파크|은행)$|\S{2}(?:그룹|전자|화재|증권|캐피탈|홀딩스|벤처스|파트너스|인베스트먼트)$|\(주\)|㈜|주식회사/u

/**
 * Hosts that a name puts in brackets before itself: `[한국무역협회 x LG전자] …`, `[창업진흥원] …`. Beside one that is an
 * organisation beyond doubt the others are as well; `[AI x Bio]`, `[음악 x 기술]` are fields.
 */
export function hostsInName(name: string): readonly { readonly value: string; readonly text: string }[] {
  const inside = /^\s?[[【［]([^\]】］\n]{2,60})[\]】］]/u.exec(name)?.[1]
  if (inside === undefined) return []
  const parts = tidyNames(inside.split(/\s[xX]\s|(?<=[가-힣)])[xX](?=[가-힣(])|\s?[×✕]\s?/u))
  const certain = parts.length > 0 && parts.some((part) => organisation.test(part))
  return certain ? parts.map((value) => ({ value, text: `[${inside}]` })) : []
}

/** The companies a `파트너사*` note names: `*(주)호텔롯데 롯데월드, (주)현대리바트 (2개사)`. */
export function partnersInNotes(text: string, footnotes: readonly string[]): readonly string[] {
  if (!/(?:파트너사|협력사|참여기업|수요기업|대기업)\s?[*＊]/u.test(text)) return []
  const named = footnotes.filter((note) => /\(주\)|㈜|주식회사/u.test(note))
  return named.flatMap((note) => organisationsIn(note.replace(/\(\d{1,3}\s?개\s?(?:사|社)\)/gu, '')))
}

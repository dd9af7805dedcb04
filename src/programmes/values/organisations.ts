import { cut, oneLine } from '../../lib/text.ts'

const longestText = 4000
const most = 50
/** Ends of names that are organisations beyond doubt; a region or a mood (`[서울]`, `[긴급]`) in brackets is none. */
const organisation =
  /(?:진흥원|재단|협회|공사|공단|연구원|연구소|대학교|위원회|연합회|협의회|협동조합|혁신센터|지원센터|테크노파크|은행)$|\(주\)|㈜|주식회사/u

/** Organisations listed in a cell, one by one; leading `주최:`-like labels and list marks off. */
export function organisationsIn(text: string): readonly string[] {
  const parts = text.slice(0, longestText).split(/[\n,，、;]|\s[/|&×xX]\s|\s및\s/u)
  return oneEach(parts.flatMap(atMiddots))
}

/** `산업통상자원부·한국산업기술진흥원` are two; `소재·부품기업협의회` is one: only where every part is a public body by itself. */
function atMiddots(part: string): readonly string[] {
  const names = part.split(/[·ㆍ‧]/u)
  return names.every((name) => /\S{2}(?:부|처|청|시|도|원|단|회|사|센터|대학교)\s*$/u.test(name))
    ? names
    : [part]
}

/** Hosts that a name puts in brackets before itself: `[한국무역협회 x LG전자] …`, `[창업진흥원] …`. */
export function hostsInName(name: string): readonly { readonly value: string; readonly text: string }[] {
  const inside = /^\s?[[【［]([^\]】］\n]{2,60})[\]】］]/u.exec(name)?.[1]
  if (inside === undefined) return []
  const parts = oneEach(inside.split(/\s[xX]\s|(?<=[가-힣)])[xX](?=[가-힣(])|\s?[×✕]\s?/u))
  const certain =
    parts.length > 1
      ? parts.every((part) => /\p{L}{2}/u.test(part))
      : parts.every((part) => organisation.test(part))
  return certain ? parts.map((value) => ({ value, text: `[${inside}]` })) : []
}

/** The companies a `파트너사*` note names: `*(주)호텔롯데 롯데월드, (주)현대리바트 (2개사)`. */
export function partnersInNotes(text: string, footnotes: readonly string[]): readonly string[] {
  if (!/(?:파트너사|협력사|참여기업|수요기업|대기업)\s?[*＊]/u.test(text)) return []
  const named = footnotes.filter((note) => /\(주\)|㈜|주식회사/u.test(note))
  return named.flatMap((note) => organisationsIn(note.replace(/\(\d{1,3}\s?개\s?(?:사|社)\)/gu, '')))
}

function oneEach(parts: readonly string[]): readonly string[] {
  const names = parts
    .map((part) =>
      part.replace(
        /^[\s•·▪-]*(?:(?:공동\s?)?(?:주최|주관|후원|협력|협찬|운영)(?:[/·](?:주최|주관|후원|협력))?\s?[:：])?/u,
        '',
      ),
    )
    .map((part) => cut(oneLine(part.replace(/\s등$/u, '')), 80))
    .filter((part) => /\p{L}{2}/u.test(part))
  return [...new Set(names)].slice(0, most)
}

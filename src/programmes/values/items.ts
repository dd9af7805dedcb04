import { cut, oneLine } from '../../lib/text.ts'
import { withoutCutMarks } from './cut-text.ts'

/** The items of a cell, and what it says beside them. */
export type Items = { readonly items: readonly string[]; readonly footnotes: readonly string[] }

/** More than people would list or read; a hostile cell ends here. */
const longestText = 20_000
const mostItems = 100
const longestItem = 300

const bullet =
  /^(?:[-–—•·∙‧▪▫◦‣○●◎❍◇◆❖□■▶►▷▸☐☑✓✔✅★☆☞→➔➜➤]+\ufe0f?\s*|[oㅇㆍ]\s+|\(?\d{1,2}[.)](?!\d)\s*|[①-⑳㉠-㉻]\s*|[가-하][.)]\s+)/u
const footnoteMark = /^[*＊※†]+\s*/u

/** Splits a cell into items: list lines, numbered lines, lists by commas, strokes or `#`. `*` and `※` notes are told apart. */
export function itemsIn(text: string): Items {
  const body = withoutCutMarks(text.slice(0, longestText))
  const marked = /[^\s*＊][*＊]/u.test(body)
  const read = body.split(/\n|\s(?=[①-⑳])/u).map((line) => readLine(line.trim(), marked))
  return {
    items: read
      .flatMap((line) => line.items)
      .map(tidy)
      .filter(hasWords)
      .slice(0, mostItems),
    footnotes: read
      .flatMap((line) => line.footnotes)
      .map(tidy)
      .filter(hasWords)
      .slice(0, mostItems),
  }
}

/** `marked`: some word of the cell carries a `*`, so that a line `* …` explains it rather than being an item. */
function readLine(line: string, marked: boolean): Items {
  if (line === '') return { items: [], footnotes: [] }
  if (/^[*＊]\s/u.test(line) && !marked) return readItem(line.replace(footnoteMark, ''), false)
  if (footnoteMark.test(line)) return { items: [], footnotes: [line.replace(footnoteMark, '')] }
  const listed = bullet.test(line)
  return readItem(listed ? line.replace(bullet, '') : line, !listed)
}

function readItem(text: string, plain: boolean): Items {
  const [head, ...notes] = splitNotes(text)
  const [words, count] = splitCount(head ?? '')
  const items = plain || count !== null ? splitCommas(words) : [words]
  return { items, footnotes: [...(count === null ? [] : [count]), ...notes] }
}

/** `… 협업* 지원 * 협업기간 6개월` and `… 1천만원 ※입주기업 한정`: the note behind the item. */
function splitNotes(text: string): readonly string[] {
  const [words = '', ...notes] = text.split(/\s?※\s?/u)
  const star = /[^\s*][*＊]/u.test(words) ? words.search(/\s[*＊]\s/u) : -1
  return star < 0 ? [words, ...notes] : [words.slice(0, star), words.slice(star + 2).trim(), ...notes]
}

/** `바이오 등 12개 부문`, `솔루션 외 6개 부문`: the list goes on; how far is a note, not an item. */
function splitCount(text: string): readonly [string, string | null] {
  const found = /\s?((?:등|외)\s?(?:총\s?)?\d{1,4}\s?(?:개|가지|종|곳)(?:\s?[가-힣]{1,6})?)$/u.exec(
    text.slice(-40),
  )
  if (found?.[1] !== undefined) return [text.slice(0, text.length - found[0].length), found[1]]
  return [text.endsWith('등') && /[,，]/u.test(text) ? text.slice(0, -1).trimEnd() : text, null]
}

/**
 * Splits at commas and the like outside brackets and numbers, but only a list of short names: in a sentence
 * (`빅데이터, AI를 활용한 기업`) a comma does not end an item.
 */
function splitCommas(text: string): readonly string[] {
  const parts = topLevelParts(text)
  const isList =
    parts.length > 1 &&
    parts.every(
      (part) => /\p{L}|^\s*$/u.test(part) && part.length <= 40 && !/[을를의와과]\s/u.test(part.trim()),
    )
  return isList ? parts : [text]
}

function topLevelParts(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if ('([{（［「『'.includes(character)) depth++
    else if (')]}）］」』'.includes(character)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && endsPart(character, text.slice(at - 1, at + 2))) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

/** A comma but for one in a number, `|`, `/` between spaces, and the `#` of a further tag. */
function endsPart(character: string, around: string): boolean {
  if (character === '/') return around === ' / '
  if (character === '#') return around.startsWith(' ')
  return /[,，、;|]/u.test(character) && !/\d,\d/.test(around)
}

function tidy(item: string): string {
  return cut(oneLine(item).replace(/^#(?=\p{L})/u, ''), longestItem)
}

function hasWords(item: string): boolean {
  return /[\p{L}\p{N}]/u.test(item)
}

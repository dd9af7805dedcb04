import { clean } from '../../lib/text.ts'

/** Longer cells are prose: they are never headers, and need not be compared with every word of the table. */
export const longestHeader = 60
const brackets = /[([{〔【［（<].*?[)\]}〕】］）>]/gu

/**
 * Reduces a header to the letters and digits that are compared: `📅 지원 접수 기간 (필수)` is `지원접수기간`.
 * Empty for text too long to be a header.
 */
export function normaliseHeader(text: string): string {
  if (text.length > longestHeader) return ''
  const bare = squeeze(text.replace(brackets, ' '))
  return bare === '' ? squeeze(text) : bare
}

/** `일정 (발표)` is `발표일정`: what stands in brackets, put where Korean would put it. Empty for a header without brackets. */
export function withBracketsFirst(text: string): string {
  if (text.length > longestHeader) return ''
  const inside = [...text.matchAll(brackets)].map(([found]) => found).join('')
  return inside === '' || normaliseHeader(text) === squeeze(text)
    ? ''
    : squeeze(inside) + normaliseHeader(text)
}

/** `접수기간 및 방법` names two things: each part is compared by itself. */
export function headerParts(text: string): readonly string[] {
  const parts = text.split(/\s(?:및|and|or)\s|[/·ㆍ,&+|]/iu).map(normaliseHeader)
  return [...new Set(parts.filter((part) => part !== ''))]
}

/** The letters and digits of a text, in lower case; a number in front of them off. */
export function squeeze(text: string): string {
  return clean(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^\d+(?=\D)/, '')
}

const cutMark =
  /[([（［]\s?(?:이하\s?|내용\s?)?(?:후략|중략|하략|생략|이하 동일|더보기|truncated|omitted)\s?[)\]）］]|(?:\.{3}|…)\s?더\s?보기|이하\s?생략/giu

/** The mark that says a text was cut, `(후략)` and its like; null when there is none. */
export function cutMarkIn(text: string): string | null {
  return text.match(cutMark)?.[0] ?? null
}

/** A text without such marks. */
export function withoutCutMarks(text: string): string {
  return text.replace(cutMark, '')
}

/** `제4회`, `2기`, `시즌 3` in a name, as written but for spaces; null when there is none. */
export function editionIn(name: string): { readonly value: string; readonly text: string } | null {
  const found =
    /제\s?\d{1,3}\s?(?:회|기)(?![가-힣]{0,1}(?:업|술|관))/u.exec(name) ??
    /(?<![\d.])\d{1,3}\s?(?:기|회)(?![\p{L}\p{N}])/u.exec(name) ??
    /(?:시즌|season)\s?\d{1,2}(?!\d)/iu.exec(name) ??
    /(?<!\d)\d{1,3}(?:st|nd|rd|th)(?![\p{L}\p{N}])/iu.exec(name)
  if (found === null) return null
  return { value: found[0].replace(/(?<=\d)\s(?=[가-힣])|(?<=제)\s/gu, ''), text: found[0] }
}

/** The year a name carries: `2023 …`, `’23년`, `'23 …`; null when there is none. */
export function yearIn(name: string): { readonly value: number; readonly text: string } | null {
  const long =
    /(?<![\d,.])(?:19|20)\d{2}(?![\d,.]?\d|\s?(?:만|천|억|원|명|팀|개(?![최막관소편발인설])))/u.exec(name)
  if (long !== null) return { value: Number(long[0]), text: long[0] }
  const short = /['’‘`´]\s?(\d{2})(?:년|(?=[.\s]))/u.exec(name)
  return short === null ? null : { value: 2000 + Number(short[1]), text: short[0].trim() }
}

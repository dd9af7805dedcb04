import { cut, oneLine } from '../../lib/text.ts'
import { isUnsaid } from '../unsaid.ts'

const most = 50

/** Between names; a comma or stroke inside brackets, or before `Ltd.`, is part of one. */
const between =
  /\n|(?:[,，、;|](?!\s?(?:co|ltd|inc|llc|corp)\b)|\s[/&×xX·ㆍ]\s|\s및\s)(?![^()（）\n]*[)）])/iu

/** Names of organisations listed in a text, one by one; list marks and counts of further ones (`등 10개사`) off. */
export function namesIn(text: string): readonly string[] {
  return tidyNames(text.split(between).flatMap(atStrokes).flatMap(atMiddots))
}

/** `환경부/한국환경공단` are two; `A/S센터` is one. */
function atStrokes(part: string): readonly string[] {
  const names = part.split('/')
  return names.length > 1 && names.every((name) => /\p{L}{2}/u.test(name)) ? names : [part]
}

/** `산업통상자원부·한국산업기술진흥원` are two; `소재·부품기업협의회` is one: only where every part is a public body by itself. */
function atMiddots(part: string): readonly string[] {
  const names = part.split(/[·ㆍ‧•]/u)
  return names.every((name) =>
    /\S{2}(?:부|처|청|시|도|원|단|회|사|센터|대학교)\s*(?:\([^()]*\)\s*)?$/u.test(name),
  )
    ? names
    : [part]
}

/** Each name once, without what stands around it; words that say that nothing is known are none. */
export function tidyNames(parts: readonly string[]): readonly string[] {
  const names = parts
    .map((part) =>
      oneLine(part)
        .replace(/^(?:[•·▪●○■□-]\s*|ㅇ\s+|\d{1,2}[.)]\s+)+/u, '')
        .replace(/\s?(?:등|외|外)(?:\s?\d{1,4}\s?(?:개|곳)?\s?(?:기관|기업|사|社|단체|곳)?)?$/u, (rest) =>
          /^\s|\d/.test(rest) ? '' : rest,
        )
        .replace(/^[^(（]*[)）]$/u, (unopened) => unopened.slice(0, -1))
        .replace(/\s?[(（·ㆍ/]$/u, ''),
    )
    .map((part) => cut(part.trim(), 80))
    .filter((part) => /\p{L}{2}/u.test(part) && !isUnsaid(part))
  return [...new Set(names)].slice(0, most)
}

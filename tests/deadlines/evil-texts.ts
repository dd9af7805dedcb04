import { hostileText } from './fuzz.ts'

/**
 * What is repeated to make fifty texts that a reader of dates could take long over: what almost is a date, brackets that
 * never close, words that wait for another word, marks that are folded away, markup that never ends, and texts made by chance.
 */
const REPEATED = [
  ' ',
  '\n',
  '1',
  '1.',
  '1 ',
  '1/',
  '1-',
  '1:',
  '2023',
  '2023.',
  '2023년',
  '2023. 4. ',
  '4월 2일 ',
  '4월 ',
  '2일',
  '4.2(',
  '(일)',
  '(',
  '((1))',
  '[',
  '~',
  '1~',
  '4.2~',
  '4.2 ~ 4.',
  '까지',
  '접수 ',
  '1차 ',
  '1차: 4.2 ',
  '오후 ',
  '오후 6시 ',
  '18:',
  '24:00 ',
  'D-',
  '월',
  'ㄱ',
  '가\u0301',
  'e\u0301',
  '\u200b',
  '\u3000',
  '<',
  '<b',
  '&nbsp',
  '&#',
  '𝟙',
  'April ',
  'April 2',
]

/** Fifty texts of exactly `length` UTF-16 units, the same ones at any length. */
export function evilTexts(length: number): readonly string[] {
  const byChance = Array.from({ length: 50 - REPEATED.length }, (_, seed) => hostileText(seed + 1) || '0')
  return [...REPEATED, ...byChance].map((part) =>
    part.repeat(Math.ceil(length / part.length)).slice(0, length),
  )
}

import { describe, expect, test } from 'vitest'
import { normalise } from '../../src/deadlines/normalise.ts'

function folded(text: string): string {
  const { codes, length } = normalise(text)
  return String.fromCharCode(...codes.subarray(0, length))
}

/** The original characters that gave the folded ones, as they stand. */
function originals(text: string): string[] {
  const { offsets, length } = normalise(text)
  return Array.from({ length }, (_, at) => text.slice(offsets[at], offsets[at + 1]))
}

describe('normalising', () => {
  test.each([
    ['full width', '２０２６．４．１７（금）～', '2026.4.17(금)~'],
    ['dashes and tildes', '1–2—3−4∼5〜6', '1-2-3-4~5~6'],
    ['quotes', '‘26 ’26 ′26', "'26 '26 '26"],
    ['white space', 'a\u00a0 \t b \n\n c', 'a b\nc'],
    ['marks without width', '\u200b2\u202e0\ufeff26\u0000', '2026'],
    ['Hanja', '3月 17日(金)', '3월 17일(금)'],
    ['decomposed Hangul', '접수'.normalize('NFD'), '접수'],
    ['letter-spaced words', '접 수 기 간 :', '접수기간 :'],
    ['spaced figures', '2 0 2 6. 4. 1 7.(금)', '2026. 4. 17.(금)'],
    ['entities', '3.2&nbsp;&#126; 3.17&lt;금&gt; &unknown;', '3.2 ~ 3.17(금) &unknown\u003b'],
    ['tags', '<b>3.2</b><br/>3.17', '3.2\n3.17'],
    ['arrows', '3.2 -> 3.17 ⇒', '3.2 → 3.17 →'],
  ])('%s, folds to one writing', (_name, text, expected) => {
    expect(folded(text)).toBe(expected)
  })

  test('every character, keeps its place in the original', () => {
    expect(originals('\u200b２&nbsp;6월')).toEqual(['２', '&nbsp;', '6', '월'])
  })

  test('struck text, is marked', () => {
    const { struck, length } = normalise('~~ab~~c<del>d</del>e')
    expect([...(struck ?? []).slice(0, length)]).toEqual([1, 1, 0, 1, 0])
  })
})

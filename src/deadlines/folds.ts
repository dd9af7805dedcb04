/** What no reader sees: left out of the text. */
export const DROP = 0
export const SPACE = 0x20
export const NEWLINE = 0x0a
export const ARROW = 0x2192
const BULLET = 0x2022

const RANGES: readonly (readonly [from: number, to: number, as: number])[] = [
  [0x00, 0x08, DROP],
  [0x0e, 0x1f, DROP],
  [0x7f, 0x84, DROP],
  [0x86, 0x9f, DROP],
  [0x200b, 0x200f, DROP],
  [0x202a, 0x202e, DROP],
  [0x2060, 0x206f, DROP],
  [0xfe00, 0xfe0f, DROP],
  [0xfff9, 0xfffb, DROP],
  [0x2000, 0x200a, SPACE],
  [0x2460, 0x24ff, BULLET],
  [0x2776, 0x2793, BULLET],
  [0x25a0, 0x25ff, BULLET],
  [0x2600, 0x2612, BULLET],
  [0x2010, 0x2015, 0x2d],
  [0x0a, 0x0d, NEWLINE],
]

const FOLDS: readonly (readonly [from: string, to: string])[] = [
  ['\t\u00a0\u202f\u205f\u3000\u3164\uffa0_', ' '],
  ['\u0085\u2028\u2029', '\n'],
  ['〜∼∽～˜⁓〰', '~'],
  ['−ㅡー─━﹣﹘➖', '-'],
  ['‘’‛′`´ʼ', "'"],
  ['“”„″', '"'],
  ['․。', '.'],
  ['ㆍ・∙⋅‧', '·'],
  ['∶︰ː', ':'],
  ['⁄∕', '/'],
  ['[{<【〔〈《「『〘❨❮', '('],
  [']}>】〕〉》」』〙❩❯', ')'],
  ['⇒⟶➡➔⇨➜⟹⇢➝➞☞', '→'],
  ['•★☆✓✔❖◆ㅇ', '•'],
  ['▷►▻▸▹', '▶'],
  ['▶', '▶'],
  ['￨│┃ㅣ', '|'],
  ['年', '년'],
  ['月', '월'],
  ['日', '일'],
  ['時', '시'],
  ['分', '분'],
  ['火', '화'],
  ['水', '수'],
  ['木', '목'],
  ['金', '금'],
  ['土', '토'],
  ['限', '한'],
]

/** What each code unit is read as: look-alikes, widths and capitals folded together. */
export const FOLD = foldTable()

function foldTable(): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (let code = 0; code < 0x10000; code++) table[code] = code
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = code - 0xfee0
  for (const [from, to, as] of RANGES) for (let code = from; code <= to; code++) table[code] = as
  for (const code of [0x5c, 0xad, 0xfeff, 0x20e3, 0x34f]) table[code] = DROP
  for (const [from, to] of FOLDS)
    for (let at = 0; at < from.length; at++) table[from.charCodeAt(at)] = to.charCodeAt(0)
  for (let code = 0; code < 0x10000; code++) {
    const folded = table[code] ?? 0
    // What folds to ASCII folds once more: a full-width bracket is a bracket, a full-width capital a small letter.
    if (folded !== code && folded < 0x80) table[code] = table[folded] ?? folded
    if (folded >= 0x41 && folded <= 0x5a) table[code] = folded + 0x20
  }
  return table
}

import type { Amount } from '../programme.ts'

type Money = { readonly value: Amount; readonly text: string }

const longest = 20_000
const units: Readonly<Record<string, number>> = {
  조: 1e12,
  억: 1e8,
  천만: 1e7,
  백만: 1e6,
  십만: 1e5,
  만: 1e4,
  천: 1e3,
  백: 1e2,
}
const figure =
  /(\d{1,3}(?:,\d{3})+|\d{1,15}(?:\.\d{1,4})?)\s?(조|억|천\s?만|백\s?만|십\s?만|만|천|백)?\s?(원)?/gu
/** Without 원, only a large unit followed by one of these is money: `약 300억 규모`, but not `3억 명`. */
const moneyAfter = /^\s?(?:규모|상당|내외|이내|이하|한도|지원|까지|펀드|투자|상금|[),.+\n]|[~∼〜～]\s?\d|$)/u
/** Sums that are asked of people, or that describe them. */
const otherSums =
  /(?:참가비|참가비용|입장료|관람료|응시료|이용료|부스비|수수료|회비|매출|매출액|자본금|자산|자산총액|기업가치|거래액|누적\s?투자(?:금|액|유치|유치액)?|자부담|자기부담|부담금|등록비|보증금|연봉)(?!\s?(?:없|무료|면제))[^,/·+\n]{0,6}$/u
const whose = '(?:\\s?(?:상금|시상금|지원금|지원|사업비|예산|금액|규모)){0,2}[\\s:：]{0,2}$'
const roughly = /(?:약|대략|about|approx\.?)\s?$/iu
const upTo = new RegExp(`(?:최대|최고|up to)${whose}|[~∼〜～]\\s?$`, 'iu')
const inTotal = new RegExp(`(?:총|합계|total)${whose}`, 'iu')

/** `KRW 100M`, `₩10,000,000`, `30 million won`. */
const english =
  /(?:(?:KRW|₩)\s?(\d[\d,]{0,18}(?:\.\d{1,3})?)\s?(thousand|million|billion|[KMB])?|(?<![\d.,])(\d[\d,]{0,18}(?:\.\d{1,3})?)\s?(thousand|million|billion|[KMB])?\s?(?:KRW|won))(?![a-z])/giu
const scales: Readonly<Record<string, number>> = { t: 1e3, k: 1e3, m: 1e6, b: 1e9 }

type Figure = {
  readonly won: number
  readonly unit: string
  readonly inWon: boolean
  readonly from: number
  readonly to: number
}

/** Sums of money in won: `최대 1천만원`, `1억 5천만 원`, `3,000만 원`, `약 300억 규모`. Numbers that are not money are not taken. */
export function amountsIn(text: string): readonly Money[] {
  const body = text.slice(0, longest)
  const korean = joined([...body.matchAll(figure)].map(toFigure), body).flatMap((one) => toMoney(one, body))
  const found = [...korean, ...[...body.matchAll(english)].flatMap((match) => toKrw(match, body))]
  return found.filter((one, at) => found.findIndex((other) => sameAmount(one.value, other.value)) === at)
}

function sameAmount(one: Amount, other: Amount): boolean {
  return one.won === other.won && one.bound === other.bound
}

function toFigure(match: RegExpExecArray): Figure {
  const unit = (match[2] ?? '').replace(/\s/u, '')
  const won = Number((match[1] ?? '').replaceAll(',', '')) * (units[unit] ?? 1)
  return {
    won,
    unit,
    inWon: match[3] !== undefined,
    from: match.index,
    to: match.index + match[0].trimEnd().length,
  }
}

/** `1억` `5천만원` is one sum; in `3천` `5백만원` the first part counts in the second's 만. */
function joined(figures: readonly Figure[], text: string): readonly Figure[] {
  const sums: Figure[] = []
  for (const next of figures) {
    const last = sums.at(-1)
    const beside =
      last !== undefined && !last.inWon && last.unit !== '' && /^\s?$/.test(text.slice(last.to, next.from))
    if (!beside) sums.push(next)
    else {
      const inMan = next.unit.endsWith('만') && ['천', '백'].includes(last.unit)
      sums[sums.length - 1] = { ...next, from: last.from, won: last.won * (inMan ? 1e4 : 1) + next.won }
    }
  }
  return sums
}

function toMoney(figure: Figure, text: string): readonly Money[] {
  const before = text.slice(Math.max(0, figure.from - 16), figure.from)
  const after = text.slice(figure.to, figure.to + 8)
  const large = ['조', '억', '천만', '백만'].includes(figure.unit)
  const isMoney = moneyAfter.test(after) || (upTo.test(before) && /^\s?\(/.test(after))
  if (!(figure.inWon || (large && isMoney)) || otherSums.test(before) || figure.won < 1000) return []
  if (/[\d.,]$/.test(before)) return []
  const from = figure.from - (/(?:최대|최고|약|대략|총|합계)\s?$/u.exec(before)?.[0].length ?? 0)
  return [{ value: { won: figure.won, bound: boundOf(before, after) }, text: text.slice(from, figure.to) }]
}

function toKrw(match: RegExpExecArray, text: string): readonly Money[] {
  const figures = Number((match[1] ?? match[3] ?? '').replaceAll(',', ''))
  const won = figures * (scales[(match[2] ?? match[4] ?? '').slice(0, 1).toLowerCase()] ?? 1)
  const before = text.slice(Math.max(0, match.index - 16), match.index)
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 8)
  return won < 1000 ? [] : [{ value: { won, bound: boundOf(before, after) }, text: match[0] }]
}

function boundOf(before: string, after: string): Amount['bound'] {
  if (upTo.test(before) || /^\s?(?:이내|한도|이하)/u.test(after)) return 'at-most'
  if (roughly.test(before) || /^\s?(?:내외|안팎|상당|가량)/u.test(after)) return 'about'
  return inTotal.test(before) ? 'total' : null
}

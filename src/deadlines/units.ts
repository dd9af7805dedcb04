export type UnitKind = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'round' | 'from' | 'count'

/** Units after a number, the longest first. `count` says that the number is no part of a date or time. */
const UNITS: readonly (readonly [text: string, kind: UnitKind])[] = (
  [
    ['년', 'year'],
    ['년도', 'year'],
    ['학년도', 'year'],
    ['월', 'month'],
    ['일', 'day'],
    ['시', 'hour'],
    ['분', 'minute'],
    ['초', 'second'],
    ['차', 'round'],
    ['차수', 'round'],
    ['회차', 'round'],
    ['분기', 'round'],
    ['부터', 'from'],
  ] as (readonly [string, UnitKind])[]
).concat(
  '일간|일 간|일차|일 이내|일이내|일 내|일분|일자리|주|주간|주일|주일간|주 간|주년|주차|개월|개월간|개월 간|년간|년 간|년차|년생|년 미만|년미만|년 이상|년이상|년 이내|년이내|년 이하|년 초과|년제|시간|시군|시도|분의|분야|분과|초과|차례|회|기|기수|개|개사|개소|곳|명|인|인이상|인 이상|사|팀|건|원|만|만원|천|천원|백만|억|억원|조|조원|달러|엔|위안|유로|배|배수|점|점수|호|호선|호실|번|번째|번길|길|동|층|세|세대|살|급|등|위|종|편|매|권|부|쪽|장|면|페이지|컷|자|글자|단계|대|량|톤|평|평형|학점|학기|학년|과목|시수|채널|시리즈|월령|퍼센트|프로|인치|미터|리터|그램|킬로|항|조항|절|강|강좌|일절|월드|시티|일체'
    .split('|')
    .map((text) => [text, 'count'] as const),
)

/** A node of the tree of units, by code unit; `space` says that a space may stand here. */
export type UnitNode = { next: Map<number, UnitNode>; kind: UnitKind | null; space: boolean }

function unitTree(): UnitNode {
  const empty = (): UnitNode => ({ next: new Map(), kind: null, space: false })
  const root = empty()
  for (const [text, kind] of UNITS) {
    let node = root
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x20) {
        node.space = true
        continue
      }
      const next = node.next.get(code) ?? empty()
      node.next.set(code, next)
      node = next
    }
    node.kind = kind
  }
  return root
}

export const UNIT_TREE = unitTree()

import type { Eligibility } from '../programme.ts'

type Counted = { readonly value: Eligibility; readonly text: string }

const longest = 20_000
const bounds = { 미만: 'below', 이내: 'at-most', 이하: 'at-most', 초과: 'above', 이상: 'at-least' } as const
const ages = /(?<!\d)(\d{1,2})\s?년\s?(미만|이내|이하|초과|이상)/gu
const sizes = /(?<![\d~.,])(\d{1,3})\s?(?:인|명)\s?(이상|이하|이내)/gu

const ranges = /(?:팀|구성)[^\d\n]{0,8}(\d{1,3})\s?[~∼〜-]\s?(\d{1,3})\s?(?:인|명)/gu

/** Words beside a number of years that make it the age of a company: `창업 7년 미만`, `7년 미만 스타트업`. */
const companyBefore = /(?:창업|업력|설립|성립|개업|법인|등록|초과|기업|스타트업)[^.\n]{0,14}$/u
/** `업력 3~7년`: at least three and at most seven. */
const ageRanges =
  /(?:업력|창업)\s?(?:후\s?)?(\d{1,2})년?\s?[~∼〜～-]\s?(\d{1,2})년(?!\s?(?:미만|이내|이하|초과|이상|차))/gu
const companyAfter =
  /^[\s의인]{0,3}(?:된\s)?(?:(?!경|실적|거래|수행)[가-힣]{1,6}\s)?(?:창업|스타트업|기업|법인|사업자|벤처|중소기업|초기)/u
const personBefore =
  /(?:경력|경험|재직|근무|거주|재학|근속|보유|종사|졸업|최근|교육|수료|특허|상표|디자인|인증|연구소\s?설립)(?:(?!창업|업력|설립|개업)[^.\n]){0,8}$/u
const personAfter = /^\s?(?:의\s)?(?:경력|경험|재직|근무|거주|재학|근속|종사|졸업|교육|수료|수상)/u
/** Heads that are counted for something else: staff that a company employs, people that a call takes. */
const otherHeads =
  /(?:근로자|직원|고용|종업원|임직원|고객|회원|가입자|관객|재학생|졸업생|대표|모집|선발|선정)[^.,\n]{0,6}$/u
const included = /대표자?(?:를)?\s?포함[^.,\n]{0,6}$/u
const intake = /^\s?(?:을\s|를\s)?(?:모집|선발|선정|채용|사업장|기업|추천)/u

/** What a text says about who may apply, where it can be counted. Years or heads of anything else are not taken. */
export function eligibilityIn(text: string): readonly Counted[] {
  const body = text.slice(0, longest)
  const found = [...companyAges(body), ...companyAgeRanges(body), ...teamSizes(body), ...teamRanges(body)]
  return found.filter((one, at) => found.findIndex((other) => same(one, other)) === at)
}

function companyAges(text: string): readonly Counted[] {
  return [...text.matchAll(ages)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 24), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12)
    const ofPerson = personBefore.test(before) || personAfter.test(after)
    const ofCompany = !ofPerson && (companyBefore.test(before) || companyAfter.test(after))
    const bound = bounds[match[2] as keyof typeof bounds]
    const years = Number(match[1])
    return ofCompany ? [{ value: { kind: 'company-age' as const, years, bound }, text: match[0] }] : []
  })
}

function companyAgeRanges(text: string): readonly Counted[] {
  return [...text.matchAll(ageRanges)].flatMap((match) => [
    {
      value: { kind: 'company-age' as const, years: Number(match[1]), bound: 'at-least' as const },
      text: match[0],
    },
    {
      value: { kind: 'company-age' as const, years: Number(match[2]), bound: 'at-most' as const },
      text: match[0],
    },
  ])
}

function teamSizes(text: string): readonly Counted[] {
  return [...text.matchAll(sizes)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 16), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 8)
    if ((otherHeads.test(before) && !included.test(before)) || intake.test(after)) return []
    const bound = match[2] === '이상' ? ('at-least' as const) : ('at-most' as const)
    return [{ value: { kind: 'team-size' as const, people: Number(match[1]), bound }, text: match[0] }]
  })
}

/** `팀당 3~5인`: at least three and at most five. */
function teamRanges(text: string): readonly Counted[] {
  return [...text.matchAll(ranges)].flatMap((match) => {
    const [least, most] = [Number(match[1]), Number(match[2])]
    return [
      { value: { kind: 'team-size' as const, people: least, bound: 'at-least' as const }, text: match[0] },
      { value: { kind: 'team-size' as const, people: most, bound: 'at-most' as const }, text: match[0] },
    ]
  })
}

function same(one: Counted, other: Counted): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value)
}

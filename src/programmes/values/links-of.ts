import type { Derived } from '../programme.ts'
import { applyingTexts, type RowSource, textsOf } from '../row-source.ts'
import { distinct, fromColumn } from './derived.ts'
import { addressesIn, canonicalLink, cleanLink, namesOneCall, portalId } from './links.ts'

/** Pages where one fills in a form or follows a host: useful, but not the call's own address. */
const besides =
  /(?:^|\.)(?:forms\.gle|docs\.google\.com|instagram\.com|facebook\.com|youtube\.com|youtu\.be|x\.com|open\.kakao\.com|pf\.kakao\.com|map\.naver\.com)$/

/**
 * The web addresses of a row, cleaned, the canonical one first: a portal's own notice, then any page of its own, then
 * front pages, forms and channels. Of equals the first written stays first; a link column comes before how to apply,
 * name and contact.
 */
export function linksOf(source: RowSource): readonly Derived<string>[] {
  const texts = [
    ...textsOf(source, 'link'),
    ...applyingTexts(source),
    ...textsOf(source, 'name'),
    ...textsOf(source, 'contact'),
  ]
  const found = texts.flatMap(({ header, cell }) =>
    addressesIn(cell).flatMap((text) => {
      const value = cleanLink(text)
      return value === null || isInside(value) ? [] : [fromColumn(value, header, text)]
    }),
  )
  return distinct(found, canonicalLink)
    .slice(0, 20)
    .toSorted((a, b) => rank(a.value) - rank(b.value))
}

/**
 * Pages of somebody's workspace, which only its people can open and whose addresses name it: pages that are shown to
 * everybody have addresses of their own (`….notion.site`).
 */
function isInside(link: string): boolean {
  const { hostname, pathname } = new URL(link)
  return /(?:^|\.)notion\.(?:so|com)$/.test(hostname) && /[0-9a-f]{32}$/i.test(pathname.replaceAll('-', ''))
}

function rank(link: string): number {
  const url = new URL(link)
  if (portalId(url) !== null) return 0
  if (besides.test(url.hostname)) return 3
  return namesOneCall(link) ? 1 : 2
}

import type { Document, Section } from '../../documents/document.ts'
import { cut, oneLine } from '../../lib/text.ts'
import type { Background } from '../programme.ts'
import { canonicalLink, cleanLink } from './links.ts'

const most = 50
const longestFact = 1000

/** The section whose heading links to one of these addresses; null when there is none. */
export function sectionFor(document: Document, links: readonly string[]): Section | null {
  if (links.length === 0) return null
  const wanted = new Set(links.map(canonicalLink))
  return (
    document.sections.find((section) => headingTargets(section).some((target) => wanted.has(target))) ?? null
  )
}

function headingTargets(section: Section): readonly string[] {
  return section.links.flatMap(({ url }) => {
    const link = cleanLink(url)
    return link === null ? [] : [canonicalLink(link)]
  })
}

/** A section as labelled facts: `선발규모 : 총 15개사 내외`, `(입주지원) …`; prose without a label has an empty one. */
export function backgroundOf(section: Section): Background {
  const facts = section.lines
    .slice(0, most)
    .map((line) => factOf(line.text))
    .filter((fact) => fact.text !== '')
  const size = facts.find((fact) => /선발|선정|모집|규모/u.test(fact.label) && companies(fact.text) !== null)
  return {
    heading: oneLine(section.heading),
    facts,
    companies: size === undefined ? null : companies(size.text),
  }
}

function factOf(written: string): { readonly label: string; readonly text: string } {
  const line = cut(oneLine(written.slice(0, longestFact * 2)), longestFact)
  const found = /^(?:\(([^)]{1,20})\)|([^:：]{1,20}?)\s?[:：](?!\/\/))\s?(.*)$/u.exec(line)
  if (found === null) return { label: '', text: line }
  return { label: found[1] ?? found[2] ?? '', text: found[3] ?? '' }
}

function companies(text: string): number | null {
  const found = /(\d{1,4})\s?개\s?(?:사|社|기업|업체|팀)/u.exec(text)
  return found === null ? null : Number(found[1])
}

import type { Document, Section } from '../../documents/document.ts'
import { cut, oneLine } from '../../lib/text.ts'
import type { Background, Programme } from '../programme.ts'
import type { RowSource } from '../row-source.ts'
import { canonicalLink, cleanLink } from './links.ts'

const most = 50
const longestFact = 1000

/** The sections of a document by the canonical addresses that their headings link to; of two for one address the first. */
export function sectionsByLink(document: Document): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>()
  for (const section of document.sections)
    for (const { url } of section.links) {
      const link = cleanLink(url)
      const target = link === null ? null : canonicalLink(link)
      if (target !== null && !sections.has(target)) sections.set(target, section)
    }
  return sections
}

/** What the section says whose heading links to the programme; null when there is none. */
export function backgroundOf({ sections }: RowSource, links: Programme['links']): Background | null {
  if (sections.size === 0) return null
  for (const { value } of links) {
    const section = sections.get(canonicalLink(value))
    if (section !== undefined) return factsOf(section)
  }
  return null
}

/** A section as labelled facts: `선발규모 : 총 15개사 내외`, `(입주지원) …`; prose without a label has an empty one. */
function factsOf(section: Section): Background {
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

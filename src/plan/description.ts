import { describe } from '../deadlines/index.ts'
import { cut, cutLines, oneLine } from '../lib/text.ts'
import type { Derived, Programme } from '../programmes/programme.ts'

/** Google's description holds about 8,192 characters; what is left is for the link to the page. */
const LONGEST = 7_500
/** What an HTML calendar must write for `<` and `&` so that they show: `&amp;`. */
const MARKUP_COSTS = 4
/** No one value may push the others out. */
const LONGEST_LINE = 1_500

/**
 * The text below an entry, in Korean, one line a matter, public in every word. `others` are programmes of other rows
 * that name the same call: their names are told where they differ, so that nothing is lost by showing one entry.
 */
export function description(programme: Programme, others: readonly Programme[]): string {
  const names = [...new Set(others.map(({ name }) => oneLine(name)))].filter(
    (name) => name !== oneLine(programme.name),
  )
  const lines = [
    line('접수 기간', [programme.period.text]),
    line('마감', [describe(programme.period.reading).ko]),
    line('모집 대상', values(programme.targets)),
    line('지원 분야', values(programme.fields)),
    line('지원 내용', values(programme.support)),
    line('참고', values(programme.footnotes)),
    line('주최', values(programme.hosts)),
    line('협력', values(programme.partners)),
    line('링크', values(programme.links).slice(0, 3)),
    line('문의', contacts(programme)),
    line('같은 공고', names),
  ]
  return shortened(lines.filter((text) => text !== null).join('\n'))
}

/** Cuts to what every calendar holds, also one that has to write out the characters of markup. */
function shortened(text: string, limit = LONGEST): string {
  const kept = cutLines(text, limit)
  const length = kept.length + (kept.match(/[<&]/g)?.length ?? 0) * MARKUP_COSTS
  return length <= LONGEST ? kept : shortened(text, Math.floor((limit * LONGEST) / length))
}

function contacts(programme: Programme): readonly string[] {
  return [...publicContacts(programme.emails), ...publicContacts(programme.phones)]
}

/** Addresses or numbers that stand in the programme's own row; those of the prose around it are not for strangers. */
export function publicContacts(found: readonly Derived<string>[]): readonly string[] {
  return values(found.filter(({ origin }) => origin.from === 'column'))
}

function values(derived: readonly Derived<string>[]): readonly string[] {
  return derived.map(({ value }) => value)
}

function line(label: string, parts: readonly string[]): string | null {
  const text = parts
    .map(oneLine)
    .filter((part) => part !== '')
    .join(' · ')
  return text === '' ? null : cut(`${label}: ${text}`, LONGEST_LINE)
}

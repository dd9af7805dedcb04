import { hash } from '../lib/hash.ts'
import { clean } from '../lib/text.ts'
import type { PublicProgramme } from '../plan/publication.ts'
import { type Addresses, absolute } from './addresses.ts'
import { safeLink } from './page/element.ts'
import { type Language, WORDS } from './page/words.ts'
import type { Resource } from './resource.ts'
import type { PublishedBase } from './view.ts'

const NEWEST = 50

/** New programmes as an Atom feed (RFC 4287), newest first. */
export function atomText(
  bases: readonly PublishedBase[],
  language: Language,
  changedAt: string,
  { addresses, title }: { readonly addresses: Addresses; readonly title: string },
): Resource {
  const words = WORDS[language]
  const only = bases.length === 1 ? bases[0]?.feed : undefined
  const name = (language === 'en' ? only?.titleEn : undefined) ?? only?.title ?? title
  const newest = bases
    .flatMap(({ programmes }) => programmes)
    .sort((a, b) => (a.firstSeenAt < b.firstSeenAt ? 1 : a.firstSeenAt > b.firstSeenAt ? -1 : 0))
    .slice(0, NEWEST)
  const self = absolute(addresses, addresses.atom(language))
  const page = absolute(addresses, addresses.page(null, language))
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<title>${xml(`${name} · ${words.atomTitle}`)}</title>`,
    `<id>${xml(self)}</id>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    `<updated>${newest[0]?.firstSeenAt ?? changedAt}</updated>`,
    '<generator>Magam</generator>',
    ...newest.map((programme) => entry(programme, language, page, name)),
    '</feed>',
    '',
  ].join('\n')
  return {
    type: 'application/atom+xml; charset=utf-8',
    bytes: Buffer.from(text),
    encodings: ['br', 'gzip'],
    cache: 'public, max-age=900',
    headers: {},
  }
}

function entry(programme: PublicProgramme, language: Language, page: string, author: string): string {
  const link = safeLink(programme.links[0] ?? '') ?? page
  const summary = [
    programme.period.understood[language],
    programme.hosts.join(', '),
    programme.fields.join(', '),
  ]
  return [
    '<entry>',
    `<title>${xml(programme.name)}</title>`,
    `<id>urn:magam:${hash(programme.id).slice(0, 32)}</id>`,
    `<link rel="alternate" href="${xml(link)}"/>`,
    `<published>${programme.firstSeenAt}</published>`,
    `<updated>${programme.firstSeenAt}</updated>`,
    `<author><name>${xml(programme.hosts[0] ?? author)}</name></author>`,
    `<summary>${xml(summary.filter((part) => part !== '').join('\n'))}</summary>`,
    '</entry>',
  ].join('\n')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function xml(text: string): string {
  return clean(text)
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char)
}

import type { PublicProgramme } from '../../plan/publication.ts'
import { h, type Markup, safeLink } from './element.ts'
import type { Words } from './words.ts'

/** What is known of a programme, as terms and their descriptions. What is absent is left out. */
export function programmeDetails(programme: PublicProgramme, words: Words, understood: string): Markup {
  const { period, background } = programme
  return h(
    'dl',
    { class: 'facts' },
    fact(words.written, period.text === '' ? null : h('span', { lang: 'ko' }, period.text)),
    fact(words.understood, understood === '' ? null : understood),
    fact(words.hosts, inline(programme.hosts), 'host'),
    fact(words.partners, inline(programme.partners), 'host'),
    fact(words.targets, list(programme.targets), 'target'),
    fact(words.fields, chips(programme.fields), 'field'),
    fact(words.support, list(programme.support)),
    fact(
      words.amount,
      programme.amountsWon.length === 0 ? null : programme.amountsWon.map(words.won).join(', '),
    ),
    fact(words.contact, contacts(programme)),
    background === null
      ? null
      : fact(words.background, [
          h('p', { lang: 'ko', class: 'heading' }, background.heading),
          background.facts.map(({ label, text }) =>
            h('p', { lang: 'ko' }, label === '' ? null : h('b', null, `${label} `), text),
          ),
        ]),
    fact(words.links, otherLinks(programme.links.slice(1), words)),
  )
}

/** A link that leaves the page, and says so to those who cannot see its arrow. */
export function outwardLink(href: string, text: string, words: Words, className: string): Markup {
  return h(
    'a',
    { href, class: className, target: '_blank', rel: 'noopener noreferrer' },
    text,
    h('span', { class: 'quiet' }, ` (${words.newWindow})`),
  )
}

// `values` tells the little script which filter the items of this fact answer to.
function fact(term: string, description: Markup, values?: 'field' | 'target' | 'host'): Markup {
  if (description === null || (Array.isArray(description) && description.length === 0)) return null
  return h('div', null, h('dt', null, term), h('dd', { 'data-values': values }, description))
}

function inline(values: readonly string[]): Markup {
  return values.length === 0 ? null : itemised('inline', values)
}

function itemised(className: string | undefined, values: readonly string[]): Markup {
  return h(
    'ul',
    { class: className, lang: 'ko' },
    values.map((value) => h('li', null, value)),
  )
}

function list(values: readonly string[]): Markup {
  if (values.length === 0) return null
  return itemised(values.length === 1 ? 'inline' : undefined, values)
}

function chips(values: readonly string[]): Markup {
  return values.length === 0 ? null : itemised('chips', values)
}

function contacts({ emails, phones }: PublicProgramme): Markup {
  const mails = emails.map((mail) => ({ href: safeLink(`mailto:${mail}`), text: mail }))
  const calls = phones.map((phone) => ({ href: `tel:${phone}`, text: national(phone) }))
  const all = [...mails, ...calls]
  if (all.length === 0) return null
  return h(
    'ul',
    { class: 'contacts' },
    all.map(({ href, text }) => h('li', null, href === null ? text : h('a', { href }, text))),
  )
}

// `+82 2 2098 2931` is dialled as 02-2098-2931 in Korea, which is how readers know it.
function national(phone: string): string {
  const digits = phone.replace(/^\+82/, '0')
  const parts = /^(02|0\d{2})(\d{3,4})(\d{4})$/.exec(digits)
  return parts === null ? phone : parts.slice(1).join('-')
}

function otherLinks(links: readonly string[], words: Words): Markup {
  const safe = links.map(safeLink).filter((link) => link !== null)
  if (safe.length === 0) return null
  return h(
    'ul',
    { class: 'links' },
    safe.map((link) => h('li', null, outwardLink(link, link, words, ''))),
  )
}

import type { OwnerFinding, Published } from '../view.ts'
import { h, type Markup, safeLink } from './element.ts'
import { document } from './page.ts'
import { outwardLink } from './programme-details.ts'
import type { Scene } from './scene.ts'

/** What needs a person, for the owner only: names pages and rows of the workspace. */
export function owner(scene: Scene, { bases, unshown }: Pick<Published, 'bases' | 'unshown'>): string {
  const { words } = scene
  const all = [
    ...bases.map((base) => ({ ...base, title: base.feed.title })),
    ...unshown.map((base) => ({ ...base, title: base.name })),
  ]
  return document(
    { ...scene, title: words.owner, bases: [], all: [], shown: [], undated: [] },
    h(
      'section',
      { class: 'owner', id: 'list' },
      h('h1', null, words.owner),
      h('p', { class: 'hint' }, words.ownerHint),
      all.map((base) => baseFindings(base, scene)),
    ),
  )
}

type Told = {
  readonly title: string
  readonly lastGoodRun: string | null
  readonly findings: readonly OwnerFinding[]
}

function baseFindings(base: Told, scene: Scene): Markup {
  const { words } = scene
  const found = [...base.findings].sort((a, b) => Number(b.needsPerson) - Number(a.needsPerson))
  return h(
    'section',
    null,
    h('h2', { lang: 'ko' }, base.title),
    h('p', { class: 'updated' }, `${words.readThen}: ${base.lastGoodRun ?? '-'}`),
    found.length === 0
      ? h('p', { class: 'none' }, words.ownerNone)
      : h(
          'ul',
          null,
          found.map((finding) => findingRow(finding, scene)),
        ),
  )
}

function findingRow(finding: OwnerFinding, { words, language }: Scene): Markup {
  const { place } = finding
  const link = safeLink(place.documentUrl)
  const where = [place.documentTitle, place.tableTitle, words.row(place.row), finding.column ?? '']
  const text = where.filter((part) => part !== '').join(' › ')
  return h(
    'li',
    { class: finding.needsPerson ? 'finding person' : 'finding' },
    h('p', { class: 'where' }, link === null ? text : outwardLink(link, text, words, '')),
    finding.text === '' ? null : h('blockquote', { lang: 'ko' }, finding.text),
    h('p', null, finding.problem[language]),
    h('p', { class: 'hint' }, `${words.mend}: ${finding.mend[language]}`),
  )
}

import { raw } from 'hono/html'
import { seoulDay } from '../lib/seoul.ts'
import type { Addresses } from './addresses.ts'
import { assets } from './assets.ts'
import { choicesOf } from './choices.ts'
import { type Filter, passes } from './filter.ts'
import { type Item, items, undated } from './items.ts'
import type { Markup } from './page/element.ts'
import { isOpen, row } from './page/row.ts'
import type { Scene } from './page/scene.ts'
import { type Language, WORDS } from './page/words.ts'
import type { PublishedBase } from './view.ts'

export type SiteOptions = { readonly addresses: Addresses; readonly title: string }

/** What a page is asked for. */
export type PageQuestion = {
  readonly slug: string | null
  readonly language: Language
  readonly filter: Filter
  /** `YYYY-MM`, or null for the present month. */
  readonly month: string | null
}

/**
 * Gives the scene of a question about some of the bases. What does not depend on the question is made once: deadlines are
 * judged, what can be filtered by is counted, and each row is drawn in each language, so that a filtered page costs little more than its own length.
 */
export function scenes(
  bases: readonly PublishedBase[],
  changedAt: string,
  now: number,
  { addresses, title }: SiteOptions,
): (chosen: readonly PublishedBase[], question: PageQuestion) => Scene {
  const judged = items(bases, now)
  const files = assets()
  const today = seoulDay(now)
  const rows: Record<Language, Map<Item, Markup>> = { ko: new Map(), en: new Map() }
  const stocks = new Map<string, Pick<Scene, 'all' | 'allUndated' | 'choices'>>()
  const stockOf = (chosen: readonly PublishedBase[]) =>
    once(stocks, chosen.map(({ feed }) => feed.slug).join(' '), () => {
      const all = judged.filter(({ base }) => chosen.includes(base))
      const allUndated = undated(chosen, now)
      const programmes = [...all, ...allUndated].map(({ programme }) => programme)
      return { all, allUndated, choices: choicesOf(programmes) }
    })
  return (chosen, { slug, language, filter, month }) => {
    const words = WORDS[language]
    const { all, allUndated, choices } = stockOf(chosen)
    const only = chosen.length === 1 ? chosen[0]?.feed : undefined
    const titleEn = language === 'en' ? only?.titleEn : undefined
    return {
      language,
      words,
      addresses,
      asset: (name) => addresses.asset(files.name(name)),
      row: (item) =>
        once(rows[language], item, () => raw(flat(String(row(item, { language, words, addresses, today }))))),
      title: titleEn ?? only?.title ?? title,
      titleLanguage: titleEn === undefined ? 'ko' : 'en',
      description: only?.description ?? '',
      slug,
      bases,
      all,
      allUndated,
      shown: all.filter((item) => passes(item.programme, filter) && (!filter.openOnly || isOpen(item))),
      undated: allUndated.filter(
        ({ programme, standing }) =>
          passes(programme, filter) && (!filter.openOnly || standing !== 'upcoming'),
      ),
      choices,
      filter,
      month: month ?? today.slice(0, 7),
      today,
      changedAt,
      hasFeed: chosen.some((base) => base.rows.length > 0),
    }
  }
}

function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const known = made.get(key)
  if (known !== undefined) return known
  const value = make()
  made.set(key, value)
  return value
}

/**
 * The same text in one piece. One that was put together is kept by V8 as a tree of its hundreds of parts: for each page that
 * holds it they would be gathered anew, which takes longer than drawing the page, and they take several times the memory.
 */
function flat(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}

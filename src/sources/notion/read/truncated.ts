import { z } from 'zod'
import type { Api } from '../api/client.ts'
import { listed } from '../api/lists.ts'
import { type Page, type PropertyValue, partList, richText, richTextItem } from '../api/schema.ts'

/** In the answer for a page Notion leaves out references beyond the 25th: mentions in text, people. */
const SHOWN = 25

/** The page with every text and list of people whole; asks only for those that may have been cut. */
export async function whole(api: Api, page: Page, title: string): Promise<Page> {
  if (!mayBeCut(page)) return page
  const properties = Object.entries(page.properties).map(async ([name, property]) => {
    const asked = maybeCut(property)
    return [
      name,
      asked ? await fetchWhole(api, page, property, `reading \`${title}\`: \`${name}\``) : property,
    ] as const
  })
  return { ...page, properties: Object.fromEntries(await Promise.all(properties)) }
}

/** Whether the answer may lack a part of some property. */
export function mayBeCut({ properties }: Page): boolean {
  return Object.values(properties).some(maybeCut)
}

function maybeCut(property: PropertyValue): boolean {
  if (property.type === 'people') return z.array(z.unknown()).parse(property.people).length >= SHOWN
  if (property.type !== 'title' && property.type !== 'rich_text') return false
  const mentions = richText.parse(property[property.type]).filter(({ type }) => type === 'mention')
  return mentions.length >= SHOWN
}

/** The items of a property, one by one, as the property's own address gives them. */
async function fetchWhole(
  api: Api,
  page: Page,
  property: PropertyValue,
  what: string,
): Promise<PropertyValue> {
  const items: unknown[] = []
  let position = 0
  const pages = listed(what, async (cursor) => {
    const answer = await api.read(what, partList, (client) =>
      client.pages.properties.retrieve({
        page_id: page.id,
        property_id: property.id,
        page_size: 100,
        ...(cursor !== undefined && { start_cursor: cursor }),
      }),
    )
    // The items have no ids, and the same mention may come twice: they go by their place.
    if (cursor === undefined) position = 0
    return {
      ...answer,
      results: answer.results.map((item) => ({ id: String(position++), value: item[property.type] })),
    }
  })
  for await (const part of pages) items.push(...part.map(({ value }) => value))
  return {
    ...property,
    [property.type]: property.type === 'people' ? items : items.map((one) => richTextItem.parse(one)),
  }
}

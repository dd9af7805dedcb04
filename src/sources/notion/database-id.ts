import { extractNotionId } from '@notionhq/client'

/** An id, with or without dashes, that ends a path or is the whole text. */
const LAST_ID = /(?:^|[/-])([0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12})\/?$/i

/**
 * The dashed id of a database out of an id or a link; null when there is none. What ends a link's path counts: the client
 * library's own reading takes a page that stood open beside the database when the link was copied (`?v=…&p=…`).
 */
export function databaseId(text: string): string | null {
  const [path = ''] = text.trim().split(/[?#]/)
  return extractNotionId(LAST_ID.exec(path)?.[1] ?? text)
}

import { z } from 'zod'

/**
 * The parts of Notion's answers that we use. Everything else passes through unread: new keys, block types and property
 * types appear without a new version of the API.
 */
const dateValue = z.looseObject({
  start: z.string(),
  end: z.string().nullish(),
  time_zone: z.string().nullish(),
})

export const richTextItem = z.looseObject({
  type: z.string(),
  plain_text: z.string().default(''),
  href: z.string().nullish(),
  text: z.looseObject({ content: z.string(), link: z.looseObject({ url: z.string() }).nullish() }).optional(),
  mention: z.looseObject({ type: z.string(), date: dateValue.nullish() }).optional(),
  annotations: z.looseObject({ strikethrough: z.boolean().default(false) }).optional(),
})

export const richText = z.array(richTextItem)

export const block = z.looseObject({
  id: z.string(),
  type: z.string(),
  has_children: z.boolean().default(false),
})

/** What the value under a block's own type may hold. */
export const blockContent = z.looseObject({
  rich_text: richText.optional(),
  caption: richText.optional(),
  cells: z.array(richText).optional(),
  title: z.union([z.string(), richText]).optional(),
  expression: z.string().optional(),
  url: z.string().nullish(),
  external: z.looseObject({ url: z.string() }).optional(),
  name: z.string().nullish(),
  has_column_header: z.boolean().optional(),
  has_row_header: z.boolean().optional(),
  synced_from: z.looseObject({ block_id: z.string().optional() }).nullish(),
})

export const propertyValue = z.looseObject({ id: z.string(), type: z.string() })

export const page = z.looseObject({
  id: z.string(),
  url: z.string().default(''),
  created_time: z.string(),
  last_edited_time: z.string(),
  in_trash: z.boolean().default(false),
  properties: z.record(z.string(), propertyValue),
})

/** Where a page stands: in a database, in another page, or alone. */
export const pageParent = z.looseObject({
  parent: z.looseObject({ database_id: z.string().optional() }).default({}),
})

/**
 * Envelope of every list. A list may be empty while `has_more` is true; `has_more` alone says whether there is more.
 * Made once for each kind of item: a schema compiles itself when it first parses.
 */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.looseObject({
    results: z.array(item),
    has_more: z.boolean(),
    next_cursor: z.string().nullish(),
    request_status: z.looseObject({ type: z.string() }).nullish(),
  })

const option = z.looseObject({ id: z.string().optional(), name: z.string() })

export const propertySchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  select: z.looseObject({ options: z.array(option) }).optional(),
  status: z.looseObject({ options: z.array(option) }).optional(),
  multi_select: z.looseObject({ options: z.array(option) }).optional(),
})

export const database = z.looseObject({
  id: z.string(),
  title: richText.default([]),
  in_trash: z.boolean().default(false),
  data_sources: z.array(z.looseObject({ id: z.string(), name: z.string().default('') })),
})

export const dataSource = z.looseObject({
  id: z.string(),
  title: richText.default([]),
  url: z.string().nullish(),
  in_trash: z.boolean().default(false),
  parent: z.looseObject({ database_id: z.string().optional() }).optional(),
  properties: z.record(z.string(), propertySchema),
})

export const comment = z.looseObject({
  id: z.string(),
  discussion_id: z.string(),
  rich_text: richText.default([]),
})

export const user = z.looseObject({ id: z.string(), name: z.string().nullish() })

export const blockList = listOf(block)
export const commentList = listOf(comment)
/** Where only the items' being there matters. */
export const anyList = listOf(z.looseObject({ id: z.string() }))
/** As search gives them: without their properties. */
export const dataSourceList = listOf(dataSource.omit({ properties: true }))
/** The parts of one long property; they have no ids. */
export const partList = listOf(z.looseObject({ type: z.string() }))

export type RichText = z.output<typeof richText>
export type RichTextItem = z.output<typeof richTextItem>
export type Block = z.output<typeof block>
export type BlockContent = z.output<typeof blockContent>
export type Page = z.output<typeof page>
export type PropertyValue = z.output<typeof propertyValue>
export type PropertySchema = z.output<typeof propertySchema>
export type DataSource = z.output<typeof dataSource>
export type Comment = z.output<typeof comment>
export type DateJson = z.output<typeof dateValue>
export { dateValue }

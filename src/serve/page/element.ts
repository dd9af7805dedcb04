import { type Child, type JSXNode, jsx } from 'hono/jsx'

/** What a component gives: an element, text, nothing, or a list of these. Text and attributes are escaped when rendered. */
export type Markup = Child

/** Makes an element: `h('a', { href }, text)`. JSX without its syntax, since Node strips types but does not transform JSX. */
export function h(
  tag: string,
  props: Readonly<Record<string, unknown>> | null,
  ...children: Markup[]
): JSXNode {
  return jsx(tag, props, ...children)
}

/** Only addresses a reader may safely follow; a `javascript:` link is none. */
export function safeLink(link: string): string | null {
  if (!URL.canParse(link)) return null
  return ['http:', 'https:', 'mailto:'].includes(new URL(link).protocol) ? link : null
}

/** What a request carries, before anything in it is checked. */
export type Body = Readonly<Record<string, unknown>>

/** An answer of the API that is not 2xx, thrown by whoever notices. The words are those of the service. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly additional: Readonly<Record<string, unknown>> | null
  constructor(
    status: number,
    code: string,
    message: string,
    additional: Readonly<Record<string, unknown>> | null = null,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.additional = additional
  }
}

export const invalid = (message: string) => new Refusal(400, 'validation_error', message)
export const invalidUrl = () => new Refusal(400, 'invalid_request_url', 'Invalid request URL.')
export const restricted = () =>
  new Refusal(403, 'restricted_resource', 'Insufficient permissions for this endpoint.')
export const isArchived = () =>
  invalid("Can't edit block that is archived. You must unarchive the block before editing.")

/** The one answer for what is unknown and what is not shared. A data source is called a database. */
export function notFound(what: 'page' | 'database' | 'block' | 'user' | 'comment', id: string): Refusal {
  const advice =
    what === 'user' || what === 'comment'
      ? ''
      : ' Make sure the relevant pages and databases are shared with your integration "Magam".'
  return new Refusal(404, 'object_not_found', `Could not find ${what} with ID: ${id}.${advice}`)
}

/** Complaints about the shape of a request, gathered so that they are told together. */
export type Complaints = string[]

export function complain(complaints: Complaints, path: string, should: string, value: unknown): void {
  complaints.push(`${path} should be ${should}, instead was \`${shown(value)}\`.`)
}

function shown(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value)
}

/** Refuses when there are complaints: one is told whole, several one below the other. */
export function refuseFor(part: 'body' | 'query' | 'path', complaints: Complaints): void {
  if (complaints.length === 1) throw invalid(`${part} failed validation: ${complaints[0]}`)
  if (complaints.length > 1) throw invalid(`${part} failed validation. Fix one:\n${complaints.join('\n')}`)
}

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Complains of every key of `value` that is not among `allowed`. */
export function onlyKeys(
  complaints: Complaints,
  path: string,
  value: Fields,
  allowed: readonly string[],
): void {
  for (const key of Object.keys(value))
    if (!allowed.includes(key)) complain(complaints, `${path}.${key}`, 'not present', value[key])
}

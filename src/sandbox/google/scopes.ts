const ROOT = 'https://www.googleapis.com/auth/'

const WRITE_EVENTS = ['calendar', 'calendar.events', 'calendar.app.created', 'calendar.events.owned']
const READ_EVENTS = [
  ...WRITE_EVENTS,
  'calendar.readonly',
  'calendar.events.readonly',
  'calendar.events.owned.readonly',
  'calendar.events.freebusy',
]
const MANAGE = ['calendar', 'calendar.app.created', 'calendar.calendars']
const READ_LIST = ['calendar', 'calendar.readonly', 'calendar.calendarlist', 'calendar.calendarlist.readonly']

/** For each operation the scopes of which any one suffices (as the client's typings list them). */
const SUFFICIENT = {
  'events.write': WRITE_EVENTS,
  'events.read': READ_EVENTS,
  'calendars.write': MANAGE,
  'calendars.read': [...MANAGE, 'calendar.readonly', 'calendar.calendars.readonly'],
  'calendarList.list': READ_LIST,
  'calendarList.get': [...READ_LIST, 'calendar.app.created'],
  'calendarList.insert': ['calendar', 'calendar.calendarlist'],
  'acl.write': ['calendar', 'calendar.acls'],
  'acl.read': ['calendar', 'calendar.acls', 'calendar.acls.readonly'],
  'colors.read': [...READ_EVENTS, ...READ_LIST, ...MANAGE],
  'channels.stop': [...READ_EVENTS, ...READ_LIST],
} satisfies Record<string, readonly string[]>

export type Operation = keyof typeof SUFFICIENT

/** On which calendars a token may act: all that its account may, those the account owns, or those the client made. */
export type Reach = 'all' | 'owned' | 'created'

/** How far the granted scopes (full addresses) reach in this operation; null when none of them allows it. */
export function reachOf(granted: ReadonlySet<string>, operation: Operation): Reach | null {
  const held = SUFFICIENT[operation].filter((scope) => granted.has(ROOT + scope))
  if (held.length === 0) return null
  if (held.some((scope) => !scope.includes('.owned') && scope !== 'calendar.app.created')) return 'all'
  return held.some((scope) => scope.includes('.owned')) ? 'owned' : 'created'
}

const KNOWN = new Set<string>([
  ...Object.values(SUFFICIENT)
    .flat()
    .map((scope) => ROOT + scope),
  'openid',
  'email',
  'profile',
  `${ROOT}userinfo.email`,
  `${ROOT}userinfo.profile`,
])

/** The scopes of a space-separated list; null when it is empty or names one that does not exist. */
export function readScopes(text: string | null): ReadonlySet<string> | null {
  const scopes = (text ?? '').split(/\s+/).filter((scope) => scope !== '')
  return scopes.length > 0 && scopes.every((scope) => KNOWN.has(scope)) ? new Set(scopes) : null
}

export const FULL_SCOPE = `${ROOT}calendar`

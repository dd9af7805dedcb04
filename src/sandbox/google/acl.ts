import type { Body } from './body.ts'
import { invalid, required, usageLimit } from './refusal.ts'
import { type Calendar, etagOf, listOf, ROLES, type Role, type World } from './world.ts'

/** Gives the scope (`user:…`, `default`) a role. Every change of the list ends all sync tokens of the calendar. */
export function share(here: World, calendar: Calendar, scope: string, role: Role): void {
  if (role === 'none') calendar.acl.delete(scope)
  else calendar.acl.set(scope, role)
  calendar.aclEpoch += 1
  calendar.metaRevision = here.nextRevision()
  const email = scope.startsWith('user:') ? scope.slice('user:'.length) : ''
  // A person finds a shared calendar in their list; a service account has to put it there itself.
  const account = here.accounts.byEmail.get(email)
  if (account?.kind === 'person' && role !== 'none') listOf(here, email).add(calendar.id)
}

/** POST acl: a scope that is there already is changed. */
export function insertRule(here: World, calendar: Calendar, body: Body): object {
  const { role, scope } = body as { role?: unknown; scope?: { type?: unknown; value?: unknown } | null }
  if (role == null) throw required('Missing role.')
  if (!ROLES.includes(role as Role)) throw invalid('Invalid role value.')
  if (scope?.type == null) throw required('Missing scope type.')
  const key = readScope(scope.type, scope.value)
  if (calendar.aclEpoch >= here.rules.usage.shares) throw usageLimit()
  share(here, calendar, key, role as Role)
  return rule(calendar, key, role as Role)
}

function readScope(type: unknown, value: unknown): string {
  if (type === 'default') {
    if (value != null && value !== '') throw invalid('Invalid scope value.')
    return 'default'
  }
  if (type !== 'user' && type !== 'group' && type !== 'domain') throw invalid('Invalid scope type.')
  if (typeof value !== 'string' || value === '') throw required('Missing scope value.')
  return `${type}:${value}`
}

function rule(calendar: Calendar, key: string, role: Role): object {
  const [type, value] = key.split(/:(.*)/)
  return {
    kind: 'calendar#aclRule',
    etag: etagOf(calendar.metaRevision),
    id: key,
    scope: value === undefined ? { type } : { type, value },
    role,
  }
}

/** GET acl: every rule, on one page. */
export function listRules(calendar: Calendar): object {
  return {
    kind: 'calendar#acl',
    etag: etagOf(calendar.metaRevision),
    items: [...calendar.acl].map(([key, role]) => rule(calendar, key, role)),
  }
}

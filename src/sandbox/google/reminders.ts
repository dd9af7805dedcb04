import { invalid, refusal } from './refusal.ts'

export type Override = { readonly method: 'email' | 'popup'; readonly minutes: number }
export type Reminders = { readonly useDefault: boolean; readonly overrides: readonly Override[] }

const MAX_MINUTES = 40_320

/** Reads `reminders`; null when none are given. Minutes are clamped, doubles merged, unknown methods dropped, the order changed: all silently. */
export function readReminders(value: unknown): Reminders | null {
  if (value == null) return null
  const { useDefault, overrides } = value as { useDefault?: unknown; overrides?: unknown }
  if (useDefault != null && typeof useDefault !== 'boolean') throw invalid('Invalid value for: reminders')
  if (overrides != null && !Array.isArray(overrides)) throw invalid('Invalid value for: reminders')
  const list: unknown[] = overrides ?? []
  if (useDefault === true && list.length > 0) {
    throw refusal(
      400,
      'cannotUseDefaultRemindersAndSpecifyOverride',
      'Cannot specify both default reminders and overrides at the same time.',
      { domain: 'calendar' },
    )
  }
  if (list.length > 5) {
    throw refusal(400, 'eventRemindersCountExceedsLimit', 'The number of reminders exceeds the limit.', {
      domain: 'calendar',
    })
  }
  return { useDefault: useDefault === true, overrides: settle(list) }
}

function settle(list: readonly unknown[]): Override[] {
  const kept = new Map<string, Override>()
  for (const one of list) {
    const { method, minutes } = (one ?? {}) as { method?: unknown; minutes?: unknown }
    if (typeof minutes !== 'number' || !Number.isInteger(minutes)) throw invalid('Invalid value for: minutes')
    if (method !== 'email' && method !== 'popup') continue
    const override = { method, minutes: Math.min(Math.max(minutes, 0), MAX_MINUTES) } as const
    kept.set(`${method} ${override.minutes}`, override)
  }
  return [...kept.values()].sort((a, b) => a.minutes - b.minutes || (a.method < b.method ? -1 : 1))
}

/** Reminders as an answer gives them. An all-day event without its own shows the calendar's defaults as if they were its own; an empty list is left out. */
export function wireReminders(
  reminders: Reminders | null,
  allDay: boolean,
  defaults: readonly Override[],
): { useDefault: boolean; overrides?: readonly Override[] } {
  const shown =
    reminders ?? (allDay ? { useDefault: false, overrides: defaults } : { useDefault: true, overrides: [] })
  return shown.overrides.length > 0 ? shown : { useDefault: shown.useDefault }
}

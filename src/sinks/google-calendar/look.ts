import { canonicalJson } from '../../lib/hash.ts'
import type { CalendarOptions } from './options.ts'
import type { Event } from './schema.ts'

/** What people may change for themselves: Magam sets it once, and follows the settings only while nobody touched it. */
export type Look = Pick<Event, 'reminders' | 'colorId' | 'transparency'>

/** The look that settings ask for. Reminders are always said in full: what is left to defaults never compares equal. */
export function lookOf(options: Pick<CalendarOptions, 'reminders' | 'colour' | 'transparency'>): Look {
  return {
    reminders: {
      useDefault: false,
      overrides: options.reminders.map((minutes) => ({ method: 'popup', minutes })),
    },
    ...(options.colour === null ? {} : { colorId: options.colour }),
    transparency: options.transparency === 'free' ? 'transparent' : 'opaque',
  }
}

/** A look as text that is equal when the looks are: reminders as a set, defaults said. */
export function lookText(look: Look): string {
  const overrides = look.reminders?.useDefault ? [] : (look.reminders?.overrides ?? [])
  return canonicalJson({
    reminders: look.reminders?.useDefault
      ? 'default'
      : [...new Set(overrides.map(({ method, minutes }) => `${method} ${minutes}`))].sort(),
    colour: look.colorId ?? null,
    transparency: look.transparency ?? 'opaque',
  })
}

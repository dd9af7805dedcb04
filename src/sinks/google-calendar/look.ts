import { canonicalJson, hash } from '../../lib/hash.ts'
import type { Identity } from './failures.ts'
import type { Marks } from './marks.ts'
import type { CalendarOptions } from './options.ts'
import type { Event } from './schema.ts'

/** What people may change for themselves: Magam sets it once, and follows the settings only while nobody touched it. */
export type Look = Pick<Event, 'reminders' | 'colorId' | 'transparency'>

/** Names an account in an entry's notes without telling who it is. A person's address is not known here. */
export function readerMark({ kind, email }: Identity): string {
  return hash(kind, email ?? '').slice(0, 8)
}

/**
 * How an event is to look, and what of that is ours (`Marks.look`): whatever shows otherwise, a person chose. Reminders
 * are each account's own: where another one wrote the entry, those that `reader` sees are nobody's choice.
 */
export function lookFor(
  held: Event | null,
  marks: Pick<Marks, 'look' | 'reader'> | null,
  options: LookOptions,
  reader: string,
): { readonly look: Look; readonly ours: string } {
  const asked = lookOf(options)
  if (held === null || marks === null || lookText(held) === marks.look)
    return { look: asked, ours: lookText(asked) }
  const shown: Look = {
    ...(held.reminders && { reminders: held.reminders }),
    ...(held.colorId !== undefined && { colorId: held.colorId }),
    ...(held.transparency !== undefined && { transparency: held.transparency }),
  }
  if (marks.reader === '' || marks.reader === reader) return { look: shown, ours: marks.look }
  const { reminders } = parts(lookText(asked))
  const but = (look: string) => canonicalJson({ ...parts(look), reminders })
  const [is, was] = [but(lookText(shown)), but(marks.look)]
  return is === was
    ? { look: asked, ours: lookText(asked) }
    : { look: { ...shown, reminders: asked.reminders }, ours: was }
}

/** Nothing where the text is not one of ours: any program that may write to the calendar may have written it. */
function parts(look: string): { readonly reminders?: unknown } {
  try {
    const read: unknown = JSON.parse(look)
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}

type LookOptions = Pick<CalendarOptions, 'reminders' | 'colour' | 'transparency'>

/** The look that settings ask for. Reminders are always said in full: what is left to defaults never compares equal. */
export function lookOf(options: LookOptions): Look {
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

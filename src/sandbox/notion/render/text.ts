import { normalize, type RichText } from '../rich-text.ts'
import type { Store } from '../store.ts'

/** Rich text as answered: in normal form, mentions cut at `limit`. */
export function textJson(
  store: Store,
  text: readonly RichText[],
  limit = Number.POSITIVE_INFINITY,
): RichText[] {
  const whole = store.normalizes ? normalForm(text) : [...text]
  if (limit === Number.POSITIVE_INFINITY) return whole
  let mentions = 0
  return whole.filter((part) => part.type !== 'mention' || ++mentions <= limit)
}

/** Texts are never changed in place, and read far more often than written. */
const normalForms = new WeakMap<readonly RichText[], RichText[]>()

function normalForm(text: readonly RichText[]): RichText[] {
  const known = normalForms.get(text)
  if (known) return known
  const made = normalize(text)
  normalForms.set(text, made)
  return made
}

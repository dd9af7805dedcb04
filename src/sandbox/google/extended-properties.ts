import { invalid } from './refusal.ts'

export type Properties = {
  readonly private: Readonly<Record<string, string>>
  readonly shared: Readonly<Record<string, string>>
}

/** Reads `extendedProperties`: at most 300 of them and 32 kB in all. */
export function readProperties(value: unknown): Properties {
  if (value == null) return { private: {}, shared: {} }
  if (typeof value !== 'object') throw invalid('Invalid value for: extendedProperties')
  const both = value as { private?: unknown; shared?: unknown }
  const properties = { private: readOneSide(both.private), shared: readOneSide(both.shared) }
  const all = [...Object.entries(properties.private), ...Object.entries(properties.shared)]
  const bytes = all.reduce((sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text), 0)
  if (all.length > 300 || bytes > 32 * 1024)
    throw invalid('The extended properties are too many or too large.')
  return properties
}

/** Keys over 44 characters are dropped and values over 1024 cut, both silently. */
function readOneSide(value: unknown): Record<string, string> {
  if (value == null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalid('Invalid value for: extendedProperties')
  const kept: Record<string, string> = {}
  for (const [key, text] of Object.entries(value)) {
    if (text === null || key.length > 44) continue
    if (typeof text !== 'string') throw invalid('Invalid value for: extendedProperties')
    kept[key] = text.slice(0, 1024)
  }
  return kept
}

import { kindAt, type Part } from './part.ts'

/** Whether the part at `at` is written together with the one before it. */
export function isJoined(parts: readonly Part[], at: number): boolean {
  const [before, part] = [parts[at - 1], parts[at]]
  return before !== undefined && part !== undefined && before.to === part.from
}

/** The word written together with the one at `at`, also over a bracket: `개찰(입찰)일시`. */
export function wordBefore(parts: readonly Part[], at: number): Part | null {
  const before = parts[at - 1]
  if (before === undefined || !isJoined(parts, at)) return null
  if (before.kind !== 'close-paren') return before
  for (let back = at - 2; back > at - 6; back--)
    if (kindAt(parts, back) === 'open-paren') return parts[back - 1] ?? null
  return null
}

/** The 체결 of 협약체결. */
export function isOfEvent(parts: readonly Part[], at: number): boolean {
  return kindAt(parts, at) === 'text' && wordBefore(parts, at)?.kind === 'event'
}

/** `접수 마감/선정 :` is the heading of both. */
export function headsBoth(parts: readonly Part[], at: number): boolean {
  const sign = kindAt(parts, at - 1)
  const before = kindAt(parts, at - 2)
  return (sign === 'slash' || sign === 'middot') && (before === 'apply' || before === 'close')
}

/** `개강일 ~ 4. 3.`: whether a window begins with the event at `at`, which no date tells. */
export function opensUndated(parts: readonly Part[], at: number): boolean {
  const ending = kindAt(parts, at + 1) === 'text' && isJoined(parts, at + 1)
  return kindAt(parts, ending ? at + 2 : at + 1) === 'tilde'
}

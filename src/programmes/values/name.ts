import { cut, oneLine } from '../../lib/text.ts'

/** Nobody reads further, and titles of entries are shorter still. */
const longestName = 300

/** A name on one line, as people would show it: brackets and quotes kept, list marks in front dropped. */
export function programmeName(text: string): string {
  return cut(oneLine(text.slice(0, longestName * 8)).replace(/^(?:[-•·▪■□◆◇○●▶►✔✅☑]\s*)+/u, ''), longestName)
}

import { cut, oneLine } from '../../lib/text.ts'

/** Nobody reads further, and titles of entries are shorter still. */
const longestName = 300

/** A name on one line, as people would show it: brackets and quotes kept, list marks in front dropped. */
export function programmeName(text: string): string {
  return cut(oneLine(text.slice(0, longestName * 8)).replace(/^(?:[-•·▪■□◆◇○●▶►✔✅☑]\s*)+/u, ''), longestName)
}

/** Whether a line adds up or counts those above it: `합계`, `소 계`, `총 3건`. */
export function isTotal(name: string): boolean {
  return /^[([]?\s?(?:(?:합|총|소|누)\s?계|계|총\s?합|(?:총\s?)?\d{1,4}\s?(?:건|개|팀)|(?:sub)?total)\s?[)\]]?$/iu.test(
    name,
  )
}

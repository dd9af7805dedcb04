/**
 * The id of a calendar out of what people copy from its settings: the id, also with `%40` for its `@`, or one of the links
 * beside it (embedding, sharing by `cid`, public or secret iCal address). Null for a link that names no calendar.
 */
export function calendarId(text: string): string | null {
  const plain = text.trim()
  if (!/^[a-z]+:\/\//i.test(plain)) return /%40/.test(plain) ? (decoded(plain) ?? plain) : plain
  if (!URL.canParse(plain)) return null
  const { pathname, searchParams } = new URL(plain)
  const inPath = /\/ical\/([^/]+)\//.exec(pathname)?.[1]
  const cid = searchParams.get('cid')
  const found = [
    searchParams.get('src'),
    inPath === undefined ? null : decoded(inPath),
    cid,
    cid && Buffer.from(cid, 'base64url').toString('utf8'),
  ]
  return found.find((each) => each !== null && /^[^\s@]+@[^\s@]+$/.test(each)) ?? null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

import type { Cell } from '../../documents/document.ts'

/** Parameters that say where a reader came from, never what the page is. */
const tracking =
  /^(?:utm_.*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|n_media|n_query|n_rank|n_ad|n_ad_group|n_keyword|n_keyword_id|n_campaign_type|napm|trackingcode)$/i

/** What names a notice on portals whose addresses also carry search and paging. Host endings to parameter names. */
const portals: readonly { readonly host: string; readonly ids: readonly string[] }[] = [
  { host: 'k-startup.go.kr', ids: ['pbancSn'] },
  { host: 'kocca.kr', ids: ['intcNo', 'pimsNo'] },
  { host: 'kita.net', ids: ['nIndex', 'sNo'] },
  { host: 'startup-plus.kr', ids: ['check_no'] },
  { host: 'bizinfo.go.kr', ids: ['pblancId'] },
  { host: 'iris.go.kr', ids: ['ancmId'] },
  { host: 'smtech.go.kr', ids: ['ancmId'] },
  { host: 'ntis.go.kr', ids: ['roRndUid'] },
  { host: 'mss.go.kr', ids: ['bcIdx'] },
  { host: 'nipa.kr', ids: ['bizId', 'bsnsDtlsIemNo'] },
  { host: 'wevity.com', ids: ['ix'] },
  { host: 'thinkcontest.com', ids: ['contest_pk'] },
  { host: 'arko.or.kr', ids: ['bbsSeq', 'seq'] },
]

/**
 * An address made clean: http or https only, doubled `&` mended, tracking, user names and the number of a visit
 * (`;jsessionid=…`, which Java servers add to the path) taken off, spaces trimmed.
 * Null when it is not a web address. A bare domain (`www.example.kr/a`) is read as https.
 */
export function cleanLink(written: string): string | null {
  const url = webAddress(written.trim())
  if (url === null) return null
  url.username = ''
  url.password = ''
  url.pathname = url.pathname.replace(/;jsessionid=[^;/]*/gi, '')
  const query = url.search.slice(1)
  const kept = query.split('&').filter((pair) => pair !== '' && !tracking.test(pair.split('=')[0] ?? ''))
  url.search = kept.join('&')
  return url.href
}

function webAddress(written: string): URL | null {
  if (written.length > 4000) return null
  const bare = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#]|$)/i.test(written)
  const url = URL.parse(bare ? `https://${written}` : written)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return url.hostname.includes('.') ? url : null
}

/**
 * The form in which two addresses of one notice are equal: no scheme, no `www.`, no fragment, no trailing slash,
 * parameters sorted; on known portals only the parameters that name the notice.
 */
export function canonicalLink(link: string): string {
  const url = new URL(link)
  const host = url.hostname.replace(/^(?:www|m)\./, '')
  const id = portalId(url)
  if (id !== null) return `${host}?${id}`
  const query = [...url.searchParams].map(([key, value]) => `${key}=${value}`).sort()
  const path = url.pathname.replace(/\/+$/, '')
  return `${host}${url.port === '' ? '' : `:${url.port}`}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** `pbancSn=163660`: what names the notice on a known portal; null elsewhere. */
export function portalId(url: URL): string | null {
  const portal = portals.find(({ host }) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  const found = portal?.ids.find((id) => url.searchParams.get(id))
  return found === undefined ? null : `${found}=${url.searchParams.get(found)}`
}

/** Whether an address tells one call from another: the front page of a site does not. */
export function namesOneCall(link: string): boolean {
  const url = new URL(link)
  return url.pathname.replace(/\/+$/, '') !== '' || url.search !== ''
}

/** Every address in a cell, as typed: its links first, then those that only stand in its text. */
export function addressesIn(cell: Cell): readonly string[] {
  const typed = cell.text.match(/(?:https?:\/\/|www\.)[^\s<>"'“”‘’「」『』]+/giu) ?? []
  const whole = /^\S+$/.test(cell.text.trim()) ? [cell.text.trim()] : []
  return [...cell.links.map((link) => link.url), ...typed.map(withoutTail), ...whole]
}

const particle = /(?<=[!-~])(?:에서|에게|으로|에|로|을|를|은|는|이|가|와|과|의|까지|입니다|참고|참조)$/u

/**
 * What stands right behind an address belongs to the sentence: closing punctuation, a Korean particle (`…/notice에서`),
 * a bracket that was not opened inside.
 */
function withoutTail(address: string): string {
  let end = address.length
  while (end > 0 && /[.,;:!?…。]/.test(address[end - 1] ?? '')) end--
  const cut = address.slice(0, end).replace(particle, '')
  return cut.endsWith(')') && !cut.includes('(') ? cut.slice(0, -1) : cut
}

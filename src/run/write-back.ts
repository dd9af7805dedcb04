import { hash } from '../lib/hash.ts'
import type { Outcome } from '../plan/change.ts'
import { desiredStatuses, type Status, type StatusSettings } from '../plan/status.ts'
import type { Finding } from '../programmes/finding.ts'
import type { NotionSource, WriteOutcome } from '../sources/notion/index.ts'
import { commentText } from './comment-text.ts'
import { couldNot, fillCells } from './fill.ts'
import { firstFew } from './first-few.ts'
import type { Run, WritingRun } from './order.ts'
import type { Report, ReportedStatus } from './report.ts'
import type { Understanding } from './understand.ts'
import type { Written } from './write.ts'

/** What is to be said on the pages themselves. */
type Backs = {
  readonly statuses: readonly Status[]
  /** One finding for each status option that is wanted and does not exist. */
  readonly findings: readonly Finding[]
}

/** What a run would write back, if every entry came to stand; the findings are those of the report and ours. */
export async function planBack(
  run: Run,
  understanding: Understanding,
  report: Report,
): Promise<Pick<Report, 'statuses' | 'findings'>> {
  const { statuses, findings } = await decide(run, understanding, new Set())
  return {
    statuses: statuses.map((status) => reportedStatus(status, null)),
    findings: [...report.findings, ...findings],
  }
}

/** Decides the statuses. `unwritten` are the rows whose entries are not on the calendar; a plan assumes none. */
async function decide(
  { base, source, order }: Run,
  understanding: Understanding,
  unwritten: ReadonlySet<string>,
): Promise<Backs> {
  const settings = base.settings.status
  if (settings === null) return { statuses: [], findings: [] }
  const known = await source.statusOptions(wantedOptions(settings))
  const options = [...new Set(known.flatMap((each) => each.options ?? []))]
  if (known.every((each) => each.options === null)) return { statuses: [], findings: [] }
  const { changes, missing } = desiredStatuses(
    understanding.documents.map(({ documentId, title, status }) => ({ id: documentId, title, status })),
    understanding.documents.flatMap(({ programmes }) => programmes),
    understanding.findings,
    { settings, options, unwritten, heldRows: understanding.unclearRows, now: order.now.toISOString() },
  )
  const [first] = understanding.documents
  return {
    statuses: changes,
    findings: first ? missing.map((name) => missingOption(first, settings.property, name, options)) : [],
  }
}

function wantedOptions({ active, expired, review }: StatusSettings): readonly string[] {
  return [active, expired, review].filter((name) => name !== null)
}

/** The rows whose entries did not come to stand on the calendar in this run. */
function unwrittenRows(
  written: readonly Written[],
  programmes: Understanding['programmes'],
): ReadonlySet<string> {
  const google = written.filter(({ plan }) => plan.sink.name === 'google-calendar')
  // A calendar that could not be asked holds we do not know what: no page can be called complete.
  if (google.some(({ plan }) => plan.trouble)) return new Set(programmes.map(({ id }) => id))
  return new Set(
    google.flatMap(({ plan, outcomes }) => {
      const fine = new Set(outcomes.filter(stands).map(({ change }) => change))
      return plan.changes.flatMap((change) =>
        change.action === 'delete' || fine.has(change) ? [] : change.entry.rows,
      )
    }),
  )
}

/** Where a person can open the entry of a row; of several rounds the first. */
function entryLinks(written: readonly Written[]): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  for (const { plan, outcomes } of written) {
    const live = plan.held.filter(({ state, link }) => state === 'live' && link !== undefined)
    const fresh = outcomes.flatMap(({ change, link }) =>
      change.action === 'delete' || link === undefined ? [] : [{ ...change.entry, link }],
    )
    for (const { rows, link } of [...live, ...fresh].sort((a, b) => b.slot - a.slot)) {
      for (const row of rows) if (link !== undefined) links.set(row, link)
    }
  }
  return links
}

function stands({ result }: Outcome): boolean {
  return result === 'done' || result === 'already'
}

/** Writes statuses, comments and optional cells, each while we are the one writer. What fails is told and tried again by the next run. */
export async function writeBack(
  run: WritingRun,
  understanding: Understanding,
  written: readonly Written[],
  report: Report,
): Promise<Pick<Report, 'read' | 'statuses' | 'findings' | 'writtenBack'>> {
  const { source, base, memory, lease, order } = run
  const backs = await decide(run, understanding, unwrittenRows(written, understanding.programmes))
  const statuses: ReportedStatus[] = []
  for (const status of backs.statuses) {
    if (order.signal?.aborted) break
    await lease.mayWrite()
    statuses.push(reportedStatus(status, await source.writeStatus(status)))
  }
  const comments = base.settings.notion.comments
    ? await writeComments(run, understanding, written, report.read)
    : { written: 0, notes: [] }
  const cells = await fillCells(run, memory.documents(base.name), understanding, entryLinks(written))
  return {
    read: {
      ...report.read,
      notes: [
        ...report.read.notes,
        ...comments.notes,
        ...few(cells.problems.map((problem) => `A cell was not filled: ${problem}`)),
      ],
    },
    statuses,
    findings: [...report.findings, ...backs.findings],
    writtenBack: { comments: comments.written, cells: cells.written },
  }
}

/** A status as it is reported; `outcome` is null in a plan. */
function reportedStatus(status: Status, outcome: WriteOutcome | null): ReportedStatus {
  const { documentId, documentTitle, from, to, why } = status
  return {
    documentId,
    documentTitle,
    from,
    to,
    why,
    result: outcome?.result ?? null,
    problem: outcome?.problem ?? null,
  }
}

/** One comment for each finding that needs a person; settled once the row is mended. Gives how many were written, and why others were not. */
async function writeComments(
  { source, lease, order }: WritingRun,
  { findings, documents }: Understanding,
  sinks: readonly Written[],
  read: Report['read'],
): Promise<{ readonly written: number; readonly notes: readonly string[] }> {
  const standing = new Map(
    findings.filter(({ needsPerson }) => needsPerson).map((each) => [markerOf(each), each]),
  )
  // Of a page that could not be read we do not know whether its row was mended.
  const unread = new Set(read.failures.map(({ documentId }) => documentId))
  const readable = new Set(documents.map(({ documentId }) => documentId).filter((id) => !unread.has(id)))
  await recallComments(source, sinks, [...readable])
  const open = await source.openComments()
  let written = 0
  const problems: string[] = []
  for (const { marker, documentId } of open) {
    if (standing.has(marker) || !readable.has(documentId) || order.signal?.aborted) continue
    await lease.mayWrite()
    const outcome = await source.settleComment({ documentId, marker, text: '해결되었습니다. (Settled.)' })
    if (outcome.result === 'done') written += 1
    problems.push(...couldNot(outcome))
  }
  const told = new Set(open.map(({ marker }) => marker))
  for (const [marker, finding] of standing) {
    if (told.has(marker) || !readable.has(finding.place.documentId) || order.signal?.aborted) continue
    await lease.mayWrite()
    const text = commentText(finding)
    const outcome = await source.comment({ documentId: finding.place.documentId, marker, text })
    if (outcome.result === 'done') written += 1
    problems.push(...couldNot(outcome))
    // Told in words the first time only; after that the capability is simply not there.
    if (outcome.result === 'off') return { written, notes: outcome.problem === null ? [] : [outcome.problem] }
  }
  return { written, notes: few(problems.map((problem) => `A comment was not written: ${problem}`)) }
}

const MOST_TOLD = 3

/** Each problem once, and of many the first few: the next run tries again. */
function few(problems: readonly string[]): readonly string[] {
  return firstFew([...new Set(problems)], MOST_TOLD)
}

/** Where a calendar holds entries, a memory that is empty was lost. The first run of all has nothing to look for. */
async function recallComments(
  source: NotionSource,
  sinks: readonly Written[],
  pages: readonly string[],
): Promise<void> {
  const isFirst = sinks.every(({ plan }) => plan.held.length === 0)
  const isSure = sinks.every(({ plan }) => plan.trouble === null)
  if (!isFirst) await source.recallComments(pages)
  else if (isSure) await source.noCommentsToRecall()
}

/** The same row, cell and words give the same marker: what is told once is not told again. */
function markerOf({ code, place, column, text }: Finding): string {
  return hash(code, place.rowId, column ?? '', text).slice(0, 12)
}

function missingOption(
  first: Understanding['documents'][number],
  property: string,
  name: string,
  options: readonly string[],
): Finding {
  const list = options.map((option) => `\`${option}\``).join(', ')
  return {
    code: 'status-option-missing',
    place: {
      documentId: first.documentId,
      documentTitle: first.title,
      documentUrl: first.url,
      tableId: '',
      tableTitle: '',
      rowId: first.documentId,
      row: 0,
    },
    column: property,
    text: name,
    needsPerson: false,
    problem: {
      ko: `‘${property}’ 속성에 ‘${name}’ 옵션이 없어 상태를 바꾸지 않았습니다. 있는 옵션: ${list}`,
      en: `The property “${property}” has no option “${name}”, so no page was set to it. It has: ${list}`,
    },
    mend: {
      ko: `Notion에서 ‘${name}’ 옵션을 추가하거나, 설정의 status에서 다른 이름을 쓰세요.`,
      en: `Add the option “${name}” in Notion, or name another one under \`status\` in the settings.`,
    },
  }
}

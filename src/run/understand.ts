import type { Document } from '../documents/document.ts'
import { cut, oneLine } from '../lib/text.ts'
import type { Finding } from '../programmes/finding.ts'
import {
  acrossDocuments,
  callSummary,
  type DocumentProgrammes,
  type Note,
  type ProgrammeOptions,
  readDocument,
} from '../programmes/index.ts'
import type { Programme } from '../programmes/programme.ts'
import { firstFew } from './first-few.ts'

/** A document as the run goes on with it: what its rows mean, and what write-back needs to know of the page. */
export type Understood = DocumentProgrammes & Pick<Document, 'title' | 'url' | 'status'>

export type Understanding = {
  /** By document id, so that nothing depends on which page was read first. */
  readonly documents: readonly Understood[]
  /** Each row once, whatever pages show it. */
  readonly programmes: readonly Programme[]
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
  /** What was passed over while pages were read, each in words with the pages where it was. */
  readonly passedOver: readonly string[]
  /** Rows that look like programmes and cannot be understood: their pages need a person. */
  readonly unclearRows: ReadonlySet<string>
  /** Those, and the rows of tables left alone: what they have on a calendar stays as it is. */
  readonly heldRows: ReadonlySet<string>
  /** Every row that was read. */
  readonly present: ReadonlySet<string>
}

/** Says what the remembered documents mean, one at a time, so that their text is never in memory as a whole. */
export async function understand(
  documents: AsyncIterable<{ readonly json: string }>,
  options: ProgrammeOptions,
): Promise<Understanding> {
  const understood: Understood[] = []
  const present = new Set<string>()
  const passedOver = new Map<string, string[]>()
  for await (const { json } of documents) {
    const document = JSON.parse(json) as Document
    const read = readDocument(document, options)
    understood.push({ ...read, title: document.title, url: document.url, status: document.status })
    for (const note of document.notes) {
      const titles = passedOver.get(note) ?? []
      titles.push(document.title)
      passedOver.set(note, titles)
    }
    for (const table of document.tables) for (const row of table.rows) present.add(row.id)
    for (const { id } of read.programmes) present.add(id)
  }
  understood.sort((a, b) => (a.documentId < b.documentId ? -1 : 1))
  const programmes = onePerRow(understood.flatMap((document) => document.programmes))
  const calls = programmes.map(callSummary).filter((summary) => summary !== null)
  return {
    documents: understood,
    programmes,
    findings: [...understood.flatMap(({ findings }) => findings), ...acrossDocuments(calls)],
    notes: understood.flatMap(({ notes }) => notes),
    passedOver: told(passedOver),
    unclearRows: new Set(understood.flatMap(({ unclearRows }) => unclearRows)),
    heldRows: new Set(understood.flatMap(({ heldRows }) => heldRows)),
    present,
  }
}

/** Several pages may show one row: in copies of a synced block, in views of one database. It counts on the first of them. */
function onePerRow(programmes: readonly Programme[]): readonly Programme[] {
  const seen = new Set<string>()
  return programmes.filter(({ id }) => !seen.has(id) && seen.add(id))
}

const MOST_NOTES = 10
const MOST_NAMED = 3

function told(notes: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const all = [...notes].map(([note, titles]) => `${note} ${where(titles)}`).sort()
  return firstFew(all, MOST_NOTES)
}

/** The pages of a note, in brackets: the first by title, and how many more. */
function where(titles: readonly string[]): string {
  const named = [...titles]
    .sort()
    .slice(0, MOST_NAMED)
    .map((title) => `\`${cut(oneLine(title), 60)}\``)
  const more = titles.length - named.length
  return `(${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`
}

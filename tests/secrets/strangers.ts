import { publishedFrom, stampsIn } from '../../src/cli/published.ts'
import { createApp } from '../../src/serve/app.ts'
import { serverOptions } from '../../src/serve/options.ts'
import { type PublishedFile, publishFiles } from '../../src/serve/publish.ts'
import { liveView } from '../../src/serve/view.ts'
import type { KnowledgeBaseSettings } from '../../src/settings/read.ts'
import type { Store } from '../../src/state/store.ts'

/** What anybody can ask for without a token, the errors included. */
const ADDRESSES = [
  '/',
  '/?lang=en',
  '/?month=2023-04',
  '/?field=AI&q=a',
  '/calendar.ics',
  '/history.ics',
  '/calendars/open-innovation',
  '/calendars/open-innovation.ics',
  '/calendars/open-innovation/history.ics',
  '/programmes.json',
  '/feed.atom',
  '/feed.atom?lang=en',
  '/robots.txt',
  '/healthz',
  '/readyz',
  '/metrics',
  '/owner',
  '/private/wrong-token/open-innovation.ics',
  '/webhooks/notion',
  '/api/sync',
  '/nothing',
  '/entries/nothing.ics',
]

/** Answers to strangers and the published folder, whole: status, headers and bodies as one text. */
export async function strangersSee(
  store: Store,
  bases: KnowledgeBaseSettings[],
  now: string,
  adminToken: string,
): Promise<{
  answers: ReadonlyMap<string, { text: string; headers: Headers; status: number }>
  files: readonly PublishedFile[]
}> {
  const published = publishedFrom(store, () => bases)
  const view = await liveView(published, stampsIn(store))
  const app = createApp(view, {
    server: serverOptions.parse({ publicUrl: 'https://magam.example', requestsPerMinute: 1_000_000 }),
    now: () => Date.parse(now),
    adminToken,
    webhook: null,
    requestSync: () => true,
    onProblem: (words, error) => {
      throw new Error(words, { cause: error })
    },
  })
  const entries = view.current().bases.flatMap(({ programmes }) => programmes.flatMap((one) => one.entries))
  const answers = new Map<string, { text: string; headers: Headers; status: number }>()
  for (const address of [...ADDRESSES, ...entries.map(({ id }) => `/entries/${id}.ics`)]) {
    const answer = await app.request(address, { headers: { accept: 'text/html,*/*' } })
    answers.set(address, { text: await answer.text(), headers: answer.headers, status: answer.status })
  }
  const options = { publicUrl: 'https://magam.example/', title: '마감', language: 'ko' as const }
  const files: PublishedFile[] = []
  for await (const file of publishFiles(await published.read(), { ...options, now: Date.parse(now) }))
    files.push(file)
  return { answers, files }
}

/** All of it as one text to be searched. */
export function asText({ answers, files }: Awaited<ReturnType<typeof strangersSee>>): string {
  return [
    ...[...answers].map(([address, { text, headers }]) => [address, ...[...headers].flat(), text].join('\n')),
    ...files.map(({ path, bytes }) => `${path}\n${bytes.toString('utf8')}`),
  ].join('\n')
}

import { expect, test } from 'vitest'
import { publishedFrom, stampsIn } from '../../src/cli/published.ts'
import { liveView } from '../../src/serve/view.ts'
import { settingsFile } from '../../src/settings/schema.ts'
import { openStore } from '../../src/state/open.ts'
import { ADMIN, asked } from './asking.ts'

const AT = '2023-03-20T00:00:00Z'
const finding = {
  code: 'period-unclear',
  place: { documentTitle: '문서', documentUrl: 'https://notion.so/x', tableTitle: '', row: 1 },
  column: '접수 기간',
  text: '추후 공지',
  needsPerson: true,
  problem: { ko: '알 수 없음', en: 'could not be understood' },
  mend: { ko: '날짜를 쓰세요', en: 'write a date' },
}

/** Two knowledge bases, of which one has a page and the other a calendar alone, and what the server says of them. */
async function two() {
  const store = await openStore('file::memory:')
  const { knowledgeBases } = settingsFile.parse({
    knowledgeBases: [
      { name: 'shown', notion: { database: 'a'.repeat(32) }, feed: { slug: 'shown', title: '마감' } },
      { name: 'secret name', notion: { database: 'b'.repeat(32) }, calendar: { id: 'c@example.org' } },
    ],
  })
  const view = await liveView(
    publishedFrom(store, () => knowledgeBases),
    stampsIn(store),
  )
  const app = asked(view.current())
  return {
    store,
    get: app.get,
    async ready() {
      await view.refresh()
      app.show(view.current())
      const answer = await app.get('/readyz')
      return [answer.status, await answer.text()]
    },
  }
}

test('a knowledge base without a page, is waited for like any other, named to nobody, and its findings are the owner’s', async () => {
  const { store, get, ready } = await two()
  await store.putValue('shown', 'last-good-run', AT, 0)
  expect(await ready()).toEqual([503, 'a calendar without a page: no run has succeeded yet\n'])
  expect(await (await get('/metrics')).text()).toContain('magam_oldest_good_run_timestamp_seconds 0\n')

  await store.putValue('secret name', 'last-good-run', '2023-03-19T20:00:00Z', 0)
  await store.putValue('secret name', 'findings', JSON.stringify([finding]), 0)
  expect(await ready()).toEqual([
    503,
    'a calendar without a page: the last good run was at 2023-03-19T20:00:00Z, more than 180 minutes ago\n',
  ])
  const metrics = await (await get('/metrics')).text()
  expect(metrics).toContain(
    `magam_oldest_good_run_timestamp_seconds ${Date.parse('2023-03-19T20:00Z') / 1000}\n`,
  )
  expect(metrics).toContain('magam_findings_needing_a_person 1\n')
  expect(metrics).not.toContain('secret name')
  const owner = await (await get('/owner?lang=en', { authorization: `Bearer ${ADMIN}` })).text()
  expect(owner).toContain('secret name')
  expect(owner).toContain('추후 공지')

  await store.putValue('secret name', 'last-good-run', AT, 1)
  expect(await ready()).toEqual([200, 'ready\n'])
  await store.close()
})

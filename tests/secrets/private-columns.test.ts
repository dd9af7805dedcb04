import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heading, type NotionSandbox, paragraph, table } from '../../src/sandbox/notion/index.ts'
import { stage } from '../run/stage.ts'
import { asText, strangersSee } from './strangers.ts'

const NOW = '2023-03-20T09:00:00+09:00'
const ROWS = 500
const TABLES = 10
/** In every place that is not for strangers; with a number, so that a hit tells where it came from. */
const canary = (place: string) => `canary-${place}`

const KNOWN = ['사업명', '주최', '모집 대상', '지원 분야', '접수 기간', '지원 내용', '링크']
const UNKNOWN = ['내부 메모', '평가 점수', '우리 팀 담당', '회의록', 'internal notes', '검토 의견']

/** Rows of random words and days, each with canaries in the columns that mean nothing to Magam. */
function rowsOf(count: number, seed: number): string[][] {
  const word = fc.constantFrom(
    '오픈이노베이션',
    '창업',
    '바이오',
    'AI',
    '모집',
    '참가',
    '스타트업',
    '2023년',
    '(재)',
    '-',
  )
  const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' '))
  const day = fc.tuple(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 1, max: 28 }))
  const period = fc.oneof(
    day.map(([month, date]) => `2023.${month}.${date}까지`),
    day.map(([month, date]) => `2023. ${month}. ${date}. 18:00`),
    fc.constantFrom('상시', '예산 소진 시까지', '2023.13.45', '추후 공지'),
  )
  const row = fc.tuple(words, words, words, words, period, words)
  return fc
    .sample(row, { numRuns: count, seed })
    .map(([name, host, target, field, when, support], n) => [
      `${name} ${n}`,
      host,
      target,
      field,
      when,
      support,
      `https://example.kr/${seed}/${n}`,
      ...UNKNOWN.map((_, at) => `${support} ${canary(`cell-${seed}-${n}-${at}`)}`),
    ])
}

function fill({ world }: NotionSandbox): { database: string; page: string } {
  const person = world.person(canary('person'), `${canary('mail')}@example.kr`)
  const base = world.database({
    title: canary('database'),
    properties: {
      Name: 'title',
      'Created by': 'created_by',
      'Last edited by': 'last_edited_by',
      메모: 'rich_text',
    },
  })
  const pages = Array.from({ length: TABLES }, (_, n) =>
    world.page({
      parent: base.dataSource,
      title: canary(`title-${n}`),
      by: person,
      properties: { 메모: canary(`property-${n}`) },
      body: [
        heading(1, canary(`heading-${n}`)),
        paragraph(`${canary(`prose-${n}`)} 회의에서 정함`),
        table([[...KNOWN, ...UNKNOWN], ...rowsOf(ROWS / TABLES, n + 1)]),
        paragraph(canary(`after-${n}`)),
      ],
    }),
  )
  return { database: base.id, page: pages[0] ?? '' }
}

test('five hundred random rows with secrets in every other place, show none of them to strangers', async () => {
  const here = await stage(NOW, { fill, base: { calendar: null, status: null } })
  try {
    const report = await here.sync()
    expect(report.result).toBe('done')
    const seen = await strangersSee(here.store, here.settings.knowledgeBases, NOW, 'the-admin-token')
    const text = asText(seen)
    // They are there to be seen: the rows are, in all that is public.
    expect(seen.answers.get('/programmes.json')?.text.match(/"firstSeenAt"/g)?.length).toBeGreaterThan(
      ROWS * 0.7,
    )
    expect(text.match(/.{0,40}canary.{0,40}/)).toBeNull()
    const ids = here.notion.world.tables(here.page).flatMap((one) => here.notion.world.children(one))
    for (const id of [here.database, here.page, ...ids]) {
      expect([id, text.includes(id), text.includes(id.replaceAll('-', ''))]).toEqual([id, false, false])
    }
    expect(text).not.toMatch(/notion\.(?:so|com|site)/)
  } finally {
    await here.close()
  }
}, 60_000)

import { seededRandom } from '../../src/sandbox/faults.ts'
import {
  type BlockSpec,
  heading,
  link,
  type NotionSandbox,
  paragraph,
  table,
  type Words,
} from '../../src/sandbox/notion/index.ts'

const HEADERS = ['사업명', '모집 대상', '지원 분야', '지원 접수 기간', '지원 내용', '링크', 'Contact', '주최']
const PERIODS = [
  '2023.04.02(일) 23:30까지',
  '2023.04.14까지',
  '~ 4/17',
  '3.20(월) ~ 4.2(일)',
  '상시 모집',
  '예산 소진 시까지',
  '추후 공지',
  '',
  '2023.02.30까지',
  '1차 3/31, 2차 4/28',
  '2023-05-01 18:00',
  '5월 중',
  '2022.12.31까지',
  '2023.06.01(목) 24:00까지',
  '4. 4.(화) 17:00',
]
const WORDS = [
  'AI',
  '바이오\n- 로봇',
  '창업 7년 미만',
  '최대 1천만원',
  '(후략)',
  '',
  '서울시',
  'me@example.org / 02-361-5404',
]
/** Stands in every word that no stranger may see. */
export const SECRET = 'CANARY'

/** A knowledge base as nobody would make it: any columns in any order, any cells, several tables and pages. */
export function anyBase(seed: number, morePages = 0) {
  return (notion: NotionSandbox): { database: string; page: string } => {
    const random = seededRandom(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const editor = notion.world.person(`${SECRET} 편집자`, `${SECRET}@example.org`)
    const { id, dataSource } = notion.world.database({
      title: `${SECRET} workspace`,
      by: editor,
      properties: {
        이름: 'title',
        'Created by': 'created_by',
        status: {
          type: 'status',
          toDo: [`${SECRET} todo`],
          inProgress: [],
          complete: ['completed', 'expired'],
        },
      },
    })
    const cellFor = (header: string): Words => {
      if (header === '내부 메모') return `${SECRET} memo`
      if (header === '지원 접수 기간') return pick(PERIODS)
      if (header === '사업명') return `${pick(['2023 ', '', '제3회 '])}공고 ${Math.floor(random() * 40)}`
      if (header === '링크')
        return random() < 0.8 ? [link('공고', `https://example.org/${Math.floor(random() * 30)}`)] : ''
      return pick(WORDS)
    }
    const anyTable = (): BlockSpec => {
      const headers = [...HEADERS.filter(() => random() < 0.85), '내부 메모'].sort(() => random() - 0.5)
      const rows = Array.from({ length: Math.floor(random() * 12) }, () => headers.map(cellFor))
      return table([headers, ...rows])
    }
    const pages = Array.from({ length: 1 + morePages + Math.floor(random() * 4) }, (_, at) =>
      notion.world.page({
        parent: dataSource,
        title: `${SECRET} 쪽 ${at}`,
        by: editor,
        properties: { status: pick(['completed', 'expired', `${SECRET} todo`]) },
        body: [
          heading(2, '공고'),
          paragraph(`${SECRET} 머리말`),
          anyTable(),
          ...(random() < 0.4 ? [anyTable()] : []),
        ],
      }),
    )
    return { database: id, page: pages[0] ?? '' }
  }
}

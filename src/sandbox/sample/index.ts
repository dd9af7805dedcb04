import {
  type BlockSpec,
  bold,
  bullet,
  heading,
  link,
  type NotionSandbox,
  paragraph,
  run,
  table,
  type Words,
} from '../notion/index.ts'
import { COLUMNS, ROWS, WECONOMY } from './rows.ts'

export type LoadedSample = { readonly database: string; readonly dataSource: string; readonly page: string }

/**
 * Puts the bundled page into the local Notion: a knowledge base with one page, in which a table names eight calls of
 * spring 2023. The page is `completed`; its status column also knows `expired`, so that it can be seen to expire.
 */
export function loadSample(sandbox: Pick<NotionSandbox, 'world'>): LoadedSample {
  const { world } = sandbox
  const { id, dataSource } = world.database({
    title: 'Knowledge base',
    properties: {
      이름: 'title',
      'Created by': 'created_by',
      'Last edited by': 'last_edited_by',
      Tags: { type: 'multi_select', options: ['knowledge base'] },
      status: {
        type: 'status',
        toDo: ['not started'],
        inProgress: ['in progress'],
        complete: ['completed', 'expired'],
      },
    },
  })
  const page = world.page({
    parent: dataSource,
    title: '오픈이노베이션',
    properties: { Tags: ['knowledge base'], status: 'completed' },
    body: sampleBody(),
  })
  return { database: id, dataSource, page }
}

function sampleBody(): BlockSpec[] {
  return [
    heading(2, '오픈이노베이션이란'),
    paragraph([
      run(
        '버클리 대학의 헨리 체스브로(Henry Chesbrough) 교수가 이름 붙인 혁신 방식이다. 회사 안의 연구만으로 새것을 만들지 않고, ',
      ),
      bold('밖에 있는 기술과 아이디어를 들여와 함께 개발한다'),
      run('.'),
    ]),
    heading(3, [link('예시) 2023 Weconomy Startup Challenge 참여 스타트업 모집', WECONOMY)]),
    paragraph([bold('선발규모'), run(' : 모두 15개사 안팎')]),
    paragraph([
      bold('참여기업'),
      run(' : 넥센타이어, 대웅제약, 라파스, 롯데중앙연구소, 롯데케미칼, 범한산업, 삼진제약 등'),
    ]),
    paragraph([bold('후속지원 :')]),
    bullet('(입주지원) 서울창업허브 M+에 최대 2년 입주, 전용면적 20.9~102.1m2'),
    bullet('(투자유치) 약 300억 규모의 마곡 Weconomy 펀드, SBA 직접투자와 연계'),
    bullet('(성장촉진) M+에 입주를 마친 기업에 PoC(Proof of Concept) 지원금 최대 1천만원'),
    bullet('(사업협력) 마곡의 대‧중견기업과 협력 연계, 글로벌 O/I와 스케일업 지원'),
    heading(2, '오픈이노베이션 진행 사업'),
    table([COLUMNS, ...ROWS.map((row) => row.map(cellWords))]),
  ]
}

/** A web or mail address in a cell is a link, as Notion makes it while it is typed. */
function cellWords(text: string): Words {
  return text
    .split(/((?:https?:\/\/|mailto:)\S+)/)
    .filter((part) => part !== '')
    .map((part) => (/^(?:https?:\/\/|mailto:)/.test(part) ? link(part, part) : run(part)))
}

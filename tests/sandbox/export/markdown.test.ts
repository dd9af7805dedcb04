import { describe, expect, it } from 'vitest'
import { readPageText } from '../../../src/sandbox/export/page.ts'
import { splitTables } from '../../../src/sandbox/export/tables.ts'
import {
  type BlockSpec,
  bold,
  bullet,
  code,
  divider,
  heading,
  link,
  numbered,
  paragraph,
  quote,
  run,
  table,
  toDo,
  toggle,
} from '../../../src/sandbox/notion/index.ts'

const body = (markdown: string): readonly BlockSpec[] => readPageText('x', 'x.md', markdown).body

describe('the Markdown of a page', () => {
  it('title and properties, are taken from the top', () => {
    const { title, properties } = readPageText(
      'x',
      'x.md',
      '# 제목\n\nTags: a, b\nstatus: completed\n빈칸:\n주소: https://x.kr/?a:b\n\n본문: 아님\n',
    )
    expect([title, { ...properties }]).toEqual([
      '제목',
      { Tags: 'a, b', status: 'completed', 빈칸: '', 주소: 'https://x.kr/?a:b' },
    ])
  })

  it('lines that are not all properties, are prose', () => {
    const { properties, body: blocks } = readPageText(
      'x',
      'x.md',
      '# 제목\n\n안내: 첫 줄\n둘째 줄은 아니다\n',
    )
    expect([{ ...properties }, blocks]).toEqual([{}, [paragraph('안내: 첫 줄\n둘째 줄은 아니다')]])
  })

  it('a page without heading, has its file’s name without the id', () => {
    const path = 'a/공지 0123456789abcdef0123456789abcdef.md'
    expect(readPageText('x', path, '본문').title).toBe('공지')
  })

  it('headings, lists, quotes, code and rules, are the blocks they were', () => {
    const markdown = [
      '# 제목',
      '## 둘',
      '##### 다섯',
      '- 점\n    - 속',
      '1. 하나\n2. 둘',
      '- [x] 끝냄',
      '> 인용',
      '```js\nlet a = 1\n| 표가 아님 |\n| --- |\n```',
      '---',
    ].join('\n\n')
    expect(body(`# t\n\n${markdown}`)).toEqual([
      heading(1, '제목'),
      heading(2, '둘'),
      heading(4, '다섯'),
      bullet('점', [bullet('속')]),
      numbered('하나'),
      numbered('둘'),
      toDo('끝냄', true),
      quote('인용'),
      code('let a = 1\n| 표가 아님 |\n| --- |', 'js'),
      divider(),
    ])
  })

  it('links and looks, are kept; e-mails and links within the export, are plain words', () => {
    expect(body('# t\n\n**굵게** [링크](https://a.kr) a@b.kr [쪽](x%20y.html) `코드`')).toEqual([
      paragraph([
        bold('굵게'),
        run(' '),
        link('링크', 'https://a.kr'),
        run(' '),
        run('a@b.kr'),
        run(' '),
        run('쪽'),
        run(' '),
        run('코드', { annotations: { code: true } }),
      ]),
    ])
  })

  it('details, are toggles, nested ones too', () => {
    const markdown =
      '<details>\n<summary>밖</summary>\n\n안\n\n<details>\n<summary>속</summary>\n\n더 안\n\n</details>\n\n</details>\n\n뒤'
    expect(body(`# t\n\n${markdown}`)).toEqual([
      toggle('밖', [paragraph('안'), toggle('속', [paragraph('더 안')])]),
      paragraph('뒤'),
    ])
  })

  it('a cell, keeps its line breaks and list dashes as text', () => {
    const markdown =
      '| 사업 | 기간 |\n| --- | --- |\n| - 하나\n- 둘\n\n(후략) | 2023.03.17까지 |\n| # 셋 |  |'
    expect(body(`# t\n\n앞\n\n${markdown}\n\n뒤`)).toEqual([
      paragraph('앞'),
      {
        ...table([
          ['사업', '기간'],
          [[run('- 하나'), run('\n'), run('- 둘'), run('\n'), run('\n'), run('(후략)')], '2023.03.17까지'],
          ['# 셋', ''],
        ]),
      },
      paragraph('뒤'),
    ])
  })

  it('an address in a cell, is a link, doubled `&` and all', () => {
    const url = 'https://a.kr/view.do?nowPage=1&&no=3720'
    const [found] = body(`# t\n\n| a | b |\n| --- | --- |\n| ${url} | mailto:a@b.kr |`)
    const cells = found?.children[1]?.content.cells as { plain_text: string; href: string | null }[][]
    expect(cells.map((cell) => cell.map((part) => part.plain_text).join(''))).toEqual([url, 'mailto:a@b.kr'])
    expect(cells[0]?.map((part) => part.href)).toEqual([url])
  })
})

describe('tables with line breaks', () => {
  const rows = (markdown: string) =>
    splitTables(markdown).map((part) => (part.kind === 'table' ? part.rows : part.text))

  it('escaped bars, belong to the cell', () => {
    expect(rows('| a | b |\n| --- | --- |\n| x \\| y | z |')).toEqual([
      [
        ['a', 'b'],
        ['x \\| y', 'z'],
      ],
    ])
  })

  it('a header with a line break, is read; bars without dashes below, are prose', () => {
    expect(rows('| a\nb | c |\n| --- | --- |\n| 1 | 2 |')).toEqual([
      [
        ['a\nb', 'c'],
        ['1', '2'],
      ],
    ])
    expect(body('# t\n\n| 표가 | 아님 |')).toEqual([paragraph('| 표가 | 아님 |')])
    expect(rows('| 표가 | 아님 |')).toEqual(['\\| 표가 | 아님 |'])
  })

  it('a row that never closes, is one row, and the next ones are read', () => {
    expect(rows('| a | b |\n| --- | --- |\n| 열린 칸\n| 1 | 2 |')).toEqual([
      [
        ['a', 'b'],
        ['열린 칸', ''],
        ['1', '2'],
      ],
    ])
  })

  it('too many cells, stay in the last one', () => {
    expect(rows('| a | b |\n| --- | --- |\n| 1 | 2 | 3 |')).toEqual([
      [
        ['a', 'b'],
        ['1', '2 | 3'],
      ],
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { parse } from '../../src/deadlines/index.ts'
import { publicId, publicProgramme } from '../../src/plan/publication.ts'
import { content, derived, entry, NOW, programme } from './examples.ts'

const SECRET = 'only-for-members'
const period = (text: string) => ({
  text,
  column: `column ${SECRET}`,
  reading: parse(text, { title: '', posted: '2023-03-01' }),
})
const rounds = period('1차: 2023.03.02~2023.03.17, 2차: 2023.05.19까지')
const full = programme('R1', {
  place: {
    documentId: SECRET,
    documentTitle: SECRET,
    documentUrl: `https://www.notion.so/${SECRET}`,
    tableId: SECRET,
    tableTitle: SECRET,
    rowId: SECRET,
    row: 1,
  },
  name: '사업',
  period: rounds,
  edition: { value: '2기', origin: { from: 'name', of: SECRET, text: SECRET } },
  hosts: derived('경기창조경제혁신센터'),
  links: derived('https://x.kr/'),
  emails: [...derived('a@x.kr'), { value: `${SECRET}@x.kr`, origin: { from: 'section', of: '', text: '' } }],
  phones: derived('+82212345678'),
  contacts: derived(SECRET),
  amounts: derived({ won: 10_000_000, bound: 'at-most' }),
  background: { heading: '예시', facts: [{ label: '선발규모', text: '15개사' }], companies: 15 },
})
const entries = [
  entry('R1', { sourceUrl: SECRET, rows: [SECRET] }),
  entry('R1', {
    slot: 2,
    sourceUrl: SECRET,
    content: content({ when: { kind: 'day', date: '2023-05-19' } }),
  }),
]

describe('publicProgramme', () => {
  const shown = publicProgramme(full, entries, NOW)

  test('everything of the call, is there', () => {
    expect(shown).toEqual({
      id: publicId('R1'),
      name: '사업',
      edition: '2기',
      year: null,
      hosts: ['경기창조경제혁신센터'],
      partners: [],
      targets: [],
      fields: [],
      support: [],
      links: ['https://x.kr/'],
      emails: ['a@x.kr'],
      phones: ['+82212345678'],
      amountsWon: [10_000_000],
      period: {
        text: rounds.text,
        understood: shown.period.understood,
        kind: 'date',
        opens: rounds.reading.opens,
        closes: '2023-05-19',
      },
      background: { heading: '예시', facts: [{ label: '선발규모', text: '15개사' }] },
      entries: [
        {
          key: 'R1#1',
          id: entries[0]?.id,
          label: '1차',
          opens: '2023-03-02',
          closes: '2023-03-17',
          content: entries[0]?.content,
          stamp: entries[0]?.stamp,
        },
        {
          key: 'R1#2',
          id: entries[1]?.id,
          label: '2차',
          opens: null,
          closes: '2023-05-19',
          content: entries[1]?.content,
          stamp: entries[1]?.stamp,
        },
      ],
      firstSeenAt: NOW,
    })
    expect(shown.period.understood.ko).not.toBe('')
  })

  test('nothing of the workspace, its people, its links or its findings, is there', () => {
    expect(JSON.stringify(shown)).not.toContain(SECRET)
    expect(JSON.stringify(shown)).not.toContain('notion.so')
  })

  test('a row that cannot be understood, shows the entries it has held so far', () => {
    const unclear = publicProgramme(programme('R1', { period: period('추후 공지') }), entries, NOW)
    expect(unclear.entries.map(({ label, opens, closes }) => [label, opens, closes])).toEqual([
      ['', null, '2023-03-17'],
      ['', null, '2023-05-19'],
    ])
  })
})

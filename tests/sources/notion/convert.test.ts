import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { block, propertyValue, richText } from '../../../src/sources/notion/api/schema.ts'
import { dateOf, dateText } from '../../../src/sources/notion/convert/dates.ts'
import { mirrored, pieceOf } from '../../../src/sources/notion/convert/piece.ts'
import { optionName, propertyCell } from '../../../src/sources/notion/convert/property.ts'
import { cellOf } from '../../../src/sources/notion/convert/rich-text.ts'

const text = (content: string, url: string | null = null) => ({
  type: 'text',
  plain_text: content,
  href: url,
  text: { content, link: url === null ? null : { url } },
})
const struck = (content: string) => ({ ...text(content), annotations: { strikethrough: true } })
const cell = (...items: object[]) => cellOf(richText.parse(items))

describe('rich text as a cell', () => {
  test('neighbours on one address in different styles, are one link; another address begins another', () => {
    expect(
      cell(text('공'), text('고', 'https://a.kr'), text('문', 'https://a.kr'), text('!', 'https://b.kr')),
    ).toEqual({
      text: '공고문!',
      links: [
        { text: '고문', url: 'https://a.kr' },
        { text: '!', url: 'https://b.kr' },
      ],
      dates: [],
    })
  })

  test('same address, with words between, is two links', () => {
    expect(cell(text('a', 'https://a.kr'), text(' 및 '), text('b', 'https://a.kr')).links).toEqual([
      { text: 'a', url: 'https://a.kr' },
      { text: 'b', url: 'https://a.kr' },
    ])
  })

  test('mention of a page, a person or a path inside the workspace, is words and no link', () => {
    const mention = (type: string) => ({
      type: 'mention',
      plain_text: '@누구',
      href: 'https://www.notion.so/x',
      mention: { type },
    })
    expect(cell(mention('page'), mention('user'), mention('database'), text('안', '/0123'))).toEqual({
      text: '@누구@누구@누구안',
      links: [],
      dates: [],
    })
  })

  test('preview of an outside link, is a link', () => {
    const preview = {
      type: 'mention',
      plain_text: '공고',
      href: 'https://a.kr/',
      mention: { type: 'link_mention' },
    }
    expect(cell(preview).links).toEqual([{ text: '공고', url: 'https://a.kr/' }])
  })

  test('date mention with a time, reads as people in Korea see it, and is kept as a date', () => {
    const date = { start: '2026-04-30T14:59:00.000Z', end: null, time_zone: null }
    expect(cell({ type: 'mention', plain_text: 'x', mention: { type: 'date', date } })).toEqual({
      text: '2026-04-30 23:59',
      links: [],
      dates: [{ start: '2026-04-30T14:59:00.000Z', end: null }],
    })
  })

  test.each([
    [
      'a deadline that was put off',
      [struck('2024. 3. 10.(일)'), text(' 2024. 3. 17.(일)')],
      ' 2024. 3. 17.(일)',
    ],
    ['words that took the place of others', [struck('예비창업자'), text(' 초기창업자')], ' 초기창업자'],
    ['over, and nothing in its place', [struck('2024. 3. 10.'), text(' 마감')], '2024. 3. 10. 마감'],
    ['all of it', [struck('지난 공모'), struck(' (2023)')], '지난 공모 (2023)'],
    ['nothing but signs beside it', [struck('지난 공모'), text(' ✓')], '지난 공모 ✓'],
  ])('struck out: %s', (_case, items, read) => {
    expect(cell(...items).text).toBe(read)
  })

  test('a link and a date that are struck out, go with their words', () => {
    const date = { start: '2024-03-10', end: null, time_zone: null }
    const old = { type: 'mention', plain_text: '2024-03-10', mention: { type: 'date', date } }
    const annotations = { strikethrough: true }
    const link = { ...text('공고 1', 'https://a.kr/1'), annotations }
    expect(
      cell({ ...old, annotations }, link, text('2024-03-17 '), text('공고 2', 'https://a.kr/2')),
    ).toEqual({
      text: '2024-03-17 공고 2',
      links: [{ text: '공고 2', url: 'https://a.kr/2' }],
      dates: [],
    })
  })

  test('equation, reads as its plain text', () => {
    expect(cell({ type: 'equation', plain_text: 'x^2', equation: { expression: 'x^2' } }).text).toBe('x^2')
  })
})

describe('dates', () => {
  test.each([
    ['a day', { start: '2026-04-30' }, '2026-04-30', '2026-04-30'],
    [
      'a time with offset',
      { start: '2026-04-30T23:59:00.000+09:00' },
      '2026-04-30T23:59:00.000+09:00',
      '2026-04-30 23:59',
    ],
    [
      'a time in its zone',
      { start: '2026-04-30T23:59:00.000', time_zone: 'Asia/Seoul' },
      '2026-04-30T23:59:00.000+09:00',
      '2026-04-30 23:59',
    ],
    [
      'a time without anything, which is UTC',
      { start: '2026-04-30T14:59:00' },
      '2026-04-30T14:59:00.000+00:00',
      '2026-04-30 23:59',
    ],
    [
      'a time in New York',
      { start: '2026-01-01T00:30:00', time_zone: 'America/New_York' },
      '2026-01-01T00:30:00.000-05:00',
      '2026-01-01 14:30',
    ],
    [
      'a time with seconds',
      { start: '2026-04-30T23:59:59+09:00' },
      '2026-04-30T23:59:59+09:00',
      '2026-04-30 23:59:59',
    ],
    [
      'a zone that nobody knows',
      { start: '2026-04-30T23:59:00', time_zone: 'Mars/Olympus' },
      '2026-04-30T23:59:00',
      '2026-04-30T23:59:00',
    ],
  ])('%s, keeps its instant and reads as Korean time', (_, json, start, words) => {
    const date = dateOf(json)
    expect([date.start, dateText(date)]).toEqual([start, words])
  })

  test('a range, reads with a tilde', () => {
    expect(dateText(dateOf({ start: '2026-04-01', end: '2026-04-30' }))).toBe('2026-04-01 ~ 2026-04-30')
  })
})

describe('properties as cells', () => {
  const read = (type: string, value: unknown) =>
    propertyCell(propertyValue.parse({ id: 'x', type, [type]: value }))
  const words = (type: string, value: unknown) => read(type, value)?.text

  test.each([
    ['title', [text('가'), text('나')], '가나'],
    ['rich_text', [], ''],
    ['number', 0, '0'],
    ['number', null, ''],
    ['select', { id: 'a', name: '진행' }, '진행'],
    ['status', null, ''],
    ['multi_select', [{ name: 'a' }, { name: 'b' }], 'a, b'],
    [
      'people',
      [
        { object: 'user', id: '1', name: '김현식' },
        { object: 'user', id: '2' },
      ],
      '김현식',
    ],
    ['checkbox', true, '✓'],
    ['checkbox', false, ''],
    ['email', 'a@b.kr', 'a@b.kr'],
    ['phone_number', '02-361-5404', '02-361-5404'],
    ['unique_id', { prefix: 'MG', number: 7 }, 'MG-7'],
    ['unique_id', { prefix: null, number: 7 }, '7'],
    ['date', { start: '2026-04-30', end: null, time_zone: null }, '2026-04-30'],
    ['formula', { type: 'string', string: '마감' }, '마감'],
    ['formula', { type: 'boolean', boolean: true }, '✓'],
    ['formula', { type: 'number', number: null }, ''],
    ['formula', { type: 'date', date: { start: '2026-04-30' } }, '2026-04-30'],
    ['formula', { type: 'unsupported', unsupported: {} }, ''],
    ['rollup', { type: 'number', number: 3, function: 'sum' }, '3'],
    [
      'rollup',
      {
        type: 'array',
        array: [
          { type: 'title', title: [text('가')] },
          { type: 'number', number: 2 },
        ],
        function: 'show_original',
      },
      '가, 2',
    ],
    [
      'rollup',
      {
        type: 'array',
        array: [
          { type: 'date', date: null },
          { type: 'date', date: { start: '2026-04-30' } },
          { type: 'date', date: null },
        ],
        function: 'show_original',
      },
      '2026-04-30',
    ],
    [
      'rollup',
      {
        type: 'array',
        array: [
          { type: 'date', date: null },
          { type: 'rich_text', rich_text: [] },
        ],
      },
      '',
    ],
  ])('%s %j, reads as %j', (type, value, expected) => {
    expect(words(type, value)).toBe(expected)
  })

  test('url, is a link to itself', () => {
    expect(read('url', 'https://a.kr')).toEqual({
      text: 'https://a.kr',
      links: [{ text: 'https://a.kr', url: 'https://a.kr' }],
      dates: [],
    })
  })

  test('files, link only where the address stays', () => {
    const kept = {
      name: '공고.pdf',
      type: 'file',
      file: { url: 'https://s3/expires?X=1', expiry_time: '2026-04-01T01:00:00Z' },
    }
    const outside = { name: '안내', type: 'external', external: { url: 'https://a.kr/g.pdf' } }
    expect(read('files', [kept, outside])).toEqual({
      text: '공고.pdf\n안내',
      links: [{ text: '안내', url: 'https://a.kr/g.pdf' }],
      dates: [],
    })
  })

  test.each([
    'created_time',
    'created_by',
    'last_edited_time',
    'last_edited_by',
    'relation',
    'button',
    'verification',
    'of_tomorrow',
  ])('%s, is nobody’s words and no column', (type) => {
    expect(read(type, {})).toBeNull()
  })

  test('option, of a status or select only', () => {
    expect(optionName(propertyValue.parse({ id: 'x', type: 'status', status: { name: 'completed' } }))).toBe(
      'completed',
    )
    expect(optionName(propertyValue.parse({ id: 'x', type: 'select', select: null }))).toBeNull()
    expect(optionName(propertyValue.parse({ id: 'x', type: 'rich_text', rich_text: [] }))).toBeNull()
  })
})

describe('blocks', () => {
  const piece = (type: string, content: object) =>
    pieceOf({ id: 'b', type, has_children: false, [type]: content })

  test('bookmark and outside picture, are a link under their caption; a picture kept by Notion, its caption alone', () => {
    expect(piece('bookmark', { url: 'https://a.kr', caption: [] })).toEqual({
      kind: 'paragraph',
      cell: { text: 'https://a.kr', links: [{ text: 'https://a.kr', url: 'https://a.kr' }], dates: [] },
    })
    expect(
      piece('image', {
        type: 'external',
        external: { url: 'https://a.kr/i.png' },
        caption: [text('포스터')],
      }),
    ).toMatchObject({
      cell: { text: '포스터', links: [{ text: '포스터', url: 'https://a.kr/i.png' }] },
    })
    expect(
      piece('image', { type: 'file', file: { url: 'https://s3/expires' }, caption: [text('포스터')] }),
    ).toMatchObject({
      cell: { text: '포스터', links: [] },
    })
  })

  test('type of tomorrow, is a container: what is in it may be a table', () => {
    expect(piece('of_tomorrow', {})).toEqual({ kind: 'container' })
  })

  test('block whose content is not as announced, is unsupported and no failure', () => {
    expect(piece('paragraph', { rich_text: 'words' })).toEqual({ kind: 'unsupported', type: 'paragraph' })
  })

  test('synced block, names its original only in the copy', () => {
    const block = (content: object) => ({
      id: 'b',
      type: 'synced_block',
      has_children: true,
      synced_block: content,
    })
    expect(mirrored(block({ synced_from: { type: 'block_id', block_id: 'o' } }))).toBe('o')
    expect(mirrored(block({ synced_from: null }))).toBeNull()
  })
})

describe('whatever an answer holds', () => {
  const seed = 20261125
  const types = [
    'paragraph',
    'heading_1',
    'table',
    'table_row',
    'child_database',
    'image',
    'equation',
    'synced_block',
    'unsupported',
    'constructor',
    'toString',
    '__proto__',
  ]

  test('block, is a piece and never a crash', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, content) => {
        const json = { id: 'b', type, has_children: true, ...Object.fromEntries([[type, content]]) }
        expect(pieceOf(block.parse(json))).toHaveProperty('kind')
      }),
      { seed, numRuns: 500 },
    )
  })

  test('property, is a cell, no column, or refused with its place', () => {
    const kinds = [
      'title',
      'number',
      'date',
      'files',
      'formula',
      'rollup',
      'people',
      'unique_id',
      'constructor',
      'hasOwnProperty',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.jsonValue(), (type, value) => {
        const property = propertyValue.parse({ id: 'p', type, ...Object.fromEntries([[type, value]]) })
        try {
          const read = propertyCell(property)
          expect(read === null || typeof read.text === 'string').toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(ZodError)
        }
      }),
      { seed, numRuns: 500 },
    )
  })
})

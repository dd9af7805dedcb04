import { expect, test } from 'vitest'
import type { Paint } from '../../src/cli/paint.ts'
import { underline } from '../../src/cli/underline.ts'
import { parse } from '../../src/deadlines/index.ts'

const plain: Paint = (_style, text) => text

const show = (text: string): string => underline(text, parse(text, { title: '', posted: null }), plain)

test('a window, has its start and its end marked in the columns they take', () => {
  expect(show('접수 2026.4.6 ~ 2026년 4월 24일까지').split('\n')).toEqual([
    '접수 2026.4.6 ~ 2026년 4월 24일까지',
    '     ────────   ━━━━━━━━━━━━━━━',
  ])
})

test('several lines, have their marks each under its own', () => {
  expect(show('접수: 2026.4.24까지\n발표: 2026.5.15').split('\n')).toEqual([
    '접수: 2026.4.24까지',
    '      ━━━━━━━━━',
    '발표: 2026.5.15',
    '      ·········',
  ])
})

test('zero-width marks and full-width digits, do not shift the marks', () => {
  expect(show('\u200b２０２６.4.24까지').split('\n')).toEqual(['\u200b２０２６.4.24까지', '━━━━━━━━━━━━━'])
})

test('a text that tells nothing, stands alone', () => {
  expect(show('추후 공지')).toBe('추후 공지')
})

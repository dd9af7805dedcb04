import { describe, expect, test } from 'vitest'
import { parse } from '../../src/deadlines/index.ts'
import { noticeOf } from './notices.ts'

const NOTICES = 4000

/** 12월 ~ 1월 under the year of a title alone: either December may be meant, and a refusal is right. */
const mayRefuse = (warnings: readonly string[], posted: string | null): boolean =>
  warnings.includes('year-rollover') && posted === null

describe('notices made from what they mean', () => {
  test(`${NOTICES} of them, are read as they were meant`, () => {
    for (let seed = 1; seed <= NOTICES; seed++) {
      const notice = noticeOf(seed)
      const { opens, closes, warnings } = parse(notice.text, notice.context)
      if (closes === null && mayRefuse(notice.warnings, notice.context.posted)) continue
      const inferred = warnings.includes('year-inferred')
      expect({ seed, text: notice.text, opens, closes, inferred }).toEqual({
        seed,
        text: notice.text,
        opens: notice.opens,
        closes: notice.closes,
        inferred: notice.inferred,
      })
    }
  })
})

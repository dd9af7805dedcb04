import { relative } from '../relative.ts'
import { type Form, kindAt, tokenAt } from './form.ts'

/** `교육 시작 7일 전까지`. */
export const daysBefore: Form = {
  name: 'days-before',
  title: { ko: 'n일 전', en: 'Days before something' },
  starts: ['number'],
  read: (tokens, at) => {
    const unit = kindAt(tokens, at + 1)
    const before = tokenAt(tokens, at + 2)
    const told = (unit === 'day' || unit === 'count') && before.value === JEON && before.width === 1
    if (!told || before.kind !== 'text' || kindAt(tokens, at + 3) !== 'until') return null
    return relative(tokens, at, at + 3, { by: 'unnamed' })
  },
  examples: [{ text: '교육 시작 7일 전까지', reads: { kind: 'relative' } }],
}

const JEON = 0xc804 // 전

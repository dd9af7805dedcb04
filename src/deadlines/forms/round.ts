import { type Form, kindAt, tokenAt } from './form.ts'

/** `1차`, `2분기`, `(3회차)`. */
export const round: Form = {
  name: 'round',
  title: { ko: '차수', en: 'Round' },
  starts: ['number', 'text'],
  read: (tokens, at) => {
    const first = tokenAt(tokens, at)
    const number = first.kind === 'number' ? at : at + 1
    if (first.kind === 'text' && tokens.codes[first.to - 1] !== 0xc81c) return null // 제
    if (first.kind === 'text' && first.width > 1) return null
    if (kindAt(tokens, number) !== 'number' || kindAt(tokens, number + 1) !== 'round') return null
    if (tokenAt(tokens, number).width > 2) return null
    return {
      part: {
        kind: 'round-name',
        quarter:
          tokenAt(tokens, number + 1).width === 2 &&
          tokens.codes[tokenAt(tokens, number + 1).from] === 0xbd84,
        from: first.from,
        to: tokenAt(tokens, number + 1).to,
      },
      next: number + 2,
    }
  },
  examples: [
    {
      text: '1차: 2026. 3. 2. ~ 3. 17. / 2차: 2026. 4. 1. ~ 4. 15.',
      reads: {
        kind: 'date',
        opens: '2026-03-02',
        closes: '2026-04-15',
        rounds: [
          { label: '1차', opens: '2026-03-02', closes: '2026-03-17' },
          { label: '2차', opens: '2026-04-01', closes: '2026-04-15' },
        ],
      },
    },
  ],
}

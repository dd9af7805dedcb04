import type { Example } from './forms/form.ts'
import { FORMS } from './forms/index.ts'
import type { Moment } from './reading.ts'
import { RULES } from './rules.ts'

const HEAD = `# Deadlines

How Magam reads the text of a 접수 기간 cell. This page is made from the grammar's own examples, and each of them is a test:
\`npx vitest run tests/deadlines -u\` writes it anew.

A reading has a kind: \`date\` (a day in Korea), \`datetime\` (a moment), \`open-ended\` (no end), \`relative\` (told from the
posting day), \`unknown\` or \`invalid\` (no deadline, with the reason). A date counts until the end of its day.
\`⏎\` stands for a line break.
`

/** The reference page of the grammar, as Markdown: every form and rule with its examples. */
export function referencePage(): string {
  const forms = FORMS.map((form) => `### ${form.title.en} · ${form.title.ko}\n\n${tableOf(form.examples)}`)
  const rules = RULES.map((rule) => `### ${rule.title}\n\n${rule.says}\n\n${tableOf(rule.examples)}`)
  return [HEAD, '## Forms\n', ...forms, '## Rules\n', ...rules].join('\n')
}

function tableOf(examples: readonly Example[]): string {
  const rows = examples.map(rowOf)
  return [
    '| text | known beside it | kind | opens | closes | warnings |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function rowOf({ text, context, reads }: Example): string {
  const rounds = (reads.rounds ?? []).map((round) => `${round.label} ${plain(round.closes)}`).join(', ')
  const known = [
    context?.title ? `title “${context.title}”` : '',
    context?.posted ? `posted ${context.posted}` : '',
  ]
  const closes = plain(reads.closes) + (rounds === '' ? '' : ` (${rounds})`)
  const cells = [
    code(text),
    known.filter(Boolean).join(', '),
    reads.kind,
    plain(reads.opens),
    closes,
    (reads.warnings ?? []).join(', '),
  ]
  return `| ${cells.join(' | ')} |`
}

/** A row of a Markdown table ends with its line. */
const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('\n', ' ⏎ ')}\``

function plain(moment: Moment | null | undefined): string {
  return moment == null ? '' : moment.replace('T', ' ').replace('+09:00', '')
}

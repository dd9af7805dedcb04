import type { Finding } from '../finding.ts'
import { cellFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { type Text, textsOf } from '../row-source.ts'
import { contactText, emailsIn, phonesIn } from '../values/contacts.ts'

/**
 * A contact cell that means to hold an address or a number (there is an `@`, or a long number) and holds none that works.
 * A team's name alone is a fine contact.
 */
export function contactNotUnderstood(row: RowReading): readonly Finding[] {
  if (row.name.text === '') return []
  return textsOf(row, 'contact')
    .filter(isBroken)
    .map(({ header, text }) =>
      cellFinding(
        'contact-not-understood',
        row,
        { column: header, text: text.trim(), needsPerson: false },
        {
          problem: {
            ko: `‘${header}’ 칸의 메일 주소나 전화번호를 이해하지 못했습니다.`,
            en: `The e-mail address or phone number in “${header}” could not be understood.`,
          },
          mend: { ko: '예: team@example.kr, 02-123-4567', en: 'For example team@example.kr, 02-123-4567' },
        },
      ),
    )
}

/** More digits in a row than office hours or a short number (`1357`) have. */
const longNumber = /(?:\d[\s.()–-]{0,2}){7}/

function isBroken({ cell }: Text): boolean {
  const text = contactText(cell).slice(0, 4000)
  if (emailsIn(text).length > 0 || phonesIn(text).length > 0 || /https?:\/\//i.test(text)) return false
  return /@/.test(text) ? /\S@\S|@\S+\.\S/.test(text) : longNumber.test(text)
}

import type { Finding } from '../finding.ts'
import { cellFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { textsOf } from '../row-source.ts'
import { isUnsaid } from '../unsaid.ts'
import { contactText, emailsIn } from '../values/contacts.ts'
import { addressesIn, cleanLink } from '../values/links.ts'

/** A cell of a link column in which no web address stands. Words that say so themselves (`추후 공지`, `-`) are left alone. */
export function notALink(row: RowReading): readonly Finding[] {
  if (row.name.text === '') return []
  return textsOf(row, 'link')
    .filter(
      ({ text, cell }) => !isUnsaid(text.trim()) && !addressesIn(cell).some((one) => cleanLink(one) !== null),
    )
    .filter(({ cell }) => emailsIn(contactText(cell)).length === 0)
    .map(({ header, text }) =>
      cellFinding(
        'not-a-link',
        row,
        { column: header, text: text.trim(), needsPerson: false },
        {
          problem: { ko: `‘${header}’ 칸에 웹 주소가 없습니다.`, en: `“${header}” holds no web address.` },
          mend: {
            ko: 'https://로 시작하는 주소를 적어 주세요.',
            en: 'Write an address that begins with https://',
          },
        },
      ),
    )
}

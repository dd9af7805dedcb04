import { cut, oneLine } from '../../lib/text.ts'
import { emailPattern, phonePattern } from './contacts.ts'

const longest = 4000
const longestName = 60
const label =
  /(?:내선(?:\s?번호)?|(?<![a-z])ext(?:ension)?)[\s.:]{0,2}\d{1,6}번?|(?:대표\s?)?(?:전화번호|전화|연락처|휴대폰|핸드폰|이메일|메일|팩스|문의처|문의사항|문의|담당자|담당부서|담당|내선|카카오톡|카톡|홈페이지|e-?mail|mailto|mail|tel|phone|mobile|fax|contact|(?<!\p{L})[TMEF])\s?[.:：)]|[☎☏📞📧✉]\ufe0f?/giu
/** A sentence that sends people elsewhere is nobody to ask. */
const sentence = /(?:참조|참고|문의|바람|바랍니다|확인|가능|하세요|주세요|없음|\d\s?시|평일|주말|점심)/u

/** People and teams named in a contact cell: what remains when addresses, numbers and their labels are taken out. */
export function contactNamesIn(text: string): readonly string[] {
  const rest = text
    .slice(0, longest)
    .replace(/https?:\/\/\S+/giu, '\n')
    .replace(emailPattern, '\n')
    .replace(phonePattern, '\n')
    .replace(label, '\n')
  const names = rest
    .split(/[\n,，、;|]|\s\/\s|[([{（［][\s,/]*(?=\n)|\s-\s/u)
    .map((part) => part.replace(/^([^(]*)\)\s*$/u, '$1'))
    .map((part) => cut(oneLine(part.replace(/^[\s/)\]}>•·▪*~:：-]+|[\s/([{<•·~:：-]+$/gu, '')), longestName))
  return [...new Set(names.filter(isName))].slice(0, 20)
}

function isName(part: string): boolean {
  return (
    /\p{L}{2}/u.test(part) &&
    !/[@\d]{4}/.test(part) &&
    !sentence.test(part) &&
    // What a number is for, `(대표)`, `[기술]`, is nobody's name.
    !/^[([][^()[\]]*[)\]]$/.test(part) &&
    !/^(?:전화|이메일|메일|연락처|문의|담당자?|tel|e-?mail|fax|팩스|내선)$/iu.test(part)
  )
}

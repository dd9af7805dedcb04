import { VARIABLES } from './environment.ts'
import { type JsonSchema, settingsSchema } from './json-schema.ts'

/** `docs/settings.md`: every key and variable, from the schema itself. */
export function settingsReference(): string {
  const schema = settingsSchema()
  const parts = sections(schema, '', 'Top level')
  return `${[
    '# Settings',
    '',
    '<!-- Made from the schema: `npx vitest run tests/settings --update`. Edit the descriptions there. -->',
    '',
    'What is read and where it is written stands in `config/magam.yaml`. Secrets never do: they come from the environment or from `.env`.',
    'An editor that knows YAML schemas completes the file, because its first line names `magam.schema.json`.',
    'All mistakes are told at once, with line and column, and the nearest known key.',
    '',
    ...parts,
    '## Environment',
    '',
    'Read from the environment, then from `.env` in the working folder, or from the file that `MAGAM_ENV_FILE` names. A secret may stand in a file instead: `NOTION_TOKEN_FILE=/run/secrets/notion`.',
    '',
    '| variable | secret | meaning |',
    '|---|---|---|',
    ...Object.entries(VARIABLES).map(
      ([name, { secret, what }]) => `| \`${name}\` | ${secret ? 'yes' : ''} | ${cell(what)} |`,
    ),
  ].join('\n')}\n`
}

/** A table for a group of keys, then one for each group inside it. */
function sections(group: JsonSchema, path: string, title: string): readonly string[] {
  const entries = Object.entries(group.properties ?? {})
  const rows = entries.map(([key, value]) => row(key, value, group.required?.includes(key) ?? false))
  const inner = entries.flatMap(([key, value]) => {
    const below = groupOf(value)
    if (!below) return []
    const name = `${path}${key}${isList(value) ? '[]' : ''}`
    return sections(below, `${name}.`, `\`${name}\``)
  })
  return [
    `## ${title}`,
    '',
    '| key | value | default | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...inner,
  ]
}

function row(key: string, value: JsonSchema, required: boolean): string {
  const fallback = required
    ? '**needed**'
    : value.default === undefined || value.default === null
      ? ''
      : `\`${JSON.stringify(value.default)}\``
  return `| \`${key}\` | ${cell(kind(value))} | ${groupOf(value) && !required ? '' : cell(fallback)} | ${cell(sentence(value.description ?? ''))} |`
}

/** The keys inside a value: of a group, of a list of groups, or of a group that may be absent. */
function groupOf(value: JsonSchema): JsonSchema | null {
  if (value.properties) return value
  if (value.items) return groupOf(value.items)
  return value.anyOf?.map(groupOf).find((each) => each !== null) ?? null
}

const isList = (value: JsonSchema): boolean => value.type === 'array'

function kind(value: JsonSchema): string {
  if (value.anyOf) return [...new Set(value.anyOf.map(kind))].join(' or ')
  if (value.const !== undefined) return `\`${JSON.stringify(value.const)}\``
  if (value.enum) return value.enum.map((each) => `\`${String(each)}\``).join(', ')
  if (value.type === 'array') return `list of ${value.items ? plural(kind(value.items)) : 'values'}`
  if (value.propertyNames?.enum)
    return `group; keys: ${value.propertyNames.enum.map((each) => `\`${String(each)}\``).join(', ')}`
  if (value.type === 'integer' || value.type === 'number') return `number${range(value)}`
  return (
    { string: 'text', boolean: '`true` or `false`', null: '`null`', object: 'group' }[value.type ?? ''] ??
    'text'
  )
}

const plural = (words: string): string => (words === 'text' ? 'texts' : words === 'group' ? 'groups' : words)

function range({ minimum, maximum }: JsonSchema): string {
  const known = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER
  if (known(minimum) && known(maximum)) return ` ${minimum}–${maximum}`
  return known(minimum) ? ` from ${minimum}` : ''
}

/** The rooms write their words as they like; the page begins with a capital and ends with a stop. */
function sentence(text: string): string {
  const begun = text.replace(/^[a-z](?=[a-z\s])/, (letter) => letter.toUpperCase())
  return begun === '' || /[.!?…`]$/.test(begun) ? begun : `${begun}.`
}

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ')

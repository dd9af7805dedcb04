import { type CommandNode, commandTree, type OptionNode } from './command-tree.ts'
import { commands } from './commands.ts'

/** `docs/commands.md`: every command with its arguments, options and examples, from the program itself. */
export function commandReference(): string {
  const top = commandTree()
  const shared = top.options.filter((option) => option.isGlobal)
  return `${[
    '# Commands',
    '',
    '<!-- Made from the program: `npx vitest run tests/cli --update`. Edit `src/cli/commands.ts`. -->',
    '',
    'In a checkout write `npx magam` or `node bin/magam.cjs` for `magam`.',
    '',
    'Data goes to stdout, everything else to stderr. Colour and progress are shown on a terminal only, and never with `NO_COLOR`.',
    '',
    '## Options of every command',
    '',
    ...optionTable(shared),
    '',
    '## Exit codes',
    '',
    '| code | means |',
    '|---|---|',
    '| 0 | done; findings about rows are not failures. Also a `sync` that SIGTERM stopped, as `systemctl stop` does |',
    '| 1 | a bug in Magam |',
    '| 2 | a mistake in the settings, in the environment or on the command line; so is access that is not given |',
    '| 3 | some writes failed, something could not be read, or Ctrl-C stopped a `sync`; or `doctor` found what keeps a sync from working |',
    '| 4 | safety refused the plan |',
    '',
    ...top.children.flatMap(section),
  ]
    .join('\n')
    .trimEnd()}\n`
}

function section(node: CommandNode): readonly string[] {
  if (node.children.length > 0) return node.children.flatMap(section)
  const own = node.options.filter((option) => !option.isGlobal && option.long !== '--help')
  const usage = [
    'magam',
    node.path,
    ...node.args.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`)),
  ]
  const examples = commands.find((command) => command.name === node.path)?.examples ?? []
  return [
    `## magam ${node.path}`,
    '',
    node.summary,
    '',
    '```',
    `${usage.join(' ')}${own.length > 0 ? ' [options]' : ''}`,
    '```',
    '',
    ...(node.args.length > 0
      ? [
          '| argument | meaning |',
          '|---|---|',
          ...node.args.map(({ name, description }) => `| \`${name}\` | ${cell(description)} |`),
          '',
        ]
      : []),
    ...(own.length > 0 ? [...optionTable(own), ''] : []),
    ...(examples.length > 0 ? ['```sh', ...examples, '```', ''] : []),
  ]
}

function optionTable(options: readonly OptionNode[]): readonly string[] {
  return [
    '| option | meaning |',
    '|---|---|',
    ...options.map(
      ({ flags, description, choices }) =>
        `| \`${cell(flags)}\` | ${cell(description + choiceWords(choices))} |`,
    ),
  ]
}

const choiceWords = (choices: readonly string[]): string =>
  choices.length === 0 ? '' : `: ${choices.map((choice) => `\`${choice}\``).join(', ')}`

const cell = (text: string): string => text.replace(/\|/g, '\\|')

import { type CommandNode, commandTree } from './command-tree.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'

/** `magam completion SHELL`: a script that makes the shell complete commands and options. */
export async function completion(context: Context, _options: object, shell = ''): Promise<ExitCode> {
  const script = completionScript(shell as Shell)
  if (context.json) context.data({ shell, script })
  else context.print(script.trimEnd())
  return EXIT.done
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The script, made from the commands themselves. It asks nothing of `magam` while the user types. */
export function completionScript(shell: Shell): string {
  const nodes = flat(commandTree())
  return { bash, zsh, fish }[shell](nodes)
}

function flat(node: CommandNode): readonly CommandNode[] {
  return [node, ...node.children.flatMap(flat)]
}

const lastWord = (path: string): string => path.split(' ').at(-1) ?? ''

/** What may follow at a node: its commands, then its options. */
const follow = (node: CommandNode): string =>
  [...node.children.map((child) => lastWord(child.path)), ...node.options.map((option) => option.long)].join(
    ' ',
  )

function bash(nodes: readonly CommandNode[]): string {
  const cases = nodes
    .filter(({ path }) => path !== '')
    .map((node) => `    '${node.path}'*) words='${follow(node)}' ;;`)
  return `# magam completion for bash: eval "$(magam completion bash)"
_magam() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${deepestFirst(cases).join('\n')}
    *) words='${nodes[0] ? follow(nodes[0]) : ''}' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _magam magam
`
}

/** `auth google` must be looked at before `auth`. */
const deepestFirst = (cases: readonly string[]): readonly string[] =>
  [...cases].sort((a, b) => words(b) - words(a))
const words = (line: string): number => (line.split("'")[1] ?? '').split(' ').length

function zsh(nodes: readonly CommandNode[]): string {
  const described = (node: CommandNode) =>
    [
      ...node.children.map((child) => [lastWord(child.path), child.summary] as const),
      ...node.options.map((option) => [option.long, option.description] as const),
    ]
      .map(([name, what]) => quoted(`${name.replace(/:/g, '\\:')}:${what}`))
      .join(' ')
  const cases = nodes
    .filter(({ path }) => path !== '')
    .map((node) => `    '${node.path}'*) items=(${described(node)}) ;;`)
  return `#compdef magam
# magam completion for zsh: eval "$(magam completion zsh)"
_magam() {
  local -a items typed
  typed=(\${\${words[2,CURRENT-1]}:#-*})
  case "\${(j: :)typed}" in
${deepestFirst(cases).join('\n')}
    *) items=(${nodes[0] ? described(nodes[0]) : ''}) ;;
  esac
  _describe 'magam' items || _files
}
compdef _magam magam
`
}

function fish(nodes: readonly CommandNode[]): string {
  const lines = nodes.flatMap((node) => {
    const when =
      node.path === ''
        ? '__fish_use_subcommand'
        : node.path
            .split(' ')
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join('; and ')
    return [
      ...node.children.map(
        (child) =>
          `complete -c magam -n ${quoted(when)} -f -a ${lastWord(child.path)} -d ${quoted(child.summary)}`,
      ),
      ...node.options.map(
        (option) =>
          `complete -c magam -n ${quoted(when)} -l ${option.long.replace(/^--/, '')}${option.takesValue ? ' -r' : ''} -d ${quoted(option.description)}`,
      ),
    ]
  })
  return `# magam completion for fish: magam completion fish > ~/.config/fish/completions/magam.fish\n${lines.join('\n')}\n`
}

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`

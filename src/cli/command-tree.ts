import type { Command } from 'commander'
import { buildProgram } from './build-program.ts'

/** A command as completion and the reference need it. */
export type CommandNode = {
  /** Without `magam`: `auth google`; empty for the top. */
  readonly path: string
  readonly summary: string
  readonly args: readonly {
    readonly name: string
    readonly description: string
    readonly required: boolean
  }[]
  readonly options: readonly OptionNode[]
  readonly children: readonly CommandNode[]
}

export type OptionNode = {
  readonly flags: string
  readonly long: string
  readonly description: string
  readonly takesValue: boolean
  readonly choices: readonly string[]
  readonly isGlobal: boolean
}

/** Every command with its options, taken from the same commander program that runs them. */
export function commandTree(): CommandNode {
  const nowhere = { write: () => true }
  const program = buildProgram('0.0.0', { stdout: nowhere, stderr: nowhere, env: {} }, async () => {})
  return nodeOf(program, '')
}

function nodeOf(command: Command, path: string): CommandNode {
  const visible = command.createHelp().visibleOptions(command)
  return {
    path,
    summary: command.description(),
    args: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      required: argument.required,
    })),
    options: visible.map((option) => ({
      flags: option.flags,
      long: option.long ?? option.flags,
      description: option.description + defaultWords(option.defaultValue),
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
      isGlobal: option.helpGroupHeading === 'Global options:',
    })),
    children: command.commands.map((child) => nodeOf(child, path ? `${path} ${child.name()}` : child.name())),
  }
}

const defaultWords = (value: unknown): string => (value === undefined ? '' : ` (default: ${String(value)})`)

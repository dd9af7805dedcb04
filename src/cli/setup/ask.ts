import type { Readable, Writable } from 'node:stream'
import { Failure, UserError } from '../../lib/failure.ts'

/** One question. `given` is the flag's value, which answers it; `fallback` answers where nobody can be asked. */
export type Question<T> = {
  readonly flag: string
  readonly message: string
  readonly given: T | undefined
  readonly fallback: T | null
}

export type Choice<T> = { readonly value: T; readonly label: string; readonly hint?: string }

/** Asks a person, or takes flags and fallbacks where there is none. Throws `Stopped` when the person leaves. */
export type Asker = {
  readonly interactive: boolean
  text(
    question: Question<string> & {
      readonly check?: (text: string) => string | null
      readonly initial?: string
      /** Nothing is an answer too. */
      readonly optional?: boolean
    },
  ): Promise<string>
  secret(question: Question<string> & { readonly check?: (text: string) => string | null }): Promise<string>
  choose<T extends string>(question: Question<T> & { readonly choices: readonly Choice<T>[] }): Promise<T>
  confirm(question: Question<boolean>): Promise<boolean>
  /** Words between questions. */
  note(text: string, title?: string): void
}

/** The person left (Ctrl-C, Escape): nothing more is asked or written. */
export class Stopped extends Error {}

/** Answers from flags and fallbacks only; a question that neither answers is a mistake of usage that names its flag. */
export function flagsOnly(say: (text: string) => void): Asker {
  const answer = async <T>({ flag, message, given, fallback }: Question<T>): Promise<T> => {
    if (given !== undefined) return given
    if (fallback !== null) return fallback
    throw new UserError(
      `there is a question and nobody to ask: ${message}`,
      [],
      `answer it with \`${flag}\`, or run \`magam init\` on a terminal without \`--yes\``,
    )
  }
  const checked = async (
    question: Question<string> & { readonly check?: (text: string) => string | null },
  ) => {
    const text = await answer(question)
    const problem = question.check?.(text) ?? null
    if (problem !== null) throw new UserError(`\`${question.flag}\`: ${problem}`)
    return text
  }
  return {
    interactive: false,
    text: checked,
    secret: checked,
    async choose({ choices, ...question }) {
      const value = await answer(question)
      if (choices.some((choice) => choice.value === value)) return value
      throw new UserError(
        `\`${question.flag}\` does not name one of those there are`,
        [],
        `there are ${choices.map(({ value: known, label }) => `${label} (\`${known}\`)`).join(', ')}`,
      )
    },
    confirm: answer,
    note: (text) => say(text),
  }
}

/** Asks on a terminal. Flags still answer their questions. */
export async function prompts(streams: {
  readonly input: Readable
  readonly output: Writable
}): Promise<Asker> {
  const clack = await import('@clack/prompts')
  const settled = <T>(value: T | symbol): T => {
    if (clack.isCancel(value)) throw new Stopped()
    return value as T
  }
  const validate =
    (check?: (text: string) => string | null, optional = false) =>
    (text: string | undefined) =>
      (text?.trim() ? check?.(text.trim()) : optional ? null : 'please answer') ?? undefined
  const withFlags = flagsOnly(() => {})
  return {
    interactive: true,
    async text(question) {
      if (question.given !== undefined) return withFlags.text(question)
      const initialValue = question.initial ?? question.fallback
      const answer = await clack.text({
        ...streams,
        message: question.message,
        validate: validate(question.check, question.optional),
        ...(initialValue === null ? {} : { initialValue }),
      })
      return (settled<string | undefined>(answer) ?? '').trim()
    },
    async secret(question) {
      if (question.given !== undefined) return withFlags.secret(question)
      return settled<string>(
        await clack.password({ ...streams, message: question.message, validate: validate(question.check) }),
      ).trim()
    },
    async choose(question) {
      if (question.given !== undefined) return withFlags.choose(question)
      const options = question.choices.map((choice) => ({ ...choice }))
      const answer = await clack.select<string>({
        ...streams,
        message: question.message,
        options,
        ...(question.fallback === null ? {} : { initialValue: question.fallback }),
      })
      return settled(answer) as never
    },
    async confirm(question) {
      if (question.given !== undefined) return question.given
      const answer = await clack.confirm({
        ...streams,
        message: question.message,
        initialValue: question.fallback ?? false,
      })
      return settled<boolean>(answer)
    },
    note: (text, title) => clack.note(text, title, streams),
  }
}

/** Trouble that another answer may mend. */
export function isAnswerable(error: unknown): error is Failure | UserError {
  return error instanceof Failure || error instanceof UserError
}

/** What is wrong and what to do, for a note between questions. */
export function wordsOf(error: Failure | UserError): string {
  if (error instanceof Failure) return [error.message, error.hint ?? ''].join('\n').trim()
  const { message, problems, hint } = error
  return [message, ...problems.map(({ what, hint: mend }) => `${what} ${mend ?? ''}`), hint ?? '']
    .join('\n')
    .trim()
}

import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Colours a text for one stream, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** Colour only on a terminal, and never where `NO_COLOR` is set (no-color.org) or the terminal is `dumb`. */
export function painter(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const colours = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text)
}

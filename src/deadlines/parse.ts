import { choose, isSupported } from './choose.ts'
import { inColumns } from './columns.ts'
import { compose, refuse } from './compose.ts'
import { mendDigits } from './misread.ts'
import { buffersFor, normalise } from './normalise.ts'
import { Outside } from './outside.ts'
import { readParts } from './parts.ts'
import type { Period, Remarks } from './period.ts'
import { readPeriods } from './periods.ts'
import type { Reading, ReadingContext } from './reading.ts'
import { resolve } from './resolve.ts'
import { spellFigures } from './spelled.ts'
import { tokenise } from './tokens.ts'

/** A cell longer than this, in UTF-16 units, tells no period: it is refused rather than searched. */
export const LONGEST = 10_000

const SHORT = 1000
/** Nothing of it outlives one call of `parse`, which never waits. */
const shared = buffersFor(SHORT)

/**
 * What a period text means. Days and hours are those of Korea; `context.posted` is a day in Korea (`YYYY-MM-DD`).
 * Never throws: what cannot be read gives kind `unknown` or `invalid` with its obstacle. Linear in the text.
 */
export function parse(text: string, context: ReadingContext): Reading {
  if (text.length > LONGEST) return refuse('unknown', 'too-long')
  const folded = text.length > SHORT ? normalise(text) : normalise(text, shared)
  mendDigits(folded)
  const normalised = spellFigures(folded)
  const parts = readParts({ list: tokenise(normalised), codes: normalised.codes })
  const { periods, remarks } = readPeriods(inColumns(parts), normalised.struck)
  const outside = new Outside(context, yearsOf(periods, remarks))
  const supported = periods.filter((period) => isSupported(period) && !period.recurring)
  const chosen = choose(supported, remarks).map((period) => resolve(period, outside))
  return compose({ text, normalised, periods, remarks, chosen })
}

/** Every year that the text names, in dates and beside them. */
function yearsOf(periods: readonly Period[], remarks: Remarks): number[] {
  const years: number[] = []
  for (const { opens, closes } of periods)
    for (const year of [opens?.day.year, closes?.day.year])
      if (year != null && !years.includes(year)) years.push(year)
  for (const year of remarks.years) if (!years.includes(year)) years.push(year)
  return years
}

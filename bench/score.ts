/** `npm run score -- FILE…`: how well the grammar reads labelled periods, with every miss shown. */
import { parse } from '../src/deadlines/index.ts'
import { type Item, loadItems, OWN_PERIODS, type Score, type Share, score } from './periods.ts'

const percent = ({ right, of }: Share): string =>
  of === 0 ? '-' : `${((100 * right) / of).toFixed(1)} % (${right}/${of})`

export function scoreLines(path: string, result: Score): string[] {
  return [
    `${path}: ${result.items} items`,
    `exact deadline   ${percent(result.deadline)}`,
    `kind             ${percent(result.kind)}`,
    `start            ${percent(result.start)}`,
    `rounds           ${percent(result.rounds)}`,
    `wrong deadline   ${percent(result.wrong)}   missed ${result.missed}`,
    `adversarial kept ${percent(result.adversarial)}`,
    ...[...result.warnings].map(
      ([name, { right, spurious, missing }]) =>
        `  ${name}: ${right} right, ${spurious} spurious, ${missing} missing`,
    ),
  ]
}

function failureLines({ item, got, of }: Score['failures'][number]): string[] {
  const { expect, context } = item
  return [
    `${item.id} [${of.join(', ')}] ${JSON.stringify(item.text.slice(0, 200))}`,
    `    title ${JSON.stringify(context.title)} posted ${context.posted}`,
    `    want ${expect.kind} ${expect.start} ~ ${expect.end} ${expect.warnings.join(' ')}`,
    `    got  ${got.kind} ${got.opens} ~ ${got.closes} ${got.warnings.join(' ')} ${got.obstacle ?? ''}`,
  ]
}

const files = process.argv.slice(2)
for (const file of files.length > 0 ? files : [OWN_PERIODS]) {
  const result = score(loadItems(file), (item: Item) => parse(item.text, item.context))
  for (const line of result.failures.flatMap(failureLines)) console.log(line)
  for (const line of scoreLines(file, result)) console.log(line)
}

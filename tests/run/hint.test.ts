import { expect, test } from 'vitest'
import { hinted } from '../../src/run/hint.ts'

const ONE = '36cc9195-760f-4fff-a67e-3a46c559b176'
const TWO = '98024f3c-b1d3-4aec-a301-f01e0dacf023'
const BASES = [
  { name: 'one', notion: { database: ONE } },
  {
    name: 'one, by its second source',
    notion: { database: ONE, dataSources: ['0b2f8b3d4a0f4f0e8f6f7a0000000001'] },
  },
  { name: 'two', notion: { database: TWO, dataSources: 'all' as const } },
]

test.each([
  ['a page of a database', ['page', ONE], ['one', 'one, by its second source']],
  ['the database itself, without hyphens', [TWO.replaceAll('-', '').toUpperCase()], ['two']],
  [
    'a page of a data source',
    ['page', '0b2f8b3d-4a0f-4f0e-8f6f-7a0000000001'],
    ['one, by its second source'],
  ],
  ['a page of no database that is named', ['page', 'workspace'], null],
  ['nothing that has an id', [], null],
])('a hint about %s, is for its knowledge bases, or for any', (_what, ids, names) => {
  expect(hinted(BASES, ids)).toEqual(names)
})

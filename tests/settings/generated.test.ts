import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { VARIABLES } from '../../src/settings/environment.ts'
import { settingsSchema } from '../../src/settings/json-schema.ts'
import { readConfig } from '../../src/settings/read.ts'
import { settingsReference } from '../../src/settings/reference.ts'

const example = readFileSync('config/magam.example.yaml', 'utf8')

test('the JSON Schema beside the settings, is that of this version', async () => {
  await expect(`${JSON.stringify(settingsSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../config/magam.schema.json',
  )
})

test('the reference of the settings, is that of this version', async () => {
  await expect(settingsReference()).toMatchFileSnapshot('../../docs/settings.md')
})

test('the example, names its schema in the first line and has no mistake', () => {
  expect(example.split('\n')[0]).toBe('# yaml-language-server: $schema=magam.schema.json')
  expect(readConfig(example, 'example')).toMatchObject({ problems: [], warnings: [] })
})

test('the example with its commented keys, has no mistake either', () => {
  const whole = example.replace(/^( *)# ((?:filter|columns|review|publicUrl): )/gm, '$1$2')
  expect(whole).not.toBe(example)
  expect(readConfig(whole, 'example').problems).toEqual([])
})

test('the example of `.env`, names only variables that are read', () => {
  const names = Object.keys(parseEnv(readFileSync('.env.example', 'utf8')))
  expect(names.filter((name) => !(name in VARIABLES))).toEqual([])
})

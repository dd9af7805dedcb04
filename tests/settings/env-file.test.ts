import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { mergedVariables, setVariables, withVariables } from '../../src/settings/env-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'magam-env-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('variables in the text of `.env`', () => {
  test('a variable that stands there, is replaced in its place; everything else stays', () => {
    const text = '# secrets\nA=1\n\nexport B = old # note\nC=3\n'
    expect(withVariables(text, { B: 'new', D: '4' })).toBe('# secrets\nA=1\n\nB=new\nC=3\nD=4\n')
  })
  test('a variable that stands there twice, is kept once', () => {
    expect(withVariables('A=1\nA=2\n', { A: '3' })).toBe('A=3\n')
  })
  test('an empty text, gets the variables', () => {
    expect(withVariables('', { A: 'x y', B: '' })).toBe('A="x y"\nB=\n')
  })
  test('a text without a last line end, gets one', () => {
    expect(withVariables('A=1', { B: '2' })).toBe('A=1\nB=2\n')
  })
  test('a value with line breaks or all quotes, is refused without being shown', () => {
    for (const value of ['a\nb', `"'\``]) {
      expect(() => withVariables('', { A: value })).toThrow('a value cannot be written into `.env`')
    }
  })
  test('any value, is read back as it was written', () => {
    const value = fc
      .string({ unit: fc.constantFrom(...'abcXYZ019 #=$"\'`\\.,:/-_@한글!?&'), maxLength: 40 })
      .filter((text) => !(text.includes('"') && text.includes("'") && text.includes('`')))
    fc.assert(
      fc.property(value, value, (first, second) => {
        const text = withVariables('OTHER=1\n', { A: first, B: second })
        expect(parseEnv(text)).toEqual({ OTHER: '1', A: first, B: second })
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})

describe('the file', () => {
  test('a file that others could read, cannot be read by them any more', () => {
    const file = join(folder, 'loose')
    writeFileSync(file, 'A=1\n', { mode: 0o644 })
    setVariables(file, { B: '2' })
    expect({ text: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777 }).toEqual({
      text: 'A=1\nB=2\n',
      mode: 0o600,
    })
    expect(existsSync(`${file}.part`)).toBe(false)
  })
  test('a place where nothing can be written, is said with the mend', () => {
    const file = join(folder, 'no-folder')
    writeFileSync(file, '')
    expect(() => setVariables(join(file, '.env'), { A: '1' })).toThrowError(
      expect.objectContaining({
        code: 'file-not-written',
        hint: 'a file stands where a folder is needed: name another place',
      }),
    )
  })
  test('what a killed process left beside it, is not kept', () => {
    const file = join(folder, 'left')
    writeFileSync(`${file}.part`, 'half', { mode: 0o644 })
    setVariables(file, { A: '1' })
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['A=1\n', 0o600])
    expect(existsSync(`${file}.part`)).toBe(false)
  })
  test('a value that cannot be written, leaves the file as it was', () => {
    const file = join(folder, 'kept')
    writeFileSync(file, 'A=1\n')
    expect(() => setVariables(file, { A: 'x\ny' })).toThrow()
    expect(readFileSync(file, 'utf8')).toBe('A=1\n')
  })
  test('variables of the process, stand over those of the file; empty ones do not', () => {
    const file = join(folder, 'merged')
    writeFileSync(file, 'A=file\nB=file\n')
    const { values } = mergedVariables({ A: 'process', B: '', C: undefined }, file)
    expect(values).toEqual({ A: 'process', B: 'file' })
    const none = { values: { A: 'process' }, files: {} }
    expect(mergedVariables({ A: 'process' }, join(folder, 'none'))).toEqual(none)
  })
  test('a secret that lies in a file of its own, is taken out of it and stays there', () => {
    const [file, own] = [join(folder, 'twins'), join(folder, 'own secret')]
    const text = `GOOGLE_CLIENT_SECRET_FILE="${own}"\nNOTION_TOKEN_FILE=${join(folder, 'not there')}\n`
    writeFileSync(file, text)
    writeFileSync(own, '\ufeffGOCSPX-first\r\n')
    const given = mergedVariables({}, file)
    expect(given).toEqual({
      values: { GOOGLE_CLIENT_SECRET: 'GOCSPX-first' },
      files: { GOOGLE_CLIENT_SECRET: own, NOTION_TOKEN: join(folder, 'not there') },
    })
    setVariables(file, { GOOGLE_CLIENT_SECRET: 'GOCSPX-first', A: '1' }, null, given)
    expect(readFileSync(own, 'utf8')).toBe('\ufeffGOCSPX-first\r\n')
    setVariables(file, { GOOGLE_CLIENT_SECRET: 'GOCSPX-second' }, null, given)
    expect([readFileSync(own, 'utf8'), statSync(own).mode & 0o777]).toEqual(['GOCSPX-second\n', 0o600])
    expect(readFileSync(file, 'utf8')).toBe(`${text}A=1\n`)
  })
  test('a file with a byte-order mark, keeps its first variable; one in another encoding, is refused whole', () => {
    const file = join(folder, 'windows')
    writeFileSync(file, '\ufeffA=1\r\nB=2\r\n')
    expect(mergedVariables({}, file).values).toEqual({ A: '1', B: '2' })
    setVariables(file, { A: '3' })
    expect(mergedVariables({}, file).values).toEqual({ A: '3', B: '2' })
    const bytes = Buffer.from('\ufeffA=1\n', 'utf16le')
    writeFileSync(file, bytes)
    expect(() => setVariables(file, { A: '3' })).toThrow('is not UTF-8 text')
    expect(readFileSync(file)).toEqual(bytes)
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openStore } from '../../src/state/open.ts'
import { storeContract } from '../contracts/store.ts'
import { storeHistories } from '../contracts/store-history.ts'
import { storeTexts } from '../contracts/store-texts.ts'

const folder = mkdtempSync(join(tmpdir(), 'magam-state-'))
let count = 0

storeContract('SQLite in memory', {
  fresh: () => openStore('file::memory:'),
  done: (store) => store.close(),
})

storeContract('SQLite in a file', {
  fresh: () => openStore(`file:${join(folder, `${++count}.db`)}`),
  done: (store) => store.close(),
})

storeHistories('SQLite', Number(process.env.MAGAM_HISTORIES ?? 100), {
  fresh: () => openStore('file::memory:'),
  done: (store) => store.close(),
})

storeTexts('SQLite', { fresh: () => openStore('file::memory:'), done: (store) => store.close() })

afterAll(() => rmSync(folder, { recursive: true }))

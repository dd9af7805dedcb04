import { expect, test } from 'vitest'
import { type Fault, seededRandom } from '../../../src/sandbox/faults.ts'
import { table } from '../../../src/sandbox/notion/index.ts'
import { stage } from './stage.ts'

const HISTORIES = Number(process.env.MAGAM_HISTORIES ?? 20)
const SEED = Number(process.env.MAGAM_SEED ?? 0) * 10_000
const MINUTE = 60_000

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 503, when: 'after' },
  { kind: 'status', status: 500, when: 'before' },
  { kind: 'status', status: 409, when: 'before' },
  { kind: 'status', status: 429, when: 'before', retryAfter: 70 },
  { kind: 'html', status: 502 },
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'before' },
  { kind: 'truncate' },
]

/** A base of one page: two programmes, a column for us, a status and a finding. */
async function withTable() {
  const s = await stage({ capabilities: { readComments: true, insertComments: true } })
  const id = s.world.page({
    parent: s.base.dataSource,
    title: 'P',
    properties: { status: 'not started' },
    body: [
      table([
        ['사업명', '상태'],
        ['A', ''],
        ['B', ''],
      ]),
    ],
  })
  return { ...s, id }
}
type Base = Awaited<ReturnType<typeof withTable>>

/** What a run does: every row's state is to be `접수 중`, the page `completed`, one finding told. */
async function oneRun(s: Base): Promise<void> {
  await s.read()
  const document = s.document(s.id)
  const found = document?.tables.find(({ kind }) => kind === 'table')
  for (const row of found?.rows.slice(1) ?? []) {
    const present = row.cells[1]?.text ?? ''
    if (!found || (present !== '' && present !== '마감')) continue
    const cells = [{ column: 1, to: { text: '접수 중', url: null } }]
    await s.source.writeCells({ documentId: s.id, table: found, rowId: row.id, cells })
  }
  if (document.status === 'not started') {
    await s.source.writeStatus({ documentId: s.id, from: 'not started', to: 'completed' })
  }
  await s.source.comment({ documentId: s.id, marker: 'f1', text: '?' })
}

test('any history of our writes, people’s edits and faults, loses no edit, tells once, and comes to rest', async () => {
  for (let seed = SEED + 1; seed <= SEED + HISTORIES; seed += 1) {
    const random = seededRandom(seed)
    const s = await withTable()
    const { faults } = s.sandbox.server
    const names = new Map<string, string>()
    try {
      for (let step = 0; step < 6; step += 1) {
        const rows = s.world.children(s.world.tables(s.id)[0] ?? '').slice(1)
        const row = rows[Math.floor(random() * rows.length)] ?? ''
        if (random() < 0.5) {
          names.set(row, `n${step}`)
          s.people.editCell(row, 0, `n${step}`)
        }
        if (random() < 0.3) s.people.editCell(row, 1, random() < 0.5 ? '내 메모' : '')
        if (random() < 0.2) s.people.setStatus(s.id, random() < 0.5 ? 'expired' : 'not started')
        faults.clear()
        if (random() < 0.8) faults.chance(seed * 100 + step, random() * 0.5, FAULTS)
        // A run that could not read is a run that failed; the next one goes on.
        await oneRun(s).catch(() => {})
        s.clock.advance(Math.floor(random() * 3 * MINUTE))
      }
      faults.clear()
      for (let nth = 0; nth < 2; nth += 1) {
        s.clock.advance(3 * MINUTE)
        await oneRun(s)
      }
      const cells = s.world.cells(s.world.tables(s.id)[0] ?? '')
      const rows = s.world.children(s.world.tables(s.id)[0] ?? '')
      for (const [row, name] of names) expect(cells[rows.indexOf(row)]?.[0]).toBe(name)
      for (const [, state] of cells.slice(1)) expect(['접수 중', '내 메모']).toContain(state)
      expect(['completed', 'expired']).toContain(s.world.value(s.id, 'status'))
      expect(s.world.comments(s.id).map(({ text }) => text)).toEqual(['?\n[magam:f1]'])
      s.requests()
      s.clock.advance(10 * MINUTE)
      await oneRun(s)
      expect(s.requests().filter((line) => !/^GET|query$/.test(line))).toEqual([])
    } catch (error) {
      throw new Error(`history with seed ${seed}`, { cause: error })
    } finally {
      await s.close()
    }
  }
})

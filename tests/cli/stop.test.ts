import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/run/report.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { openStore } from '../../src/state/open.ts'
import { type Scene, scene } from '../run/scene.ts'
import { magam } from './magam.ts'

/** Every deadline of the sample page is over, so that its status is to be written. */
const NOW = '2023-05-01T00:00:00Z'
const MAIN = join(import.meta.dirname, '../../src/main.ts')
const LAUNCHER = join(import.meta.dirname, '../../bin/magam.cjs')
const HANG: Fault = { kind: 'hang', when: 'before' }
const HANG_AFTER: Fault = { kind: 'hang', when: 'after' }
type Asked = { readonly method: string; readonly path: string }
const isQuery = ({ path }: Asked) => path.endsWith('/query')
const isPatch = ({ method }: Asked) => method === 'PATCH'
const isGet = ({ method }: Asked) => method === 'GET'
const isInsert = ({ method, path }: Asked) => method === 'POST' && path.endsWith('/events')

/** A scene whose every row can be read. */
async function readable(): Promise<Scene> {
  const here = await scene()
  const [table = ''] = here.notion.world.tables(here.page)
  here.notion.people.editCell(here.notion.world.children(table)[2] ?? '', 3, '2023.04.03(월) 23:30까지')
  return here
}

/** A command in a process of its own, with its exit code or signal, and what it printed. */
function start(here: Scene, ...args: readonly string[]) {
  return startBy([MAIN], here, ...args)
}

/** The same by way of another script. Leads a group of processes, so that all of it can be told. */
function startBy(script: readonly string[], { folder, configFile, env }: Scene, ...args: readonly string[]) {
  const line = [...script, ...args, '--config', configFile, '--now', NOW, '--json']
  const child = spawn(process.execPath, line, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return Object.assign(child, { ended, said: text(child.stdout) })
}

/** Has the first request that matches suffer the fault, and sends the signal a moment later. */
function signalAt(
  here: Scene,
  at: 'notion' | 'google',
  matches: (request: Asked) => boolean,
  fault: Fault,
  signal: (child: () => ChildProcess | null) => void,
): { child: ChildProcess | null } {
  const held: { child: ChildProcess | null } = { child: null }
  const strike = (request: Asked) => {
    if (!matches(request)) return false
    setTimeout(() => signal(() => held.child), 300)
    return true
  }
  here[at].server.faults.when(strike, fault, 1)
  return held
}

const reportIn = (said: string) =>
  said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Report & { readonly event: string })
    .find(({ event }) => event === 'report')

/** Everything that stands in the way of the next run, which comes at once, and what there is after it. */
async function afterwards(here: Scene) {
  const store = await openStore(here.env.MAGAM_DATABASE_URL)
  await store.check()
  const [last] = await store.runs(null, 1)
  await store.close()
  const { code } = await magam(['sync', '--config', here.configFile, '--now', NOW], { env: here.env })
  const events = here.google.world.events(here.calendar).filter(({ status }) => status !== 'cancelled')
  return {
    last: last?.result,
    next: code,
    events: events.length,
    titles: new Set(events.map(({ summary }) => summary)).size,
    status: here.notion.world.value(here.page, 'status'),
  }
}

describe.concurrent('told to stop', { timeout: 60_000 }, () => {
  test.for([
    ['a query of Notion', 'SIGTERM', 'notion', isQuery, HANG, { result: 'failed', code: 0 }],
    ['a status', 'SIGTERM', 'notion', isPatch, HANG_AFTER, { result: 'partly', code: 0 }],
    ['an entry', 'SIGTERM', 'google', isInsert, HANG_AFTER, { result: 'partly', code: 0 }],
    ['the list of events', 'SIGINT', 'google', isGet, HANG, { result: 'partly', code: 3 }],
    ['an entry', 'SIGINT', 'google', isInsert, HANG_AFTER, { result: 'partly', code: 3 }],
  ] as const)(
    'sync, while the request for %s hangs, stops by %s in time, says so, and the next run goes on at once',
    async ([_what, signal, at, matches, fault, { result, code }]) => {
      const here = await readable()
      try {
        const held = signalAt(here, at, matches, fault, (child) => child()?.kill(signal))
        const child = start(here, 'sync')
        held.child = child
        // 130 or 143: it had to be ended by force, ten seconds after the signal.
        expect(await child.ended).toBe(code)
        const report = reportIn(await child.said)
        const troubles = [...(report?.troubles ?? []), ...(report?.sinks.map(({ trouble }) => trouble) ?? [])]
        expect(troubles.flatMap((trouble) => trouble?.code ?? [])).toContain('stopped')
        const after = { last: result, next: 0, events: 8, titles: 8, status: 'expired' }
        expect(await afterwards(here)).toEqual(after)
      } finally {
        await here.close()
      }
    },
  )

  test('sync, while it writes, ends what it began and begins nothing more', async () => {
    const here = await readable()
    try {
      const [table = ''] = here.notion.world.tables(here.page)
      for (let nth = 1; nth <= 40; nth += 1) {
        const link = `https://example.org/${nth}`
        here.notion.people.addRow(table, [`공고 ${nth}`, '', '', '2023.04.20까지', '', link, ''])
      }
      let began = 0
      const strike = (request: Asked) => {
        if (!isInsert(request)) return false
        began += 1
        if (began === 10) child.kill('SIGTERM')
        return true
      }
      here.google.server.faults.when(strike, { kind: 'slow', ms: 500 })
      const child = start(here, 'sync')
      expect(await child.ended).toBe(0)
      const made = here.google.world.events(here.calendar).length
      expect(made).toBe(began)
      expect(made).toBeLessThan(48)
      const report = reportIn(await child.said)
      expect(report?.troubles.map(({ code }) => code)).toEqual(['stopped'])
      const changes = report?.sinks.find(({ sink }) => sink === 'google-calendar')?.changes
      expect(changes?.filter(({ result }) => result === 'done')).toHaveLength(made)
      expect(changes?.filter(({ result }) => result === null)).toHaveLength(48 - made)
      here.google.server.faults.clear()
      expect(await afterwards(here)).toMatchObject({ last: 'partly', next: 0, events: 48, titles: 48 })
    } finally {
      await here.close()
    }
  })

  test('sync, on an old host, where systemd tells launcher and program at once, ends what it began', async () => {
    const here = await readable()
    try {
      const old = join(here.folder, 'old.cjs')
      const versions = "{ value: { ...process.versions, node: '20.1.0' } }"
      await writeFile(old, `Object.defineProperty(process, 'versions', ${versions})`)
      const strike = (request: Asked) => {
        if (isInsert(request)) setTimeout(() => process.kill(-Number(child.pid), 'SIGTERM'), 100)
        return isInsert(request)
      }
      here.google.server.faults.when(strike, { kind: 'slow', ms: 1_000 }, 1)
      const child = startBy(['--require', old, LAUNCHER], here, 'sync')
      expect(await child.ended).toBe(0)
      expect(reportIn(await child.said)?.troubles.map(({ code }) => code)).toEqual(['stopped'])
      expect(await afterwards(here)).toMatchObject({ last: 'partly', next: 0, events: 8, titles: 8 })
    } finally {
      await here.close()
    }
  })

  test.for([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('sync, a second time by %s, ends at once', async ([signal, code]) => {
    const here = await readable()
    try {
      const held = signalAt(here, 'google', isInsert, HANG, (child) => {
        child()?.kill(signal)
        setTimeout(() => child()?.kill(signal), 300)
      })
      const child = start(here, 'sync')
      held.child = child
      expect(await child.ended).toBe(code)
    } finally {
      await here.close()
    }
  })

  test('serve, while a request hangs, ends well and in time, and says that the run was told to', async () => {
    const here = await readable()
    try {
      const held = signalAt(here, 'google', isInsert, HANG_AFTER, (child) => child()?.kill('SIGTERM'))
      const child = start(here, 'serve', '--port', '0')
      held.child = child
      expect(await child.ended).toBe(0)
      expect(reportIn(await child.said)?.result).toBe('partly')
      expect(await afterwards(here)).toEqual({
        last: 'partly',
        next: 0,
        events: 8,
        titles: 8,
        status: 'expired',
      })
    } finally {
      await here.close()
    }
  })
})

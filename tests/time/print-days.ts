import { table } from '../../src/sandbox/notion/index.ts'
import { COLUMNS } from '../../src/sandbox/sample/rows.ts'
import { stage } from '../run/stage.ts'
import { asText, strangersSee } from '../secrets/strangers.ts'

/** Deadlines where clocks of some host change, on days that some years lack, and at both ends of a day. */
const DEADLINES = [
  '2026.03.08(일) 02:30까지',
  '2026.03.29(일) 01:30까지',
  '2026.04.05(일) 02:00까지',
  '2026.11.01(일) 01:30까지',
  '2026.11.01(일)까지',
  '2026.12.31(목) 23:59까지',
  '2026.12.31(목) 24:00까지',
  '2027.01.01(금) 00:00까지',
  '2027.12.31(금)까지',
  '2028.02.29(화)까지',
  '2028.02.29(화) 24:00까지',
  '2026.02.29까지',
  '2026.03.01(일) ~ 2026.03.31(화) 18:00',
]
const MOMENTS = [
  '2026-03-08T02:30:00-05:00',
  '2026-11-01T01:30:00-04:00',
  '2027-01-01T00:00:00+09:00',
  '2028-02-29T12:00:00+09:00',
]

// The whole job at each moment, one after another on one state, printed whole: run under several time zones.
const here = await stage(MOMENTS[0] ?? '', {
  fill(notion) {
    const { id, dataSource } = notion.world.database({
      title: 'Knowledge base',
      properties: {
        이름: 'title',
        status: { type: 'status', toDo: ['not started'], inProgress: [], complete: ['completed', 'expired'] },
      },
    })
    const rows = DEADLINES.map((deadline, at) => [
      `공고 ${at}`,
      '',
      '',
      deadline,
      '',
      `https://example.org/${at}`,
      '',
    ])
    const page = notion.world.page({
      parent: dataSource,
      title: '때',
      properties: { status: 'completed' },
      body: [table([[...COLUMNS], ...rows])],
    })
    return { database: id, page }
  },
})
for (const moment of MOMENTS) {
  here.clock.set(moment)
  const { result, findings, programmes } = await here.sync({ now: new Date(moment) })
  const seen = await strangersSee(here.store, [here.base.settings], moment, 'admin-token')
  // Fonts and scripts do not depend on the day.
  const files = seen.files.filter(({ path }) => !path.startsWith('assets/'))
  const status = here.notion.world.value(here.page, 'status')
  const lines = [
    moment,
    result,
    status,
    JSON.stringify(programmes),
    ...findings.map(({ code, text }) => `${code} ${text}`),
    ...here.events(),
  ]
  process.stdout.write(`${lines.join('\n')}\n${asText({ ...seen, files })}\n`)
}
await here.close()

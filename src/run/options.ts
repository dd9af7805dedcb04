import { z } from 'zod'

const duration = /^(\d+)(m|h|d)$/
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A length of time such as `30m`, `6h` or `2d`, in milliseconds. */
export const durationMs = z
  .string()
  .regex(duration, 'expected a length of time such as `30m`, `6h` or `2d`')
  .transform((text) => {
    const [, count = '0', unit = 'm'] = duration.exec(text) ?? []
    return Number(count) * UNITS[unit as keyof typeof UNITS]
  })

/**
 * Whom to tell when nothing has succeeded for a while. The webhook's address (Slack's form) is a secret and comes from
 * `MAGAM_ALERT_WEBHOOK`, the mail server's from `MAGAM_SMTP_URL` (`smtps://user:password@host`).
 */
export const alertOptions = z.strictObject({
  after: durationMs
    .default(6 * UNITS.h)
    .describe('how long nothing may succeed before somebody is told, such as `12h`; six hours when absent'),
  mail: z
    .strictObject({
      from: z.email().describe('the sender'),
      to: z.array(z.email()).min(1).describe('the people to tell'),
    })
    .optional()
    .describe('tell by mail, through the server in `MAGAM_SMTP_URL`'),
})

export type AlertOptions = z.infer<typeof alertOptions>

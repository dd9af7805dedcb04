import type { Problem } from '../lib/failure.ts'
import { looksSecret } from '../lib/scrub.ts'
import type { YamlFile } from './yaml.ts'

/** Keys under which people put secrets, and the variable each belongs in. */
const HOMES: readonly (readonly [RegExp, string])[] = [
  [/^notion_?(api_?)?(token|key|secret)$|^token$/i, 'NOTION_TOKEN'],
  [/^(google_?)?client_?secret$/i, 'GOOGLE_CLIENT_SECRET'],
  [/^(google_?)?refresh_?token$/i, 'GOOGLE_REFRESH_TOKEN'],
  [/^(google_?)?(private_?key|credentials)$/i, 'GOOGLE_APPLICATION_CREDENTIALS'],
  [/^webhook_?(token|secret)$/i, 'MAGAM_WEBHOOK_TOKEN'],
  [/^admin_?token$/i, 'MAGAM_ADMIN_TOKEN'],
  [/^(slack|alert)_?(web)?hook(_?url)?$/i, 'MAGAM_ALERT_WEBHOOK'],
  [/^smtp(_?(url|password))?$|^mail_?password$/i, 'MAGAM_SMTP_URL'],
  [/^database_?url$/i, 'MAGAM_DATABASE_URL'],
]
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^(ntn_|secret_)/, 'NOTION_TOKEN'],
  [/^GOCSPX-/, 'GOOGLE_CLIENT_SECRET'],
  [/^1\/\//, 'GOOGLE_REFRESH_TOKEN'],
  [/PRIVATE KEY/, 'GOOGLE_APPLICATION_CREDENTIALS'],
  [/hooks\.slack\.com/, 'MAGAM_ALERT_WEBHOOK'],
  [/^smtps?:/, 'MAGAM_SMTP_URL'],
  [/^postgres/, 'MAGAM_DATABASE_URL'],
]

/** Secrets in the settings file, which people commit and share: refused, told without the secret itself. */
export function secretsIn(file: YamlFile): readonly Problem[] {
  return file.texts.flatMap(({ key, text, place }) => {
    const home = HOMES.find(([name]) => name.test(key))?.[1]
    if (!home && !looksSecret(text)) return []
    const variable = home ?? SHAPES.find(([shape]) => shape.test(text))?.[1] ?? null
    return [
      {
        what: `${place}: ${key ? `\`${key}\`` : 'this text'} holds a secret, and this file is not the place for one`,
        hint: /\/private-/.test(text) ? CALENDAR : mend(variable),
      },
    ]
  })
}

const mend = (variable: string | null): string =>
  variable
    ? `put it into \`.env\` as \`${variable}\`, take it out here, and make a new one if the file was shared`
    : 'put it into `.env`, take it out here, and make a new one if the file was shared'

const CALENDAR =
  'write the calendar’s id, which stands above that address in the calendar’s settings; if the file was shared, reset the address there'

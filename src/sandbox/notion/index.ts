import type { SandboxClock } from '../clock.ts'
import { type SandboxServer, startSandboxServer } from '../server.ts'
import { newAnswerer } from './answer.ts'
import { type NotionPeople, notionPeople } from './people/index.ts'
import { type Capabilities, DEFAULT_SETTINGS, type NotionSettings, type RateLimit } from './settings.ts'
import { newStore } from './store.ts'
import { type NotionWorld, notionWorld } from './world.ts'

export type NotionSandboxOptions = {
  readonly clock: SandboxClock
  /** 0 or absent: any free port. */
  readonly port?: number
  readonly token?: string
  /** The same seed gives the same ids for the same steps. */
  readonly seed?: number
  readonly rate?: RateLimit
  readonly capabilities?: Partial<Capabilities>
  readonly cursorLifetime?: number
  readonly shortPages?: readonly number[]
  readonly resultLimit?: number
  /** Whether block edits through the API move the stamp of the page (default: yes; the real service is unsure). */
  readonly apiBlockEditsTouchPage?: boolean
  /** Whether rich text is answered in normal form (default: yes). */
  readonly normalizes?: boolean
}

/** A Notion that runs on this machine, spoken to with the real client through `url` and `token`. */
export type NotionSandbox = {
  /** For the client's `baseUrl`. */
  readonly url: string
  readonly token: string
  /** The user id of the connection, which API writes carry as `last_edited_by`. */
  readonly botId: string
  /** The person who made what was built without naming anyone, and whose doings `people` plays. */
  readonly personId: string
  /** Faults and the request log. */
  readonly server: SandboxServer
  readonly settings: NotionSettings
  readonly world: NotionWorld
  readonly people: NotionPeople
  close(): Promise<void>
}

/** Starts the local Notion, empty but for one person and the connection's bot. Rejects when the port is taken. */
export async function startNotionSandbox(options: NotionSandboxOptions): Promise<NotionSandbox> {
  const store = newStore(options.clock, options.seed ?? 1)
  store.apiBlockEditsTouchPage = options.apiBlockEditsTouchPage ?? true
  store.normalizes = options.normalizes ?? true
  const token = options.token ?? 'sandbox-notion-token'
  const botId = store.ids.uuid()
  store.users.set(botId, { id: botId, name: 'Magam', kind: 'bot', email: null })
  const settings = settingsFrom(options)
  const personId = store.ids.uuid()
  store.users.set(personId, {
    id: personId,
    name: 'Sandbox Editor',
    kind: 'person',
    email: 'editor@example.com',
  })
  const answerer = newAnswerer({ store, settings, token, botId, workspaceName: 'Magam sandbox' })
  const server = await startSandboxServer({ ...answerer, port: options.port ?? 0 })
  return {
    url: server.url,
    token,
    botId,
    personId,
    server,
    settings,
    world: notionWorld(store, personId),
    people: notionPeople(store, personId),
    close: () => server.close(),
  }
}

function settingsFrom(options: NotionSandboxOptions): NotionSettings {
  return {
    ...DEFAULT_SETTINGS,
    capabilities: { ...DEFAULT_SETTINGS.capabilities, ...options.capabilities },
    rate: options.rate ?? null,
    cursorLifetime: options.cursorLifetime ?? null,
    shortPages: options.shortPages ?? [],
    resultLimit: options.resultLimit ?? DEFAULT_SETTINGS.resultLimit,
  }
}

export * from './build.ts'
export type { DatabaseSpec, PageSpec } from './make.ts'
export type { NotionPeople, Place } from './people/index.ts'
export {
  dateMention,
  mention,
  pageMention,
  type RichText,
  run,
  userMention,
  type Words,
} from './rich-text.ts'
export type { PropertySpec } from './schema.ts'
export type { Capabilities, NotionSettings, RateLimit } from './settings.ts'
export type { Short } from './shorthand.ts'
export type { NotionWorld } from './world.ts'

import { type SandboxClock, sandboxClock } from '../clock.ts'
import { type SandboxAnswer, type SandboxRequest, type SandboxServer, startSandboxServer } from '../server.ts'
import type { AuthSettings } from './auth-settings.ts'
import { answerConsent } from './consent.ts'
import { keyPair } from './key-pair.ts'
import { type People, people } from './people.ts'
import { type Quota, quotaMeter } from './quota.ts'
import { faultAnswer, noSuchAddress, Refusal } from './refusal.ts'
import { answerCalendarRequest } from './router.ts'
import { FULL_SCOPE } from './scopes.ts'
import { answerRevoke, answerTokenRequest, newRefreshToken } from './token-endpoint.ts'
import { addAccount, type Rules, world } from './world.ts'
import { type WorldView, worldView } from './world-view.ts'

export type { EventAnswer } from './event-answer.ts'
export type { People } from './people.ts'
export { DOCUMENTED_QUOTA, type Quota } from './quota.ts'
export type { HeldEvent, WorldView } from './world-view.ts'

export type GoogleSandboxOptions = {
  /** The calendar's time: stamps of events, ages of tokens for lists, the quota's minute. */
  readonly clock: SandboxClock
  /** The time of authentication. Clients sign assertions with the machine's time, so this runs with it unless given. */
  readonly authClock?: SandboxClock
  readonly port?: number
  /** No limits unless given; `DOCUMENTED_QUOTA` has the real ones. */
  readonly quota?: Quota
  /** Counts after which the calendar usage limits strike (`quotaExceeded`). */
  readonly usage?: { readonly events?: number; readonly calendars?: number; readonly shares?: number }
  /** Milliseconds by which lists lag behind writes. */
  readonly listLag?: number
  /** Seed of pages shorter than asked for, or empty. */
  readonly raggedPages?: number
  /** Accept timed events that end when they start. */
  readonly zeroLength?: boolean
  /** Seconds an access token lives (3600). */
  readonly accessTokenLife?: number
  /** In testing, refresh tokens die after seven days. */
  readonly consentScreen?: 'published' | 'testing'
  /** Whether the service account may act for persons. */
  readonly delegation?: boolean
  /** Makes ids, tokens and ragged pages repeatable (1). */
  readonly seed?: number
}

/** The contents of a service account's key file; `token_uri` is the sandbox's. */
export type ServiceAccountKey = {
  readonly type: 'service_account'
  readonly project_id: string
  readonly private_key_id: string
  readonly private_key: string
  readonly client_email: string
  readonly client_id: string
  readonly auth_uri: string
  readonly token_uri: string
  readonly universe_domain: 'googleapis.com'
}

export type GoogleSandbox = {
  /** The `rootUrl` for the Calendar client. */
  readonly url: string
  readonly tokenUrl: string
  readonly serviceAccountKey: ServiceAccountKey
  /** A desktop client, and a refresh token that the sandbox's person gave it for the whole of Calendar. */
  readonly oauth: {
    readonly clientId: string
    readonly clientSecret: string
    readonly refreshToken: string
    readonly authUrl: string
    readonly revokeUrl: string
  }
  readonly server: SandboxServer
  readonly world: WorldView
  /** The hands of the sandbox's person, who owns the calendars that `world.createCalendar` makes. */
  readonly people: People
  close(): Promise<void>
}

const SERVICE_ACCOUNT = 'magam@sandbox-project.iam.gserviceaccount.com'
const PERSON = 'owner@sandbox.example'
const CLIENT = { id: '1-sandbox.apps.googleusercontent.com', secret: 'GOCSPX-sandbox' }
const KEY_ID = '5a9db0c1'
const NEVER = Number.POSITIVE_INFINITY
const DAY_SECONDS = 86_400
/** How long sync tokens live is undocumented. */
const SYNC_TOKEN_LIFE = 28 * DAY_SECONDS * 1000

/** Starts a local Google Calendar with its token server. Rejects when the port is taken. */
export async function startGoogleSandbox(options: GoogleSandboxOptions): Promise<GoogleSandbox> {
  const { publicKey, privateKey } = await keyPair()
  const here = world(options.clock, rulesOf(options), options.seed ?? 1)
  addAccount(here, SERVICE_ACCOUNT, 'service')
  const person = addAccount(here, PERSON, 'person', 'Asia/Seoul')
  const auth: AuthSettings = {
    accounts: here.accounts,
    clock: options.authClock ?? sandboxClock(new Date().toISOString()),
    client: CLIENT,
    publicKey,
    keyId: KEY_ID,
    audience: '',
    accessTokenLife: options.accessTokenLife ?? 3600,
    refreshTokenLife: options.consentScreen === 'testing' ? 7 * DAY_SECONDS : NEVER,
    delegation: options.delegation ?? false,
  }
  let consents = true
  const meter = quotaMeter(options.quota ?? {})
  const handle = (request: SandboxRequest): SandboxAnswer => {
    if (request.path === TOKEN_PATH && request.method === 'POST') return answerTokenRequest(auth, request)
    if (request.path === REVOKE_PATH && request.method === 'POST') return answerRevoke(auth, request)
    if (request.path === AUTH_PATH && request.method === 'GET') {
      return answerConsent(auth, request.query, person, consents)
    }
    if (request.path.startsWith('/calendar/v3/'))
      return answerCalendarRequest(here, request, auth.clock.now())
    throw noSuchAddress(request.path)
  }
  const server = await startSandboxServer({
    handle: (request) => answered(() => handle(request)),
    failure: faultAnswer,
    limit: (request) => {
      const token = here.accounts.access.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
      return token ? meter.use(token.account.email, request.method, here.clock.now()) : null
    },
    ...(options.port === undefined ? {} : { port: options.port }),
  })
  const { url } = server
  auth.audience = url + TOKEN_PATH
  return {
    url,
    tokenUrl: url + TOKEN_PATH,
    serviceAccountKey: {
      type: 'service_account',
      project_id: 'sandbox-project',
      private_key_id: KEY_ID,
      private_key: privateKey,
      client_email: SERVICE_ACCOUNT,
      client_id: '1',
      auth_uri: url + AUTH_PATH,
      token_uri: url + TOKEN_PATH,
      universe_domain: 'googleapis.com',
    },
    oauth: {
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      refreshToken: newRefreshToken(auth, person, new Set([FULL_SCOPE])),
      authUrl: url + AUTH_PATH,
      revokeUrl: url + REVOKE_PATH,
    },
    server,
    world: worldView(here, PERSON, (allows) => {
      consents = allows
    }),
    people: people(here, PERSON),
    close: () => server.close(),
  }
}

const TOKEN_PATH = '/token'
const REVOKE_PATH = '/revoke'
const AUTH_PATH = '/o/oauth2/v2/auth'

function rulesOf(options: GoogleSandboxOptions): Rules {
  const { usage } = options
  return {
    listLag: options.listLag ?? 0,
    raggedPages: options.raggedPages ?? null,
    zeroLength: options.zeroLength ?? false,
    syncTokenLife: SYNC_TOKEN_LIFE,
    usage: {
      events: usage?.events ?? NEVER,
      calendars: usage?.calendars ?? NEVER,
      shares: usage?.shares ?? NEVER,
    },
  }
}

/** Turns a refusal that was thrown into its answer; anything else is a bug of the sandbox and goes on. */
function answered(handle: () => SandboxAnswer): SandboxAnswer {
  try {
    return handle()
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

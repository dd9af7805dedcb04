import type { PublicProgramme } from '../plan/publication.ts'
import type { FeedOptions } from '../sinks/public-feed/options.ts'
import type { FeedText } from '../sinks/public-feed/row.ts'

/** Something the owner should look at, in the words of `programmes/finding.ts`. Never shown to a stranger. */
export type OwnerFinding = {
  readonly code: string
  readonly place: {
    readonly documentTitle: string
    readonly documentUrl: string
    readonly tableTitle: string
    readonly row: number
  }
  readonly column: string | null
  readonly text: string
  readonly needsPerson: boolean
  readonly problem: { readonly ko: string; readonly en: string }
  readonly mend: { readonly ko: string; readonly en: string }
}

/** How one knowledge base fares: for its owner. */
type Faring = {
  /** UTC instant of the last run that read and wrote everything; null before the first. */
  readonly lastGoodRun: string | null
  readonly findings: readonly OwnerFinding[]
}

/** One knowledge base as last published with success. */
export type PublishedBase = Faring & {
  readonly feed: FeedOptions
  readonly programmes: readonly PublicProgramme[]
  readonly rows: readonly FeedText[]
}

/** One that has a calendar and no page. It may fail like any other, and its owner must hear of that. */
export type UnshownBase = Faring & { readonly name: string }

/** Everything the server shows. A new object whenever anything in it changed, and only then. */
export type Published = {
  readonly bases: readonly PublishedBase[]
  readonly unshown: readonly UnshownBase[]
  /** UTC instant of the last change. */
  readonly changedAt: string
}

/** When an address last gave other bytes: kept across restarts so that `Last-Modified` never falls. */
export type Stamps = {
  read(address: string): Promise<{ readonly hash: string; readonly at: string } | null>
  write(address: string, hash: string, at: string): Promise<void>
}

/** What the server reads. `current` is asked at each request and must cost nothing: the last good state, in memory. */
export type View = {
  current(): Published
  readonly stamps: Stamps
}

export type LiveView = View & {
  /** Reads the state again. When that fails, the last good state stays and the error is thrown to the caller. */
  refresh(): Promise<void>
}

/**
 * Keeps the last good state in memory. `version` is cheap and tells whether `read` would give anything new.
 * Rejects when the first read fails: there is nothing to show then.
 */
export async function liveView(
  source: { version(): Promise<string>; read(): Promise<Published> },
  stamps: Stamps,
): Promise<LiveView> {
  let version = await source.version()
  let published = lean(await source.read())
  const look = async () => {
    const next = await source.version()
    if (next === version) return
    published = lean(await source.read())
    version = next
  }
  let looking: Promise<void> | null = null
  let again: Promise<void> | null = null
  const begin = () => {
    looking = look().finally(() => {
      looking = null
    })
    return looking
  }
  return {
    current: () => published,
    stamps,
    // Many runs may end at once. One more look sees what all of them wrote; two at a time could end in the wrong order.
    refresh() {
      if (again !== null) return again
      if (looking === null) return begin()
      again = looking
        .catch(() => undefined)
        .then(() => {
          again = null
          return begin()
        })
      return again
    },
  }
}

// A store's rows carry what only the plan needs: at ten thousand entries that is half of the memory.
function lean({ bases, ...others }: Published): Published {
  const text = ({ key, uid, lastDay, ics, cancelledAt }: FeedText) => ({
    key,
    uid,
    lastDay,
    ics,
    cancelledAt,
  })
  return { ...others, bases: bases.map((base) => ({ ...base, rows: base.rows.map(text) })) }
}

/** Stamps that last as long as the process: for tests, the demo and static files. */
export function stampsInMemory(): Stamps {
  const kept = new Map<string, { hash: string; at: string }>()
  return {
    read: async (address) => kept.get(address) ?? null,
    write: async (address, hash, at) => void kept.set(address, { hash, at }),
  }
}

/**
 * Stamps that go on when the store does not: what is remembered in this process is used then, and the owner is told once
 * per failure. A feed must be served even when nothing can be written.
 */
export function steadyStamps(stamps: Stamps, onProblem: (words: string, error: unknown) => void): Stamps {
  const fallback = stampsInMemory()
  const failed = (error: unknown) =>
    onProblem('the time of the last change of an address could not be kept', error)
  return {
    async read(address) {
      try {
        return (await stamps.read(address)) ?? (await fallback.read(address))
      } catch (error) {
        failed(error)
        return fallback.read(address)
      }
    },
    async write(address, hash, at) {
      await fallback.write(address, hash, at)
      await stamps.write(address, hash, at).catch(failed)
    },
  }
}

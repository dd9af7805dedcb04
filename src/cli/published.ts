import { hash } from '../lib/hash.ts'
import type { PublicProgramme } from '../plan/publication.ts'
import type { OwnerFinding, Published, PublishedBase, Stamps, UnshownBase } from '../serve/view.ts'
import type { Settings } from '../settings/read.ts'
import type { Store } from '../state/store.ts'

type Bases = Settings['knowledgeBases']

/** What the page shows, read from the state as the last good runs left it. */
export function publishedFrom(
  store: Store,
  bases: () => Bases,
): { version(): Promise<string>; read(): Promise<Published> } {
  const shownBases = () =>
    bases().flatMap((base) => (base.feed ? [{ name: base.name, feed: base.feed }] : []))
  const unshownBases = () => bases().flatMap(({ name, feed }) => (feed ? [] : [{ name }]))
  const value = async (name: string, what: string) => (await store.value(name, what))?.value ?? ''
  const changes = () => Promise.all(shownBases().map(({ name }) => value(name, 'shown')))
  const version = ({ name }: { name: string }) =>
    Promise.all(['shown', 'last-good-run', 'findings'].map((what) => value(name, what)))
  return {
    version: async () => {
      const all = [...shownBases(), ...unshownBases()]
      return hash(JSON.stringify([all, await Promise.all(all.map(version))]))
    },
    async read() {
      const read = await Promise.all(shownBases().map(({ name, feed }) => publishedBase(store, name, feed)))
      const latest = (await changes()).sort().at(-1)
      return {
        bases: read,
        unshown: await Promise.all(unshownBases().map(({ name }) => unshownBase(store, name))),
        changedAt: latest || new Date(0).toISOString(),
      }
    },
  }
}

async function publishedBase(
  store: Store,
  name: string,
  feed: PublishedBase['feed'],
): Promise<PublishedBase> {
  const [programmes, rows, faring] = await Promise.all([
    store.publicProgrammes(name),
    store.published(name),
    faringOf(store, name),
  ])
  return {
    feed,
    programmes: programmes.map(({ json }) => JSON.parse(json) as PublicProgramme),
    rows,
    ...faring,
  }
}

async function unshownBase(store: Store, name: string): Promise<UnshownBase> {
  return { name, ...(await faringOf(store, name)) }
}

async function faringOf(store: Store, name: string): Promise<Omit<UnshownBase, 'name'>> {
  const [lastGoodRun, findings] = await Promise.all([
    store.value(name, 'last-good-run'),
    store.value(name, 'findings'),
  ])
  return {
    lastGoodRun: lastGoodRun?.value ?? null,
    findings: findings ? (JSON.parse(findings.value) as OwnerFinding[]) : [],
  }
}

/** When each address last gave other bytes, kept in the state so that `Last-Modified` never falls over a restart. */
export function stampsIn(store: Store): Stamps {
  return {
    async read(address) {
      const held = await store.value('pages', address)
      return held ? (JSON.parse(held.value) as { hash: string; at: string }) : null
    },
    async write(address, hash, at) {
      const held = await store.value('pages', address)
      // Losing this race means that another process drew the same state: its stamp is as good as ours.
      await store.putValue('pages', address, JSON.stringify({ hash, at }), held?.version ?? 0)
    },
  }
}

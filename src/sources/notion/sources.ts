import { z } from 'zod'
import { canonicalJson, hash } from '../../lib/hash.ts'
import type { Api } from './api/client.ts'
import { findSources, type Sources } from './find-sources.ts'
import { recall, remember, type SourceMemory } from './memory.ts'
import type { NotionOptions } from './options.ts'
import { sourceSchema } from './source-schema.ts'

const remembered = z.object({
  settings: z.string(),
  schemas: z.array(sourceSchema),
  notes: z.array(z.string()),
})

/** The data sources of a knowledge base as remembered, or found anew when they are not or when `anew` asks for it. */
export async function rememberedSources(
  api: Api,
  memory: SourceMemory,
  options: NotionOptions,
  anew: boolean,
): Promise<Sources & { readonly fresh: boolean }> {
  const { database, dataSources, tags, statusProperty, filter } = options
  const settings = hash(canonicalJson({ database, dataSources, tags, statusProperty, filter }))
  const held = await recall(memory, 'notion:sources', remembered)
  if (held?.settings === settings && !anew) return { ...held, fresh: false }
  // With other settings another property is meant, not a renamed one.
  const before = held?.settings === settings ? held.schemas : []
  const found = await findSources(api, options, before)
  await remember(memory, 'notion:sources', { settings, ...found })
  return { ...found, fresh: true }
}

import { z } from 'zod'
import { Failure } from '../../lib/failure.ts'
import { canonicalJson, hash } from '../../lib/hash.ts'
import type { Api } from './api/client.ts'
import { dataSource } from './api/schema.ts'
import { NotionTrouble } from './api/trouble.ts'
import { findSources, type Sources } from './find-sources.ts'
import { recall, remember, type SourceMemory } from './memory.ts'
import type { NotionOptions } from './options.ts'
import { type SourceSchema, sourceSchema } from './source-schema.ts'

const remembered = z.object({
  settings: z.string(),
  schemas: z.array(sourceSchema),
  notes: z.array(z.string()),
})

/**
 * The data sources of a knowledge base as remembered, or found anew when they are not or when `anew` asks for it. Throws a
 * `Failure` when one that was there is kept from us now, unless `without` says to go on.
 */
export async function rememberedSources(
  api: Api,
  memory: SourceMemory,
  options: NotionOptions,
  anew: boolean,
  without = false,
): Promise<Sources & { readonly fresh: boolean }> {
  const { database, dataSources, tags, statusProperty, filter } = options
  const settings = hash(canonicalJson({ database, dataSources, tags, statusProperty, filter }))
  const held = await recall(memory, 'notion:sources', remembered)
  if (held?.settings === settings && !anew) return { ...held, fresh: false }
  // With other settings another property is meant, not a renamed one.
  const before = held?.settings === settings ? held.schemas : []
  const found = await findSources(api, options, before)
  const here = new Set(found.schemas.map(({ id }) => id))
  if (!without) for (const one of before) if (!here.has(one.id)) await expectVisible(api, one)
  await remember(memory, 'notion:sources', { settings, ...found })
  return { ...found, fresh: true }
}

/** A data source that left its database, for the trash or for elsewhere, answers still; one that is not shared does not. */
async function expectVisible(api: Api, { id, name }: SourceSchema): Promise<void> {
  try {
    await api.read(`looking for the data source \`${name}\``, dataSource, (client) =>
      client.dataSources.retrieve({ data_source_id: id }),
    )
  } catch (error) {
    if (!(error instanceof NotionTrouble) || error.code !== 'notion-not-shared') throw error
    throw new Failure('notion-not-shared', `the data source \`${name}\` can no longer be seen`, {
      cause: error,
      hint: 'Share it with the integration again, or run `magam sync --full` to go on without it. Until then nothing is removed.',
    })
  }
}

import { type Call, pathId, sharedDatabase, sharedDataSource } from '../call.ts'
import { databaseJson, dataSourceJson, type Json } from '../render/index.ts'
import type { Endpoint } from './endpoint.ts'
import { queryDataSource } from './query.ts'
import { updateDataSource } from './schema-update.ts'

export const DATA_SOURCE_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'databases/:', needs: ['readContent'], answer: retrieveDatabase },
  { method: 'GET', path: 'data_sources/:', needs: ['readContent'], answer: retrieveDataSource },
  { method: 'PATCH', path: 'data_sources/:', needs: ['updateContent'], answer: updateDataSource },
  { method: 'POST', path: 'data_sources/:/query', needs: ['readContent'], answer: queryDataSource },
]

function retrieveDatabase(call: Call, text: string): Json {
  return databaseJson(call.store, sharedDatabase(call, pathId(text, 'database_id')), call.view)
}

function retrieveDataSource(call: Call, text: string): Json {
  return dataSourceJson(call.store, sharedDataSource(call, pathId(text, 'data_source_id')), call.view)
}

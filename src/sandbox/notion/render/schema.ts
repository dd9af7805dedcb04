import type { Property } from '../schema.ts'
import type { Store } from '../store.ts'
import type { Json } from './view.ts'

/** A column as a data source shows it. */
export function columnJson(store: Store, property: Property): Json {
  return {
    id: encodeURIComponent(property.id),
    name: property.name,
    description: null,
    type: property.type,
    [property.type]: columnConfig(store, property),
  }
}

function columnConfig(store: Store, property: Property): Json {
  const options = property.options.map((option) => ({ ...option, description: null }))
  switch (property.type) {
    case 'select':
    case 'multi_select':
      return { options }
    case 'status':
      return {
        options,
        groups: property.groups.map(({ id, name, color, optionIds }) => ({
          id,
          name,
          color,
          option_ids: optionIds,
        })),
      }
    case 'number':
      return { format: 'number' }
    case 'relation':
      return {
        data_source_id: property.target,
        database_id: store.dataSources.get(property.target ?? '')?.databaseId,
        type: 'single_property',
        single_property: {},
      }
    case 'formula':
      return { expression: property.target ?? '' }
    case 'unique_id':
      return { prefix: property.target }
    default:
      return {}
  }
}

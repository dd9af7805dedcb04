import { findProperty, type Property } from '../schema.ts'
import { optionId } from '../shorthand.ts'
import { known, type Store, touch } from '../store.ts'
import type { NotionPeople } from './doings.ts'

/** Doings with the columns of a data source and their options. */
export function columnDoings(
  store: Store,
  person: string,
): Pick<NotionPeople, 'renameColumn' | 'renameOption' | 'addOption' | 'removeOption'> {
  const change = (id: string, name: string, how: (property: Property) => void) => {
    const source = known(store.dataSources.get(id), `data source ${id}`)
    how(known(findProperty(source.properties, name), `property ${name}`))
    touch(store, source, person)
  }
  const option = (property: Property, name: string) =>
    known(
      property.options.find((candidate) => candidate.name === name),
      `option ${name}`,
    )
  return {
    renameColumn: (id, from, to) =>
      change(id, from, (property) => {
        property.name = to
      }),
    renameOption: (id, property, from, to) =>
      change(id, property, (column) => {
        option(column, from).name = to
      }),
    addOption: (id, property, name, group) =>
      change(id, property, (column) => {
        const made = optionId(store, column, name)
        if (group === undefined) return
        for (const each of column.groups) {
          const kept = each.optionIds.filter((other) => other !== made)
          each.optionIds.splice(0, each.optionIds.length, ...kept, ...(each.name === group ? [made] : []))
        }
      }),
    removeOption: (id, property, name) =>
      change(id, property, (column) => removeOption(store, id, column, option(column, name).id)),
  }
}

/** Takes an option out of a column and out of every page that has it (a status falls back to its default). */
function removeOption(store: Store, dataSource: string, column: Property, gone: string): void {
  column.options = column.options.filter((option) => option.id !== gone)
  for (const group of column.groups) {
    const index = group.optionIds.indexOf(gone)
    if (index >= 0) group.optionIds.splice(index, 1)
  }
  for (const id of store.dataSources.get(dataSource)?.pages ?? []) {
    const values = store.pages.get(id)?.values
    const value = values?.get(column.id)
    if (value?.kind === 'option' && value.option === gone)
      values?.set(column.id, { kind: 'option', option: column.groups[0]?.optionIds[0] ?? null })
    if (value?.kind === 'options')
      values?.set(column.id, {
        kind: 'options',
        options: value.options.filter((option) => option !== gone),
      })
  }
}

import type { RichText } from '../rich-text.ts'
import { emptyValue, type Option, type Property } from '../schema.ts'
import { isShared, type Page, type Store, type User } from '../store.ts'
import { textJson } from './text.ts'
import { type Json, stamp, type View } from './view.ts'

const MAX_REFERENCES = 25

/** A person or bot: an id alone without the user capability. */
export function userJson(user: User, view: View): Json {
  if (view.users === 'none') return { object: 'user', id: user.id }
  const common = { object: 'user', id: user.id, type: user.kind, name: user.name, avatar_url: null }
  if (user.kind === 'bot') return { ...common, bot: {} }
  return { ...common, person: view.users === 'full' ? { email: user.email } : {} }
}

function userById(store: Store, id: string, view: View): Json {
  const user = store.users.get(id)
  return user ? userJson(user, view) : { object: 'user', id }
}

/** A property value in a page answer: long lists of references are cut at 25. */
export function propertyJson(store: Store, page: Page, property: Property, view: View): Json {
  const value = valueJson(store, page, property, view)
  const common = { id: encodeURIComponent(property.id), type: property.type }
  if (property.type === 'relation') {
    const all = value as readonly unknown[]
    return { ...common, relation: all.slice(0, MAX_REFERENCES), has_more: all.length > MAX_REFERENCES }
  }
  if (property.type === 'people')
    return { ...common, people: (value as readonly unknown[]).slice(0, MAX_REFERENCES) }
  if (property.type === 'title' || property.type === 'rich_text')
    return { ...common, [property.type]: textJson(store, value as RichText[], MAX_REFERENCES) }
  return { ...common, [property.type]: value }
}

/** The whole value of a property, nothing cut. */
export function valueJson(store: Store, page: Page, property: Property, view: View): unknown {
  if (property.type === 'created_time') return stamp(page.createdAt)
  if (property.type === 'last_edited_time') return stamp(page.editedAt)
  if (property.type === 'created_by') return userById(store, page.createdBy, view)
  if (property.type === 'last_edited_by') return userById(store, page.editedBy, view)
  const value = page.values.get(property.id) ?? emptyValue(property)
  switch (value.kind) {
    case 'text':
      return textJson(store, value.text)
    case 'number':
      return value.number
    case 'option':
      return value.option === null ? null : optionJson(property, value.option)
    case 'options':
      return value.options.map((id) => optionJson(property, id)).filter((option) => option !== null)
    case 'date':
      return value.date
    case 'checkbox':
      return value.checked
    case 'string':
      return value.string
    case 'ids':
      return property.type === 'people'
        ? value.ids.map((id) => userById(store, id, view))
        : value.ids.filter((id) => !store.pages.get(id)?.trashed && isShared(store, id)).map((id) => ({ id }))
    case 'files':
      return value.files.map(({ name, url }) => ({ name, type: 'external', external: { url } }))
    case 'fixed':
      return value.json
  }
}

function optionJson(property: Property, id: string): Option | null {
  const option = property.options.find((candidate) => candidate.id === id)
  return option ? { id: option.id, name: option.name, color: option.color } : null
}

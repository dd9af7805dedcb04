import { runs } from '../rich-text.ts'
import { known, type Store, stamped } from '../store.ts'
import type { NotionPeople } from './doings.ts'

/** Doings in discussions. */
export function commentDoings(
  store: Store,
  person: string,
): Pick<NotionPeople, 'comment' | 'resolveComment'> {
  return {
    comment(on, words, discussion) {
      const { id, createdAt } = stamped(store, person)
      store.comments.set(id, {
        id,
        discussionId: discussion ?? store.ids.uuid(),
        parent: { kind: store.pages.has(on) ? 'page' : 'block', id: on },
        text: runs(words),
        createdBy: person,
        createdAt,
        editedAt: createdAt,
        resolved: false,
      })
      return id
    },
    resolveComment(id) {
      const { discussionId } = known(store.comments.get(id), `comment ${id}`)
      for (const comment of store.comments.values())
        if (comment.discussionId === discussionId) comment.resolved = true
    },
  }
}

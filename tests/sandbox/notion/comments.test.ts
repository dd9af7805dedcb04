import { describe, expect, it } from 'vitest'
import { refusal, stage, words } from './stage.ts'

const allowed = { capabilities: { readComments: true, insertComments: true } }

describe('comments', () => {
  it('unresolved ones of a page, are listed oldest first; resolved ones are not', async () => {
    const { client, page, people, world } = await stage(allowed)
    const first = await client.comments.create({ parent: { page_id: page }, rich_text: [words('첫째')] })
    const second = people.comment(page, '둘째')
    const listed = async () => (await client.comments.list({ block_id: page })).results.map(({ id }) => id)
    expect(await listed()).toEqual([first.id, second])
    people.resolveComment(first.id)
    expect(await listed()).toEqual([second])
    expect(world.comments(page).map(({ text, resolved }) => [text, resolved])).toEqual([
      ['첫째', true],
      ['둘째', false],
    ])
  })

  it('a comment on a row, stands there and not on the page', async () => {
    const { client, page, rows } = await stage(allowed)
    const [, row = ''] = rows
    const made = await client.comments.create({ parent: { block_id: row }, rich_text: [words('여기')] })
    const on = async (id: string) =>
      (await client.comments.list({ block_id: id })).results.map(({ id: at }) => at)
    expect([await on(row), await on(page)]).toEqual([[made.id], []])
  })

  it('a reply, stands in its discussion', async () => {
    const { client, page } = await stage(allowed)
    const first = await client.comments.create({ parent: { page_id: page }, rich_text: [words('물음')] })
    const discussion = 'discussion_id' in first ? first.discussion_id : ''
    const reply = await client.comments.create({ discussion_id: discussion, markdown: '답' })
    expect(reply).toMatchObject({ discussion_id: discussion, parent: { type: 'page_id', page_id: page } })
  })

  it('a retried create, posts twice', async () => {
    const { client, page, world } = await stage(allowed)
    const create = () => client.comments.create({ parent: { page_id: page }, rich_text: [words('같은 말')] })
    await create()
    await create()
    expect(world.comments(page).length).toBe(2)
  })

  it('own comments, can be changed and deleted; those of people cannot', async () => {
    const { client, page, people, world } = await stage(allowed)
    const own = await client.comments.create({ parent: { page_id: page }, rich_text: [words('전')] })
    const other = people.comment(page, '사람의 말')
    await client.comments.update({ comment_id: own.id, rich_text: [words('후')] })
    expect(world.comments(page)[0]?.text).toBe('후')
    await client.comments.delete({ comment_id: own.id })
    expect(world.comments(page).map(({ id }) => id)).toEqual([other])
    expect(await refusal(client.comments.delete({ comment_id: other }))).toContain('403 restricted_resource')
  })

  it('a comment on a page that is no longer shared, is not found', async () => {
    const { client, page, world } = await stage(allowed)
    const made = await client.comments.create({ parent: { page_id: page }, rich_text: [words('x')] })
    world.unshare(page)
    expect(await refusal(client.comments.retrieve({ comment_id: made.id }))).toContain('404 object_not_found')
    expect(await refusal(client.comments.list({ block_id: page }))).toContain('404 object_not_found')
  })

  it('a comment without words or place, is refused', async () => {
    const { client } = await stage(allowed)
    expect(await refusal(client.comments.create({ rich_text: [words('x')] } as never))).toContain(
      'body.parent',
    )
    expect(await refusal(client.comments.list({ block_id: 'x' }))).toContain(
      'query.block_id should be a valid uuid',
    )
  })
})

import { Client } from '@notionhq/client'
import { describe, expect, it } from 'vitest'
import { ask, refusal, stage } from './stage.ts'

describe('access', () => {
  it('an unknown route, without a token, is refused before the token is looked at', async () => {
    const answer = await ask(await stage(), 'nothing', { method: 'POST', headers: { authorization: '' } })
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        object: 'error',
        status: 400,
        code: 'invalid_request_url',
        message: 'Invalid request URL.',
        request_id: answer.headers.get('x-notion-request-id'),
      },
    ])
  })

  it('the query of a database, which moved to data sources, is no route', async () => {
    const sandbox = await stage()
    const answer = await ask(sandbox, `databases/${sandbox.database}/query`, { method: 'POST' })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request_url'])
  })

  it('a wrong token, is unauthorized', async () => {
    const { url, page } = await stage()
    const client = new Client({ auth: 'wrong', baseUrl: url, retry: false, logger: () => undefined })
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toBe(
      '401 unauthorized: API token is invalid.',
    )
  })

  it('a missing or unknown version, is told apart from everything else', async () => {
    const { url, token } = await stage()
    const answer = await fetch(`${url}/v1/users/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'missing_version',
      message:
        'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
    })
    const version = (name: string) => ({ headers: { 'notion-version': name } })
    const sandbox = await stage()
    expect((await ask(sandbox, 'users/me', version('2026-02-01'))).body.code).toBe('missing_version')
    expect((await ask(sandbox, 'users/me', version('2025-09-03'))).body.object).toBe('user')
  })

  it('ids, without dashes or in capitals, find the page and are answered dashed and small', async () => {
    const { client, page } = await stage()
    const bare = page.replaceAll('-', '').toUpperCase()
    expect((await client.pages.retrieve({ page_id: bare })).id).toBe(page)
  })

  it('a page asked for as a database and the other way round, are told apart where they are shared', async () => {
    const { client, page, database, world } = await stage()
    expect([
      await refusal(client.databases.retrieve({ database_id: page })),
      await refusal(client.pages.retrieve({ page_id: database })),
    ]).toEqual([
      `400 validation_error: Provided ID ${page} is a page, not a database. Use the retrieve page API instead.`,
      `400 validation_error: Provided ID ${database} is a database, not a page. Use the retrieve database API instead.`,
    ])
    world.unshare(page)
    expect(await refusal(client.databases.retrieve({ database_id: page }))).toContain('404 object_not_found')
  })

  it('a text that is no id, is refused by name of the parameter', async () => {
    const { client } = await stage()
    expect(await refusal(client.pages.retrieve({ page_id: 'x' }))).toBe(
      '400 validation_error: path failed validation: path.page_id should be a valid uuid, instead was `"x"`.',
    )
  })

  it('unknown, unshared and permanently deleted pages, are the same 404', async () => {
    const { client, page, world, people, dataSource } = await stage()
    const unknown = '11111111-2222-8333-a444-555555555555'
    const message = (id: string) =>
      `404 object_not_found: Could not find page with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "Magam".`
    expect(await refusal(client.pages.retrieve({ page_id: unknown }))).toBe(message(unknown))
    world.unshare(page)
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toBe(message(page))
    world.share(page)
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toBe('accepted')
    people.deletePageForGood(page)
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toBe(message(page))
    world.unshare(dataSource)
    expect(await refusal(client.dataSources.query({ data_source_id: dataSource }))).toContain(
      'Could not find database with ID',
    )
  })

  it('an unshared row, never appears in a query; an unshared sub-page, not among the blocks', async () => {
    const { client, page, dataSource, world } = await stage()
    const below = world.page({ parent: page, title: '하위' })
    const other = world.page({ parent: dataSource, title: '다른 페이지' })
    world.unshare(other)
    world.unshare(below)
    const rows = await client.dataSources.query({ data_source_id: dataSource })
    expect(rows.results.map((row) => row.id)).toEqual([page])
    const blocks = await client.blocks.children.list({ block_id: page })
    expect(blocks.results.map((block) => block.id)).not.toContain(below)
  })

  it('a token that may only read, is refused writes', async () => {
    const { client, page } = await stage({ capabilities: { updateContent: false, insertContent: false } })
    const refused = '403 restricted_resource: Insufficient permissions for this endpoint.'
    expect(await refusal(client.pages.update({ page_id: page, in_trash: true }))).toBe(refused)
    expect(await refusal(client.blocks.children.append({ block_id: page, children: [] }))).toBe(refused)
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toBe('accepted')
  })

  it('comments and people, without their capabilities, are restricted', async () => {
    const { client, page } = await stage({ capabilities: { users: 'none' } })
    const refused = '403 restricted_resource: Insufficient permissions for this endpoint.'
    expect(await refusal(client.comments.list({ block_id: page }))).toBe(refused)
    expect(await refusal(client.users.list({}))).toBe(refused)
    const shown = await client.pages.retrieve({ page_id: page })
    expect(JSON.stringify(shown)).not.toContain('Sandbox Editor')
  })

  it('people, are answered whole, without their addresses, or as ids, by the capability', async () => {
    const { client, settings, personId } = await stage()
    const person = () => client.users.retrieve({ user_id: personId })
    const name = { object: 'user', id: personId, type: 'person', name: 'Sandbox Editor' }
    expect(await person()).toMatchObject({ ...name, person: { email: 'editor@example.com' } })
    settings.capabilities.users = 'withoutEmail'
    expect(await person()).toMatchObject({ ...name, person: {} })
    expect(JSON.stringify((await client.users.list({})).results)).not.toContain('@')
    settings.capabilities.users = 'none'
    expect(await refusal(person())).toContain('403 restricted_resource')
  })

  it('an unknown beta, is refused', async () => {
    const answer = await ask(await stage(), 'users/me', { headers: { 'notion-beta': 'x' } })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_beta'])
  })

  it('the connection, asked who it is, is a bot of a workspace', async () => {
    const { client, botId } = await stage()
    const me = await client.users.me({})
    expect([
      me.id,
      me.type,
      me.type === 'bot' && 'workspace_name' in me.bot && me.bot.workspace_name,
    ]).toEqual([botId, 'bot', 'Magam sandbox'])
  })

  it('the version before 2026-03-11, says archived beside in_trash and accepts either', async () => {
    const { client, oldClient, page } = await stage()
    expect(await client.pages.retrieve({ page_id: page })).not.toHaveProperty('archived')
    expect(await oldClient.pages.retrieve({ page_id: page })).toMatchObject({
      archived: false,
      in_trash: false,
    })
    await oldClient.pages.update({ page_id: page, archived: true } as never)
    expect(await client.pages.retrieve({ page_id: page })).toMatchObject({ in_trash: true })
    expect(await refusal(client.pages.update({ page_id: page, archived: false } as never))).toBe(
      '400 validation_error: body failed validation: body.archived should be not present, instead was `false`.',
    )
  })
})

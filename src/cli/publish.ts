import { counted } from '../lib/counted.ts'
import { UserError } from '../lib/failure.ts'
import { publicRoot } from '../serve/app.ts'
import { publishFiles } from '../serve/publish.ts'
import { writeFiles } from '../serve/write-files.ts'
import { openStore } from '../state/open.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { publishedFrom } from './published.ts'

/** `magam publish FOLDER`: the page, feeds and JSON of the last good state as static files, swapped in whole. */
export async function publish(context: Context, _options: object, folder = ''): Promise<ExitCode> {
  if (folder === '')
    throw new UserError('the name of the folder is empty', [], 'write `magam publish FOLDER`')
  const settings = await context.settings()
  const store = await openStore(settings.environment.databaseUrl, { onlyLook: true })
  try {
    const published = await publishedFrom(store, () => settings.knowledgeBases).read()
    if (published.bases.every(({ programmes }) => programmes.length === 0)) {
      throw new UserError('there is nothing to publish yet', [
        {
          what: 'no programme has been read, or no knowledge base has a `feed:` in the settings',
          hint: 'run `magam sync` first; what was published before was left as it is',
        },
      ])
    }
    const { server } = settings
    const written = await writeFiles(
      folder,
      publishFiles(published, {
        publicUrl: publicRoot(server),
        title: server.title,
        language: server.language,
        now: context.now().getTime(),
      }),
    )
    if (context.json) context.data({ folder, ...written })
    else {
      context.print(
        `${folder}: ${counted(written.written, 'file')} written, ${written.unchanged} unchanged, ${written.removed} removed`,
      )
      if (server.publicUrl === undefined)
        context.say(
          `Nobody else can subscribe yet: the pages name \`${publicRoot(server)}\`. Set \`server.publicUrl\` to their address and publish again.`,
        )
    }
    return EXIT.done
  } finally {
    await store.close()
  }
}

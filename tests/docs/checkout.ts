import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { type Answer, magam } from '../cli/magam.ts'
import { scene } from '../run/scene.ts'
import { zipBytes } from '../sandbox/export/archives.ts'

const EXPORTED = `# 오픈이노베이션

status: completed

| 사업명 | 지원 접수 기간 |
| --- | --- |
| 2023 오픈이노베이션 2기 | 2023.04.02(일) 23:30까지 |
`

/**
 * The folder a reader of the documents has: settings that work, accounts, a first run behind it, a key file and a Notion
 * export. Commands run in it as typed; `~` is its own folder. `close` goes back to where the process was.
 */
export async function checkout() {
  const here = await scene()
  const before = process.cwd()
  process.chdir(here.folder)
  await mkdir('config')
  await mkdir('Downloads')
  await writeFile('key.json', JSON.stringify(here.google.serviceAccountKey), { mode: 0o600 })
  await writeFile('Downloads/Export.zip', await zipBytes([{ path: '오픈이노베이션.md', content: EXPORTED }]))
  const { knowledgeBases } = JSON.parse(await readFile(here.configFile, 'utf8')) as Record<string, unknown>
  await writeFile('config/magam.yaml', JSON.stringify({ knowledgeBases, server: { port: 0 } }))
  const accounts = { ...here.env, GOOGLE_AUTH_URL: here.google.oauth.authUrl }
  // What set-up and sign-in write stands apart, so that other commands keep their accounts.
  const envOf = ([command]: readonly string[]) =>
    command === 'init' || command === 'auth' ? { ...accounts, MAGAM_ENV_FILE: 'drafted.env' } : accounts
  return {
    run: (args: readonly string[]): Promise<Answer> =>
      runAsTyped(
        args.map((arg) => arg.replace(/^~/, here.folder)),
        envOf(args),
      ),
    async close() {
      process.chdir(before)
      await here.close()
    },
  }
}

/** Runs a command as a reader would: opens the address that a sign-in shows, and stops what would serve for ever. */
async function runAsTyped(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Answer> {
  const stop = new AbortController()
  const onText = (text: string) => {
    const [consent] = /https?:\S+response_type=code\S+/.exec(text) ?? []
    if (consent) void fetch(consent)
    if (text.includes('Ctrl-C')) stop.abort()
  }
  return magam(args, { env, signal: stop.signal, onStdout: onText, onStderr: onText })
}

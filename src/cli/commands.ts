import { InvalidArgumentError, Option } from 'commander'

/** One command as its help tells it. Where its work is, stands in `handlers.ts`. */
type Declaration = {
  /** `sync`, or `auth google` for a command of a group. */
  readonly name: string
  /** What the group is for, when the command is in one. */
  readonly group?: string
  readonly summary: string
  /** As commander writes them: `<needed>`, `[optional]`. */
  readonly args?: readonly (readonly [name: string, description: string, choices?: readonly string[]])[]
  readonly options?: () => readonly Option[]
  readonly examples: readonly string[]
  /** Writes outside: the first Ctrl-C or SIGTERM lets it finish the write in hand. */
  readonly finishesFirst?: boolean
}

const knowledgeBase = () => new Option('--knowledge-base <name>', 'only this one')
const port = () =>
  new Option('--port <number>', 'where to listen; 0 takes a free one').argParser(count(0, 65_535))

const declared = [
  {
    name: 'demo',
    summary: 'Run the whole job on the embedded sandbox, then serve the page and feed. Needs no account.',
    options: () => [
      new Option('--once', 'stop after the run'),
      port(),
      new Option(
        '--import <path>',
        'your own Notion export (.md, folder or .zip) in place of the sample page',
      ),
    ],
    examples: [
      'magam demo',
      'magam demo --once --now 2023-05-01T09:00+09:00',
      'magam demo --import ~/Downloads/Export.zip',
    ],
    finishesFirst: true,
  },
  {
    name: 'init',
    summary: 'Set Magam up, step by step; writes `config/magam.yaml` and `.env`. Every question has a flag.',
    options: () => [
      new Option('--yes', 'ask nothing: answer from flags, variables and defaults'),
      new Option('--overwrite', 'replace a settings file that is there').conflicts('add'),
      new Option('--add', 'add another knowledge base to a settings file that is there'),
      new Option('--notion-token-file <file>', 'file that holds the Notion token (else `NOTION_TOKEN`)'),
      new Option('--data-source <id>', 'the Notion data source or database: id, link or name'),
      new Option('--name <name>', 'your name for the knowledge base'),
      new Option(
        '--requests-per-minute <count>',
        'Notion allows 180; 600 on Business and Enterprise',
      ).argParser(count(6, 1_000_000)),
      new Option('--active <status>', 'status of a page that is read and on the calendar'),
      new Option('--expired <status>', 'status of a page whose last deadline has passed'),
      new Option('--no-status', 'leave statuses alone'),
      new Option('--google <way>', 'how Google is reached').choices(['service-account', 'oauth', 'none']),
      new Option('--key-file <file>', 'key file of the service account'),
      new Option('--client-id <id>', 'OAuth client; its secret comes from `GOOGLE_CLIENT_SECRET`'),
      new Option('--calendar <id>', 'a calendar that is there').conflicts('newCalendar'),
      new Option('--new-calendar <name>', 'make a calendar of this name'),
      new Option('--share-with <addresses>', 'who may read the calendar, separated by commas'),
      new Option(
        '--public-calendar',
        'let everybody read the calendar; its entries do not link to Notion then',
      ),
      new Option('--reminders <list>', 'such as 7d,1d'),
      new Option('--slug <word>', 'address of the public page and feed'),
      new Option('--feed-title <text>', 'title of the page and feed'),
      new Option('--no-feed', 'publish nothing'),
      new Option('--timezone <zone>', 'time zone of the schedule').default('Asia/Seoul'),
      new Option('--schedule <cron>', 'when `magam serve` looks').default('*/10 * * * *'),
    ],
    examples: [
      'magam init',
      'magam init --yes --data-source "Knowledge base" --key-file key.json --new-calendar 마감 --share-with me@example.org',
      'magam init --yes --google none --slug deadlines',
    ],
  },
  {
    name: 'doctor',
    summary: 'Check every link of the chain and say how to mend each.',
    options: () => [knowledgeBase()],
    examples: ['magam doctor', 'magam doctor --json'],
  },
  {
    name: 'plan',
    summary: 'Read everything and show what a sync would change, and why. Writes nothing.',
    options: () => [knowledgeBase()],
    examples: ['magam plan', 'magam plan --now 2026-12-31T09:00+09:00', 'magam plan --json'],
  },
  {
    name: 'sync',
    summary: 'Run once: read, plan, write, and put each page’s status right.',
    options: () => [
      knowledgeBase(),
      new Option('--dry-run', 'the same as `magam plan`'),
      new Option('--full', 'read everything anew'),
      new Option('--force', 'carry out a plan that safety refused'),
    ],
    examples: ['magam sync', 'magam sync --knowledge-base open-innovation --full', 'magam sync --force'],
    finishesFirst: true,
  },
  {
    name: 'serve',
    summary: 'Serve the page, feeds, health and webhook; sync on the schedule.',
    options: () => [port()],
    examples: ['magam serve', 'magam serve --port 3000'],
    finishesFirst: true,
  },
  {
    name: 'publish',
    summary: 'Write the page, feeds and JSON as static files.',
    args: [['<folder>', 'where the files go; made when missing']],
    examples: ['magam publish public'],
    finishesFirst: true,
  },
  {
    name: 'explain',
    summary: 'Say how a period text is understood, and why.',
    args: [['[text]', 'the text of a 지원 접수 기간 cell; read from stdin when left out']],
    options: () => [
      new Option('--title <text>', 'name of the programme, which may tell the year'),
      new Option('--posted <day>', 'day the notice was posted, such as 2026-03-02'),
      new Option('--jsonl', 'answer JSON lines from stdin with JSON lines on stdout'),
    ],
    examples: ['magam explain "3.20(월) ~ 4.2(일) 23:30" --title "2023 오픈이노베이션"'],
  },
  {
    name: 'history',
    summary: 'Show past runs and what became of them.',
    args: [['[id]', 'show one run in full; its first letters will do']],
    options: () => [
      new Option('--knowledge-base <name>', 'only runs of this one'),
      new Option('--limit <count>', 'how many runs').argParser(count(1, 10_000)).default(20),
    ],
    examples: [
      'magam history',
      'magam history --knowledge-base open-innovation --limit 5',
      'magam history --json',
    ],
  },
  {
    name: 'backup',
    summary: 'Copy the whole state to a file, also while Magam runs.',
    args: [['<file>', 'a file that does not exist yet']],
    examples: ['magam backup backups/magam-2026-11-25.db'],
  },
  {
    name: 'auth google',
    group: 'Ways to get access.',
    summary: 'Sign in to Google in the browser; keeps the refresh token in `.env`.',
    options: () => [port()],
    examples: ['magam auth google'],
  },
  {
    name: 'auth feed',
    summary: 'Make a token for a private feed, and the hash that the settings keep of it.',
    examples: ['magam auth feed'],
  },
  {
    name: 'worker',
    summary: 'Take knowledge bases from the queue and sync them (PostgreSQL).',
    options: () => [
      new Option('--concurrency <count>', 'how many at once').argParser(count(1, 256)).default(8),
    ],
    examples: ['magam worker --concurrency 16'],
    finishesFirst: true,
  },
  {
    name: 'completion',
    summary: 'Print a script that completes commands and options in your shell.',
    args: [['<shell>', 'bash, zsh or fish', ['bash', 'zsh', 'fish']]],
    examples: ['magam completion bash', 'magam completion fish'],
  },
] as const satisfies readonly Declaration[]

export type CommandName = (typeof declared)[number]['name']
export type CommandDeclaration = Declaration & { readonly name: CommandName }

/** In the order the help lists them. */
export const commands: readonly CommandDeclaration[] = declared

/** A whole number between two bounds. */
function count(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }
}

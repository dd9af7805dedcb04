import type { CommandName } from './commands.ts'
import type { Context } from './context.ts'
import type { ExitCode } from './exit.ts'

/** Carries out a command. Options come as the declaration says them, arguments after them. */
export type Handler<Options = never> = (
  context: Context,
  options: Options,
  ...args: readonly (string | undefined)[]
) => Promise<ExitCode>

/** Where the work of each command is. It is loaded only when it runs, so that help and completion start fast. */
export const HANDLERS: Readonly<Record<CommandName, () => Promise<Handler>>> = {
  demo: () => import('./demo.ts').then((module) => module.demo),
  init: () => import('./init.ts').then((module) => module.init),
  doctor: () => import('./doctor.ts').then((module) => module.doctor),
  plan: () => import('./sync.ts').then((module) => module.plan),
  sync: () => import('./sync.ts').then((module) => module.sync),
  serve: () => import('./serve.ts').then((module) => module.serve),
  publish: () => import('./publish.ts').then((module) => module.publish),
  explain: () => import('./explain.ts').then((module) => module.explain),
  history: () => import('./history.ts').then((module) => module.history),
  backup: () => import('./backup.ts').then((module) => module.backup),
  'auth google': () => import('./auth-google.ts').then((module) => module.authGoogle),
  'auth feed': () => import('./auth-feed.ts').then((module) => module.authFeed),
  worker: () => import('./worker.ts').then((module) => module.worker),
  completion: () => import('./completion.ts').then((module) => module.completion),
}

import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'
import type { Jobs, Trigger } from './jobs.ts'

type Handle = (knowledgeBase: string, why: Trigger, signal: AbortSignal) => Promise<void>

/**
 * Jobs in this process. Nothing is kept over a restart and nothing needs to be: `serve` asks for every knowledge base
 * when it starts. At most `concurrency` knowledge bases run at once.
 */
export function localJobs(options: { concurrency?: number; onBug: (error: unknown) => void }): Jobs {
  const queue = new PQueue({ concurrency: options.concurrency ?? 2, autoStart: false })
  const stopping = new AbortController()
  const waiting = new Set<string>()
  const running = new Set<string>()
  const again = new Map<string, Trigger>()
  let handle: Handle | null = null

  const add = (knowledgeBase: string, why: Trigger) => {
    waiting.add(knowledgeBase)
    queue
      .add(async () => {
        waiting.delete(knowledgeBase)
        running.add(knowledgeBase)
        try {
          await handle?.(knowledgeBase, why, stopping.signal)
        } finally {
          running.delete(knowledgeBase)
          const next = again.get(knowledgeBase)
          again.delete(knowledgeBase)
          if (next && !stopping.signal.aborted) add(knowledgeBase, next)
        }
      })
      .catch(options.onBug)
  }
  return {
    async request(knowledgeBases, why) {
      if (stopping.signal.aborted) return
      for (const each of knowledgeBases.filter((name) => !waiting.has(name))) {
        if (running.has(each)) again.set(each, why)
        else add(each, why)
      }
    },
    async run(work) {
      handle = work
      queue.start()
    },
    async stop(ms) {
      stopping.abort()
      queue.clear()
      const idle = queue.onIdle().then(() => true)
      return Promise.race([idle, sleep(ms, false, { ref: false })])
    },
  }
}

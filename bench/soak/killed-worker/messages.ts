/** What the soak tells a worker. Each message is answered by one of the same name. */
export type Told =
  /** Syncs over and over from now on. */
  | { readonly tell: 'go' }
  /** Ends the run in hand and begins no other. */
  | { readonly tell: 'rest' }
  /** Says how large it is. */
  | { readonly tell: 'size' }

/** What a worker says. */
export type Said =
  | { readonly said: 'go' | 'rest' }
  | { readonly said: 'size'; readonly memoryMb: number; readonly heapMb: number; readonly handles: number }
  | Ran

/** A run has ended: when it began (milliseconds since 1970, by the machine's clock) and what came of it. */
export type Ran = {
  readonly said: 'ran'
  readonly knowledgeBase: string
  readonly result: 'done' | 'partly' | 'refused' | 'failed' | 'busy'
  readonly began: number
  readonly ms: number
  /** Why it did not do all; empty when it did. */
  readonly why: string
}

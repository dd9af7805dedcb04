export type ReadRequest = {
  /** The present instant by the clock on the wall (ISO 8601), not the moment a run judges by. */
  readonly now: string
  /** Reads every page anew, whatever its stamp. */
  readonly full: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** `due` counts the pages whose bodies must be read, as far as listed. */
export type Progress = { readonly listed: number; readonly due: number; readonly read: number }

export type ReadFailure = { readonly documentId: string; readonly title: string; readonly problem: string }

export type ReadResult = {
  /** False when any page could not be read: nothing may be removed on the strength of this reading. */
  readonly complete: boolean
  /** Every page was read anew: by wish, or because it was time. */
  readonly full: boolean
  /** Ids of documents whose content is new or differs from what was remembered. */
  readonly changed: readonly string[]
  /** Ids of documents that are gone; only ever after a whole list. */
  readonly removed: readonly string[]
  readonly failures: readonly ReadFailure[]
  readonly notes: readonly string[]
  readonly requests: number
  /** Documents remembered after this reading. */
  readonly total: number
}

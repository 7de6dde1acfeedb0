/** Locks texts so that only this installation opens them; what was locked for one purpose opens for no other. */
export type Safe = {
  lock: (purpose: string, text: string) => string
  /** Null when it was not locked here, or for something else. */
  unlock: (purpose: string, locked: string) => string | null
}

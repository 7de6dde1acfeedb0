/** Identifiers and secrets; injected so that tests can repeat them. */
export type Ids = {
  /** A text id that sorts by the moment it was made. */
  next: (now: number) => string
  /** 128 random bits as 32 hexadecimal digits. */
  seed: () => string
}

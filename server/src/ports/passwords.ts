/** Slow hashing of passwords, off the event loop. */
export type Passwords = {
  hash: (password: string) => Promise<string>
  verify: (hash: string, password: string) => Promise<boolean>
  /** How long whoever comes now would stand in line, ms. */
  waitMs: () => number
  /** How many stand in line. */
  waiting: () => number
}

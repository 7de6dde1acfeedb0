/** What a phone keeps beyond a page's life, by key; a change is one transaction, so two tabs never write over each other. */
export type PhoneStore = {
  list: <Value>(prefix: string) => Promise<[key: string, value: Value][]>
  /** `decide` gets what is kept and returns what shall be; undefined: nothing. */
  change: <Value>(key: string, decide: (old: Value | undefined) => Value | undefined) => Promise<Value | undefined>
}

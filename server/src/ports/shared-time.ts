/** The time of a store that several servers share: of two taps the later one wins, whichever servers they came to, so all go by one clock. Epoch ms. */
export type SharedTime = {
  now: () => Promise<number>
  /** When the rehearsal of this store began: now for the first who asks, and the same for everybody after. */
  rehearsalBegan: () => Promise<number>
}

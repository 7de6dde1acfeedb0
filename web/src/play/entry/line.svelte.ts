import { onDestroy } from 'svelte'
import { untilServed } from './until-served.ts'

export type Line = {
  /** Seconds until it is sent again; null while nobody waits. */
  readonly left: number | null
  /** Send, and send again by itself for as long as the server asks to come back later. */
  through: <T>(send: () => Promise<T>) => Promise<T>
}

/** The line that forms before the password is hashed; whoever leaves the screen leaves the line. */
export function standInLine(): Line {
  let left = $state<number | null>(null)
  let gone = false
  onDestroy(() => (gone = true))
  return {
    get left() {
      return left
    },
    through: (send) =>
      untilServed(send, (seconds) => {
        left = seconds
        return !gone
      }),
  }
}

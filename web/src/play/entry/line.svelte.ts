import { onDestroy } from 'svelte'
import { untilServed } from './until-served.ts'

export type Line = {
  /** Seconds until it is sent again; null while nobody waits. */
  readonly left: number | null
  /** Whether the server has asked to come back at least once. */
  readonly waits: boolean
  /** How many stand before, where the server said so. */
  readonly ahead: number | null
  /** Send, and send again by itself for as long as the server asks to come back later. */
  through: <T>(send: () => Promise<T>) => Promise<T>
}

/** The line that forms before the password is hashed; whoever leaves the screen leaves the line. */
export function standInLine(): Line {
  let left = $state<number | null>(null)
  let waits = $state(false)
  let ahead = $state<number | null>(null)
  let gone = false
  onDestroy(() => (gone = true))
  return {
    get left() {
      return left
    },
    get waits() {
      return waits
    },
    get ahead() {
      return ahead
    },
    through: (send) => {
      waits = false
      return untilServed(send, (seconds, before) => {
        left = seconds
        ahead = before
        waits = true
        return !gone
      })
    },
  }
}

import { createSubscriber } from 'svelte/reactivity'
import { serverNow } from '../lib/server-clock.ts'

const everyHalfSecond = createSubscriber((update) => {
  const timer = setInterval(update, 500)
  return () => clearInterval(timer)
})

/** The server's clock, redrawn twice a second while a screen reads it; null before the first reply. */
export const ticking = {
  get now(): number | null {
    everyHalfSecond()
    return serverNow()
  },
}

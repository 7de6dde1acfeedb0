import { Refused } from '../lib/api.ts'

const asks = new Set<string>(['server-busy', 'start-later', 'try-later'])
const UNTOLD_SECONDS = 5

/** In how many seconds a busy server asks to come back, and how many stand before; null when it refused for another reason. */
export function comesBack(error: unknown): { seconds: number; ahead: number | null } | null {
  if (!(error instanceof Refused) || !asks.has(error.code)) return null
  const { retryInSeconds, ahead } = (error.details ?? {}) as { retryInSeconds?: unknown; ahead?: unknown }
  const seconds = typeof retryInSeconds === 'number' && retryInSeconds >= 1 ? retryInSeconds : UNTOLD_SECONDS
  return { seconds, ahead: typeof ahead === 'number' ? ahead : null }
}

/** Do it in so many seconds, but not in a pocket: then as soon as the page is looked at. Gives back what calls it off. */
export function inSeconds(seconds: number, work: () => void): () => void {
  const looked = (): void => {
    if (!document.hidden) work()
    else document.addEventListener('visibilitychange', looked, { once: true })
  }
  const timer = setTimeout(looked, seconds * 1_000)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', looked)
  }
}

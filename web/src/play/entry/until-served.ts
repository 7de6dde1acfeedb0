import { Refused } from '../../lib/api.ts'

const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000))

/** In how many seconds a busy server asks to come back; null when it refused for another reason. */
function comesBackIn(error: unknown): number | null {
  if (!(error instanceof Refused) || error.code !== 'server-busy') return null
  const { retryInSeconds } = (error.details ?? {}) as { retryInSeconds?: unknown }
  return typeof retryInSeconds === 'number' && retryInSeconds >= 1 ? retryInSeconds : 5
}

/** Send until the server is not too busy; `tell` hears the seconds that are left, null when it is sent, and says whether anybody still waits. */
export async function untilServed<T>(send: () => Promise<T>, tell: (left: number | null) => boolean, pass: () => Promise<void> = second): Promise<T> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      const seconds = comesBackIn(error)
      if (seconds === null) throw error
      for (let left = seconds; left > 0; left -= 1) {
        if (!tell(left)) throw error
        await pass()
      }
      if (!tell(null)) throw error
    }
  }
}

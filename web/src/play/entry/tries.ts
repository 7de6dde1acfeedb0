import { Refused } from '../../lib/api.ts'

/** From when the server takes another try, on its clock; null when it did not refuse for too many of them. */
export function triesAgainAt(error: unknown, now: number | null): number | null {
  if (!(error instanceof Refused) || error.code !== 'too-many-requests' || now === null) return null
  const { retryInSeconds } = (error.details ?? {}) as { retryInSeconds?: unknown }
  return now + (typeof retryInSeconds === 'number' ? retryInSeconds : 60) * 1_000
}

import { PREDICTION, predictionOf, type Tap } from './tap.ts'

/** What of a save this phone says; `since` is the last reply that it has taken in. */
export type SaveBody = {
  responses: { position: number; choice: string[]; ageMs: number }[]
  sentAt: number
  since?: number
  prediction?: number | null
}

/** A tap whose moment on the server's clock is known. */
export type TimedTap = Pick<Tap, 'position' | 'choice'> & { at: number }

const DAY_MS = 86_400_000

/** The body for these taps at this moment: each tap's age is what the server's clock has run since. */
export function saveBody(taps: readonly TimedTap[], sentAt: number, since: number | null = null): SaveBody {
  const prediction = taps.find(({ position }) => position === PREDICTION)
  const responses = taps
    .filter(({ position }) => position !== PREDICTION)
    .map(({ position, choice, at }) => ({ position, choice, ageMs: Math.min(DAY_MS, Math.max(0, sentAt - at)) }))
  return {
    responses,
    sentAt,
    ...(since === null ? {} : { since }),
    ...(prediction === undefined ? {} : { prediction: predictionOf(prediction.choice) }),
  }
}

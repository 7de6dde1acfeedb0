/** Where moments stand on a line from `from` to `until`, in percent. */
export type Axis = { from: number; until: number; marks: { at: number; minutes: number }[] }

const MINUTE_MS = 60_000
/** At most so many marks stand on a line, in steps that people count in. */
const MARKS = 8
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240]

/** A line that holds every moment, with marks at whole minutes from its start. */
export function axisOf(startedAt: number, moments: readonly number[]): Axis {
  const until = Math.max(startedAt + MINUTE_MS, ...moments)
  const minutes = (until - startedAt) / MINUTE_MS
  const step = STEPS.find((one) => minutes / one <= MARKS) ?? Math.ceil(minutes / MARKS)
  const marks = Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => ({
    at: startedAt + index * step * MINUTE_MS,
    minutes: index * step,
  }))
  return { from: startedAt, until, marks }
}

export const placeOn = ({ from, until }: Axis, at: number): number => Math.max(0, Math.min(100, ((at - from) / (until - from)) * 100))

/** Labels narrower than this, in percent of the line, would cover each other. */
const LABEL = 2.4

/** Moments on two levels in turn; of those that stand too close to the one before on their level the label is left out. */
export function labelled<Tap>(axis: Axis, taps: readonly Tap[], atOf: (tap: Tap) => number): { tap: Tap; low: boolean; label: boolean }[] {
  const last = [-Infinity, -Infinity]
  return taps.map((tap, index) => {
    const level = index % 2
    const place = placeOn(axis, atOf(tap))
    const label = place - (last[level] ?? -Infinity) >= LABEL
    if (label) last[level] = place
    return { tap, low: level === 1, label }
  })
}

/** A device or address as a letter: A, B … Z, then AA. */
export const sightLetter = (place: number): string =>
  place <= 26 ? String.fromCharCode(64 + place) : sightLetter(Math.floor((place - 1) / 26)) + sightLetter(((place - 1) % 26) + 1)

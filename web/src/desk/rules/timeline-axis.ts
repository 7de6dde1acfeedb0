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

/** A device or address as a letter: A, B … Z, then AA. */
export const sightLetter = (place: number): string =>
  place <= 26 ? String.fromCharCode(64 + place) : sightLetter(Math.floor((place - 1) / 26)) + sightLetter(((place - 1) % 26) + 1)

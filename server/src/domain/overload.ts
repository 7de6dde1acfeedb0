/** How hard the server is pressed, ms: how late its event loop comes round, in half of the looks, and how long the oldest write has waited. */
export type Pressure = { loopMs: number; writeMs: number }

const loads = ['easy', 'pressed', 'flooded'] as const
/** pressed: what is only looked at is put off; flooded: new starts wait as well. Answers and submissions are taken always. */
export type Load = (typeof loads)[number]

/** From how many times the limit on new starts wait. */
const FLOODED = 3
/** It is over only well below where it began, so that it does not flutter. */
const OVER = 0.5

/** The load after one more look, `limitMs` 0: never any; one step a look either way, so that a single long write does not count as a flood. */
export function loadAfter(before: Load, { loopMs, writeMs }: Pressure, limitMs: number): Load {
  const step = loads.indexOf(before)
  const worst = Math.max(loopMs, writeMs)
  const begins = (to: number): number => (to === 1 ? limitMs : limitMs * FLOODED)
  const up = limitMs > 0 && step < 2 && worst >= begins(step + 1)
  const down = step > 0 && (limitMs === 0 || worst < begins(step) * OVER)
  return loads[up ? step + 1 : down ? step - 1 : step] ?? before
}

import type { Options } from './options.ts'

export const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export type Window = { opensAt: number; closesAt: number }
export type Timetable = {
  /** Where the server's clock begins. */
  beginsAt: number
  /** Until when people register of their own accord; later they do so at their first visit. */
  registeredBy: number
  rounds: Window[]
}

/** When a pack's rounds are held in a simulation: all of them, squeezed into the days that were asked for, or one around its busiest hour. */
export function timetable({ scenario, days, rounds }: Pick<Options, 'scenario' | 'days' | 'rounds'>, pack: readonly Window[]): Timetable {
  const first = pack[0]?.opensAt ?? 0
  if (scenario === 'opening') {
    const opensAt = first
    return { beginsAt: opensAt - 20 * MINUTE_MS, registeredBy: opensAt, rounds: [{ opensAt, closesAt: opensAt + 45 * MINUTE_MS }] }
  }
  if (scenario === 'closing') {
    const closesAt = first + 7 * DAY_MS
    const beginsAt = closesAt - HOUR_MS
    return { beginsAt, registeredBy: beginsAt + 15 * MINUTE_MS, rounds: [{ opensAt: first, closesAt }] }
  }
  const held = pack.slice(0, rounds)
  const last = held.at(-1)?.closesAt ?? first
  const moved = (at: number): number => first + Math.round(((at - first) * days * DAY_MS) / (last - first) / MINUTE_MS) * MINUTE_MS
  const lead = Math.round((days * DAY_MS) / 62)
  const windows = held.map(({ opensAt, closesAt }) => ({ opensAt: moved(opensAt), closesAt: moved(closesAt) }))
  return { beginsAt: first - lead, registeredBy: first + lead, rounds: windows }
}

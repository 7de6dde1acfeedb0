import type { copyStates } from '@hoithi/shared/contracts/dashboard'

const DAY_MS = 86_400_000
const NAME = /^hoithi-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite(?:\.age)?$/

export type Copy = { name: string; at: number }
/** How many of the newest copies stay, and for how many days (UTC) the last one of each. */
export type Keeping = { newest: number; days: number }

/** `hoithi-20210510T010000Z.sqlite`, with `.age` when it is encrypted: sorts by time, and every file system takes it. */
export const copyName = (at: number, encrypted = false): string =>
  `hoithi-${new Date(at).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}.sqlite${encrypted ? '.age' : ''}`

/** The moment in the name of a finished copy; null for any other file. */
export function copiedAt(name: string): number | null {
  const [, ...parts] = NAME.exec(name) ?? []
  if (parts.length === 0) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The copies that may go: not among the newest, and not the last of one of the days that are kept. */
export function outdatedCopies(copies: readonly Copy[], { newest, days }: Keeping, now: number): string[] {
  const inOrder = copies.toSorted((a, b) => b.at - a.at || (a.name > b.name ? -1 : 1))
  const today = Math.floor(now / DAY_MS)
  const seen = new Set<number>()
  return inOrder.flatMap(({ name, at }, index) => {
    const day = Math.floor(at / DAY_MS)
    const lastOfItsDay = !seen.has(day)
    seen.add(day)
    return index < newest || (lastOfItsDay && today - day < days) ? [] : [name]
  })
}

/** What is known of copies that the server makes by itself; ages and moments are of the machine's own clock. */
export type CopyFacts = {
  /** Null: the server makes none. */
  everyMs: number | null
  newestAgeMs: number | null
  /** Since when the last try failed; null when it did not, or there was none. */
  failedAgeMs: number | null
}
export type CopyState = (typeof copyStates)[number]

/** So many turns may be missed, by a slow disk or a night without power, before somebody should look. */
const LATE_AFTER = 3

/** How it stands with the copies: `off` when nobody asked for them, `waiting` for the first one. */
export function copyState({ everyMs, newestAgeMs, failedAgeMs }: CopyFacts): CopyState {
  if (everyMs === null) return 'off'
  if (failedAgeMs !== null) return 'failed'
  if (newestAgeMs === null) return 'waiting'
  return newestAgeMs > LATE_AFTER * everyMs ? 'late' : 'fresh'
}

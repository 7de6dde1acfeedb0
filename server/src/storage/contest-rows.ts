import { settingsOf, windowPhase, type Contest } from '../domain/contest.ts'
import type { contests } from './sqlite/schema.ts'

// What rows of contests say, of either store.

const order = { open: 0, before: 1, over: 2 } as const

export const toContest = ({ bankVersion: _bank, reviewByOther: _review, ...contest }: typeof contests.$inferSelect): Contest => ({
  ...contest,
  settings: settingsOf(contest.settings),
})

/** Those that are open first, then those to come, then the past ones; the newest of each first. */
export const byPhase =
  (now: number) =>
  (a: Contest, b: Contest): number =>
    order[windowPhase(a, now)] - order[windowPhase(b, now)] || b.opensAt - a.opensAt || (a.id < b.id ? -1 : 1)

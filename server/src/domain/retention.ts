import { SIGHTINGS_MS } from './sighting.ts'
import { UNSEALED_MS } from './withdrawal.ts'

const DAY_MS = 86_400_000
/** Question files that were read and never loaded are forgotten after so long. */
const STAGED_MS = DAY_MS

/**
 * What is kept for a time only. hints: devices and lines as hashes · sessions: those that ended · codes: for new passwords · invitations: never used ·
 * drafts: question files never loaded · people: contestants of contests that are long final · unused: accounts that never took part · rosters: lists of those contests ·
 * authors: names on their initiatives, and the decisions kept with them · works: photos of their works, and who carried them out.
 */
export const retentionKinds = ['hints', 'sessions', 'codes', 'invitations', 'drafts', 'people', 'unused', 'rosters', 'authors', 'works'] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** How long, by the configuration: months after a contest is final, days after a code or link expired. */
export type Periods = { months: number; codeDays: number }

/** What began, ended or became final before these moments is over its time. */
export type Deadlines = {
  now: number
  /** The first seal of a round, for hints. */
  hintsSealedBefore: number
  /** The close of a round that nobody seals: it is final then. */
  unsealedBefore: number
  expiredBefore: number
  stagedBefore: number
  /** The last seal of a contest. */
  finalBefore: number
}

export function deadlinesOf({ months, codeDays }: Periods, now: number): Deadlines {
  const then = new Date(now)
  // The 31st of a shorter month is its last day, not the first of the next.
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() - months + 1, 0)).getUTCDate()
  const finalBefore = Date.UTC(then.getUTCFullYear(), then.getUTCMonth() - months, Math.min(then.getUTCDate(), lastDay)) + (now % DAY_MS)
  return {
    now,
    hintsSealedBefore: now - SIGHTINGS_MS,
    unsealedBefore: now - UNSEALED_MS,
    expiredBefore: now - codeDays * DAY_MS,
    stagedBefore: now - STAGED_MS,
    finalBefore,
  }
}

export type RoundEnd = { closesAt: number; practice: boolean; lastSealedAt: number | null }

/** The end of a contest with the campaign around it, if there is one. */
export const lastDayOf = (contest: { closesAt: number }, campaign: { closesAt: number; initiativesCloseAt: number } | undefined): number =>
  Math.max(contest.closesAt, campaign?.closesAt ?? 0, campaign?.initiativesCloseAt ?? 0)

/** Since when a contest is final: the last seal of its last round, or so long after the close of one that nobody seals; null while something is open. */
export function finalSince(closesAt: number, rounds: readonly RoundEnd[], now: number): number | null {
  const ends = rounds.flatMap(({ practice, closesAt: closed, lastSealedAt }) => (practice ? [] : [lastSealedAt ?? closed + UNSEALED_MS]))
  const last = Math.max(closesAt, ...ends)
  return last <= now ? last : null
}

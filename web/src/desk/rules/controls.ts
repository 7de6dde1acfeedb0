import type { Reply } from '../../lib/api.ts'

export type ControlRoom = Reply<'getControls'>
export type ControlledRound = ControlRoom['rounds'][number]

/** Why a round cannot be closed later from here; null when it can. */
export function whyNotLater(
  round: Pick<ControlledRound, 'phase' | 'practice'>,
  contest: Pick<ControlRoom['contest'], 'state'>,
): 'draft' | 'sealed' | 'practice' | null {
  if (contest.state === 'draft') return 'draft'
  if (round.phase === 'sealed') return 'sealed'
  return round.practice ? 'practice' : null
}

/** Running: somebody can take part now. Idle: a draft, or a contest whose time has not come or is over. */
export function runState({ contest, rounds }: Pick<ControlRoom, 'contest' | 'rounds'>): 'running' | 'paused' | 'idle' {
  if (contest.pausedAt !== null) return 'paused'
  const underWay = contest.phase === 'open' || rounds.some(({ running }) => running > 0)
  return contest.state === 'published' && underWay ? 'running' : 'idle'
}

/** Rounds that lose time in a pause, which may close later by it; as the server reckons when the contest goes on. */
export function losingTime(rounds: readonly ControlledRound[], pausedAt: number, now: number): { round: ControlledRound; closesAt: number }[] {
  return rounds
    .filter(({ phase, closesAt, opensAt }) => phase !== 'sealed' && closesAt > pausedAt && opensAt < now)
    .map((round) => ({ round, closesAt: round.closesAt + now - Math.max(pausedAt, round.opensAt) }))
}

const MINUTE_MS = 60_000

/** A close that is so many minutes later, from the old one or, where that has passed, from now; on a whole minute. */
export function laterBy(closesAt: number, now: number, minutes: number): number {
  return Math.ceil(Math.max(closesAt, now) / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS
}

/** Rounds that a later close makes run at the same time, so that one person may take both. */
export function newlyBeside(round: ControlledRound, others: readonly ControlledRound[], closesAt: number): ControlledRound[] {
  return others.filter(
    (other) =>
      other.id !== round.id && !other.practice && other.opensAt >= round.closesAt && other.opensAt < closesAt && other.closesAt > round.opensAt,
  )
}

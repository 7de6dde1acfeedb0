import type { JoinedRound, PlannedRound } from './joining.ts'
import { startOfDay } from './local-time.ts'

export type ExcessAttempt = { attemptId: string; owner: 'kept' | 'from'; startedAt: number; beyond: boolean }
/**
 * What a person has done with two accounts beyond what the rules allow on one day of a round, or in a whole contest (`roundId` and `day` null).
 * The attempts were made before anybody knew: nothing follows by itself, a judge decides on each.
 */
export type JoinExcess = { contestId: string; roundId: string | null; day: number | null; limit: number; attempts: ExcessAttempt[] }

type Started = ExcessAttempt & { round: JoinedRound }

/** Where the attempts that will count go beyond a limit, days first; those after the first `limit` of each are `beyond`. */
export function joinExcess(rounds: readonly JoinedRound[], planned: readonly PlannedRound[]): JoinExcess[] {
  const voids = new Set(planned.flatMap(({ attempts }) => attempts.filter((attempt) => attempt.voids).map(({ attemptId }) => attemptId)))
  const counting = rounds
    .filter(({ practice }) => !practice)
    .flatMap((round) =>
      round.attempts
        .filter(({ attemptId, voided }) => !voided && !voids.has(attemptId))
        .map(({ attemptId, owner, startedAt }): Started => ({ attemptId, owner, startedAt, beyond: false, round })),
    )
    .sort((a, b) => a.startedAt - b.startedAt || (a.attemptId < b.attemptId ? -1 : 1))
  const days = grouped(counting, ({ round, startedAt }) => `${round.roundId} ${startOfDay(startedAt, round.timeZone)}`)
  const contests = grouped(counting, ({ round }) => round.contestId)
  return [
    ...days.flatMap((own) => beyond(own, (round) => round.perDay, true)),
    ...contests.flatMap((own) => beyond(own, (round) => round.perContest, false)),
  ]
}

function grouped(attempts: readonly Started[], keyOf: (attempt: Started) => string): Started[][] {
  const groups = new Map<string, Started[]>()
  for (const attempt of attempts) groups.set(keyOf(attempt), [...(groups.get(keyOf(attempt)) ?? []), attempt])
  return [...groups.values()]
}

function beyond(own: readonly Started[], limitOf: (round: JoinedRound) => number | null, ofDay: boolean): JoinExcess[] {
  const [first] = own
  const limit = first === undefined ? null : limitOf(first.round)
  // What was done with one account alone was allowed then.
  if (first === undefined || limit === null || own.length <= limit || new Set(own.map(({ owner }) => owner)).size < 2) return []
  const { contestId, roundId, timeZone } = first.round
  const attempts = own.map(({ round: _, ...attempt }, index) => ({ ...attempt, beyond: index >= limit }))
  return [{ contestId, roundId: ofDay ? roundId : null, day: ofDay ? startOfDay(first.startedAt, timeZone) : null, limit, attempts }]
}

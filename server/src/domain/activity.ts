import { startOfDay, startOfHour, startOfWeek } from './local-time.ts'
import type { Outcome } from './standing.ts'

export type ActivitySpan = 'hour' | 'day' | 'week' | 'whole'

/** What people did in one stretch of time: of a contest by the hour, day and week of its time zone, and of a contest or round as a whole. */
export type Activity = {
  /** A contest's id, or a round's. */
  boardId: string
  span: ActivitySpan
  /** The first moment of the stretch; 0 for the whole. */
  at: number
  unionId: string
  /** A kind of contestant, or "unknown" in entries of a log from before kinds were logged. */
  kind: string
  people: number
  attempts: number
  /** Sum over people of their best score in the stretch. */
  scoreSum: number
  /** People with an all-correct attempt in the stretch. */
  allCorrect: number
}

/**
 * What one contestant's finished attempts in a contest add to every stretch of time, by stretch. A person counts once in each,
 * with everything they did in it, for the union and the kind of their newest attempt in it: so people add up over unions, never over time.
 */
export function activityOf(outcomes: readonly Outcome[], timeZone: string): Map<string, Activity> {
  const stretches = new Map<string, { stretch: Stretch; outcomes: Outcome[] }>()
  for (const outcome of outcomes.filter(({ voided }) => !voided)) {
    for (const stretch of stretchesOf(outcome, timeZone)) {
      const key = `${stretch.boardId} ${stretch.span} ${stretch.at}`
      const known = stretches.get(key) ?? { stretch, outcomes: [] }
      known.outcomes.push(outcome)
      stretches.set(key, known)
    }
  }
  return new Map([...stretches].map(([key, { stretch, outcomes: own }]) => [key, together(stretch, own)]))
}

type Stretch = Pick<Activity, 'boardId' | 'span' | 'at'>

function stretchesOf({ contestId, roundId, submittedAt }: Outcome, timeZone: string): Stretch[] {
  return [
    { boardId: contestId, span: 'hour', at: startOfHour(submittedAt, timeZone) },
    { boardId: contestId, span: 'day', at: startOfDay(submittedAt, timeZone) },
    { boardId: contestId, span: 'week', at: startOfWeek(submittedAt, timeZone) },
    { boardId: contestId, span: 'whole', at: 0 },
    { boardId: roundId, span: 'whole', at: 0 },
  ]
}

function together({ boardId, span, at }: Stretch, own: readonly Outcome[]): Activity {
  const newest = own.reduce((a, b) => (b.submittedAt > a.submittedAt || (b.submittedAt === a.submittedAt && b.attemptId > a.attemptId) ? b : a))
  return {
    boardId,
    span,
    at,
    unionId: newest.unionId,
    kind: newest.contestantKind ?? 'unknown',
    people: 1,
    attempts: own.length,
    scoreSum: Math.max(...own.map(({ score }) => score)),
    allCorrect: own.some(({ allCorrect }) => allCorrect) ? 1 : 0,
  }
}

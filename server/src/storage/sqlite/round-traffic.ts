import { and, count, eq, gte, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { HELD, NETWORK_GRACE_MS } from '../../domain/attempt.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import type { RoundTraffic } from '../../ports/controls.ts'
import type { Sqlite } from './open.ts'
import { attempts, heldResponses } from './schema.ts'

type Db = Pick<Sqlite, 'db'>

/** What goes on in each round of a contest now, counted by the database. */
export function roundTraffic(sqlite: Db, contest: Pick<Contest, 'pausedAt'> | null, rounds: readonly Round[], now: number): RoundTraffic[] {
  return rounds
    .map((round) => ({ roundId: round.id, ...runningOf(sqlite, contest?.pausedAt ?? now, round, now), lateAnswers: lateAnswers(sqlite, round) }))
    .filter(({ running, lateAnswers: late }) => running > 0 || late > 0)
}

/** The deadline of an attempt that stands still counts from the moment of the pause. */
function runningOf({ db }: Db, pausedAt: number, round: Round, now: number): Pick<RoundTraffic, 'running' | 'cut'> {
  const ends = sql`case when ${attempts.deadlineAt} > ${HELD / 2} then ${attempts.deadlineAt} - ${HELD - pausedAt} else ${attempts.deadlineAt} end`
  const whole = sql`${attempts.startedAt} + ${round.rules.minutes * 60_000} + ${attempts.extraMs} + ${attempts.pausedMs}`
  const cut: SQL = round.rules.atClose === 'fullTime' ? sql`0` : (and(gte(ends, round.closesAt), lt(ends, whole)) ?? sql`0`)
  const where = and(eq(attempts.roundId, round.id), isNull(attempts.submittedAt), gte(attempts.deadlineAt, now - NETWORK_GRACE_MS))
  const found = db
    .select({ running: count(), cut: sql<number>`coalesce(sum(${cut}), 0)` })
    .from(attempts)
    .where(where)
    .get()
  return found ?? { running: 0, cut: 0 }
}

function lateAnswers({ db }: Db, { id, rules }: Round): number {
  if (rules.lateAnswers !== 'held') return 0
  return (
    db
      .select({ total: count() })
      .from(heldResponses)
      .innerJoin(attempts, eq(attempts.id, heldResponses.attemptId))
      .where(eq(attempts.roundId, id))
      .get()?.total ?? 0
  )
}

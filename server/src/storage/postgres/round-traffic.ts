import { sql } from 'drizzle-orm'
import { HELD, NETWORK_GRACE_MS } from '../../domain/attempt.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import type { RoundTraffic } from '../../ports/controls.ts'
import { texts } from './many-rows.ts'
import { rowsOf, type Db } from './open.ts'

/** What goes on in each round of a contest now, counted by the database. */
export async function roundTraffic(
  db: Db,
  contest: Pick<Contest, 'pausedAt'> | null,
  rounds: readonly Round[],
  now: number,
): Promise<RoundTraffic[]> {
  const running = await runningIn(db, contest?.pausedAt ?? now, rounds, now)
  const late = await lateAnswers(db, rounds)
  return rounds
    .map(({ id }) => ({ roundId: id, running: 0, cut: 0, ...running.get(id), lateAnswers: late.get(id) ?? 0 }))
    .filter((round) => round.running > 0 || round.lateAnswers > 0)
}

/** The deadline of an attempt that stands still counts from the moment of the pause. */
async function runningIn(
  db: Db,
  pausedAt: number,
  rounds: readonly Round[],
  now: number,
): Promise<Map<string, Pick<RoundTraffic, 'running' | 'cut'>>> {
  const column = (of: (round: Round) => string | number | null) => sql.param(rounds.map(of))
  // A round that gives everyone their full time cuts nobody.
  const minutes = column(({ rules }) => (rules.atClose === 'fullTime' ? null : rules.minutes * 60_000))
  const ends = sql`case when attempt.deadline_at > ${HELD / 2} then attempt.deadline_at - ${HELD - pausedAt} else attempt.deadline_at end`
  const counted = await rowsOf<Pick<RoundTraffic, 'roundId' | 'running' | 'cut'>>(
    db,
    sql`
    select round.id as "roundId", count(*) as running,
      count(*) filter (
        where ${ends} >= round.closes_at and ${ends} < attempt.started_at + round.minutes_ms + attempt.extra_ms + attempt.paused_ms
      ) as cut
    from unnest(${column(({ id }) => id)}::text[], ${column(({ closesAt }) => closesAt)}::bigint[], ${minutes}::bigint[]) as round (id, closes_at, minutes_ms)
    join attempts attempt on attempt.round_id = round.id
    where attempt.submitted_at is null and attempt.deadline_at >= ${now - NETWORK_GRACE_MS}
    group by round.id`,
  )
  return new Map(counted.map(({ roundId, running, cut }) => [roundId, { running, cut }]))
}

async function lateAnswers(db: Db, rounds: readonly Round[]): Promise<Map<string, number>> {
  const holding = rounds.filter(({ rules }) => rules.lateAnswers === 'held').map(({ id }) => id)
  if (holding.length === 0) return new Map()
  const counted = await rowsOf<{ roundId: string; total: number }>(
    db,
    sql`
    select attempt.round_id as "roundId", count(*) as total
    from held_responses held join attempts attempt on attempt.id = held.attempt_id
    where attempt.round_id = any(${texts(holding)})
    group by attempt.round_id`,
  )
  return new Map(counted.map(({ roundId, total }) => [roundId, total]))
}

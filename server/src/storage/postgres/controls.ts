import { and, asc, eq, gt, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { HELD, NETWORK_GRACE_MS } from '../../domain/attempt.ts'
import { accept } from '../../domain/decision.ts'
import type { RoundClose } from '../../domain/extension.ts'
import type { Controls } from '../../ports/controls.ts'
import { insertAnnouncement } from './announcements.ts'
import { timesColumns, writeTimes } from './attempt-times.ts'
import { appendAudit } from './audit.ts'
import { lockAttempts, lockContest } from './contest-locks.ts'
import { contestById, contestReader } from './contest-reads.ts'
import { extraTimeStore } from './extra-times.ts'
import { first, type Db, type Postgres } from './open.ts'
import { roundTraffic } from './round-traffic.ts'
import { attempts, contests, rounds } from './schema.ts'

export function postgresControls(postgres: Postgres): Controls {
  const { db, write } = postgres
  return {
    traffic: async (contestId, now) => roundTraffic(db, await contestById(db)(contestId), await contestReader(db).roundsOf(contestId), now),
    pause: (contestId, now, decide) =>
      write(async (tx) => {
        const found = await lockContest(tx, eq(contests.id, contestId))
        const running = runningIn(tx, contestId, now)
        const total = await lockAttempts(tx, running)
        const decision = decide(found?.contest ?? null, total)
        if (!decision.ok) return decision
        const { pausedAt, shiftMs, audit, announcement } = decision.value
        await tx
          .update(attempts)
          .set({ deadlineAt: sql`${attempts.deadlineAt} + ${shiftMs}` })
          .where(running)
        await tx.update(contests).set({ pausedAt }).where(eq(contests.id, contestId))
        await appendAudit(tx, audit)
        await insertAnnouncement(tx, announcement)
        return accept({ pausedAt, shiftMs, attempts: total })
      }),
    resume: (contestId, decide) =>
      write(async (tx) => {
        const found = await lockContest(tx, eq(contests.id, contestId))
        const held = unfinishedIn(tx, contestId, gt(attempts.deadlineAt, HELD / 2))
        const total = await lockAttempts(tx, held)
        const decision = decide(found, total)
        if (!decision.ok) return decision
        const { audit, announcement, ...resumption } = decision.value
        await tx
          .update(attempts)
          .set({
            deadlineAt: sql`${attempts.deadlineAt} + ${resumption.shiftMs}`,
            pausedMs: sql`${attempts.pausedMs} + ${resumption.pausedMs}`,
          })
          .where(held)
        await closeLater(tx, contestId, resumption.contestClosesAt, resumption.rounds)
        await tx.update(contests).set({ pausedAt: null }).where(eq(contests.id, contestId))
        await appendAudit(tx, audit)
        await insertAnnouncement(tx, announcement)
        return accept({ ...resumption, attempts: total })
      }),
    extend: (roundId, decide) =>
      write(async (tx) => {
        const view = await extendView(tx, roundId)
        const decision = decide(view)
        if (!decision.ok || view === null) return decision as Extract<typeof decision, { ok: false }>
        const { audit, announcement, ...extension } = decision.value
        await writeTimes(tx, extension.times)
        await closeLater(tx, view.contest.id, extension.contestClosesAt, [extension.round])
        await appendAudit(tx, audit)
        await insertAnnouncement(tx, announcement)
        return accept(extension)
      }),
    ...extraTimeStore(postgres),
  }
}

const unfinishedIn = (tx: Db, contestId: string, ...more: SQL[]): SQL | undefined =>
  and(
    isNull(attempts.submittedAt),
    inArray(attempts.roundId, tx.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId))),
    ...more,
  )

/** Attempts that can still be answered. */
const runningIn = (tx: Db, contestId: string, now: number): SQL | undefined =>
  unfinishedIn(tx, contestId, gte(attempts.deadlineAt, now - NETWORK_GRACE_MS), lt(attempts.deadlineAt, HELD / 2))

/** A round with its contest and its running attempts, all of them locked. */
async function extendView(tx: Db, roundId: string) {
  const named = await first(tx.select({ contestId: rounds.contestId }).from(rounds).where(eq(rounds.id, roundId)))
  const found = named === undefined ? null : await lockContest(tx, eq(contests.id, named.contestId))
  const round = found?.rounds.find(({ id }) => id === roundId)
  if (found === null || round === undefined) return null
  const running = await tx
    .select(timesColumns)
    .from(attempts)
    .where(and(eq(attempts.roundId, roundId), isNull(attempts.submittedAt)))
    .orderBy(asc(attempts.id))
    .for('update')
  return { round, contest: found.contest, running }
}

async function closeLater(tx: Db, contestId: string, contestClosesAt: number, later: readonly RoundClose[]): Promise<void> {
  for (const { id, closesAt, rules } of later) await tx.update(rounds).set({ closesAt, rules }).where(eq(rounds.id, id))
  await tx.update(contests).set({ closesAt: contestClosesAt }).where(eq(contests.id, contestId))
}

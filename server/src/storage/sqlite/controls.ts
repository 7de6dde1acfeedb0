import { and, count, eq, gt, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { HELD, NETWORK_GRACE_MS } from '../../domain/attempt.ts'
import { accept } from '../../domain/decision.ts'
import type { RoundClose } from '../../domain/extension.ts'
import type { Controls } from '../../ports/controls.ts'
import { insertAnnouncement } from './announcements.ts'
import { appendAudit } from './audit.ts'
import { toContest } from '../contest-rows.ts'
import { extraTimeStore } from './extra-times.ts'
import type { Sqlite } from './open.ts'
import { roundTraffic } from './round-traffic.ts'
import { attempts, contests, rounds } from './schema.ts'
import { timesColumns, writeTimes } from './attempt-times.ts'

export function sqliteControls(sqlite: Sqlite): Controls {
  const { db, queue } = sqlite
  const contestOf = (id: string) => {
    const row = db.select().from(contests).where(eq(contests.id, id)).get()
    return row === undefined ? null : toContest(row)
  }
  const roundsOf = (contestId: string) => db.select().from(rounds).where(eq(rounds.contestId, contestId)).all()
  const unfinished = (contestId: string, ...more: SQL[]): SQL | undefined =>
    and(
      isNull(attempts.submittedAt),
      inArray(attempts.roundId, db.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId))),
      ...more,
    )
  const running = (contestId: string, now: number): SQL | undefined =>
    unfinished(contestId, gte(attempts.deadlineAt, now - NETWORK_GRACE_MS), lt(attempts.deadlineAt, HELD / 2))
  const held = (contestId: string): SQL | undefined => unfinished(contestId, gt(attempts.deadlineAt, HELD / 2))
  const howMany = (where: SQL | undefined): number => db.select({ total: count() }).from(attempts).where(where).get()?.total ?? 0
  const closeLater = (contestId: string, contestClosesAt: number, later: readonly RoundClose[]): void => {
    for (const { id, closesAt, rules } of later) db.update(rounds).set({ closesAt, rules }).where(eq(rounds.id, id)).run()
    db.update(contests).set({ closesAt: contestClosesAt }).where(eq(contests.id, contestId)).run()
  }

  return {
    traffic: async (contestId, now) => roundTraffic(sqlite, contestOf(contestId), roundsOf(contestId), now),
    pause: (contestId, now, decide) =>
      queue.write(() => {
        const total = howMany(running(contestId, now))
        const decision = decide(contestOf(contestId), total)
        if (!decision.ok) return decision
        const { pausedAt, shiftMs, audit, announcement } = decision.value
        db.update(attempts)
          .set({ deadlineAt: sql`${attempts.deadlineAt} + ${shiftMs}` })
          .where(running(contestId, now))
          .run()
        db.update(contests).set({ pausedAt }).where(eq(contests.id, contestId)).run()
        appendAudit(sqlite, audit)
        insertAnnouncement(sqlite, announcement)
        return accept({ pausedAt, shiftMs, attempts: total })
      }),
    resume: (contestId, decide) =>
      queue.write(() => {
        const contest = contestOf(contestId)
        const total = howMany(held(contestId))
        const decision = decide(contest === null ? null : { contest, rounds: roundsOf(contestId) }, total)
        if (!decision.ok) return decision
        const { audit, announcement, ...resumption } = decision.value
        db.update(attempts)
          .set({
            deadlineAt: sql`${attempts.deadlineAt} + ${resumption.shiftMs}`,
            pausedMs: sql`${attempts.pausedMs} + ${resumption.pausedMs}`,
          })
          .where(held(contestId))
          .run()
        closeLater(contestId, resumption.contestClosesAt, resumption.rounds)
        db.update(contests).set({ pausedAt: null }).where(eq(contests.id, contestId)).run()
        appendAudit(sqlite, audit)
        insertAnnouncement(sqlite, announcement)
        return accept({ ...resumption, attempts: total })
      }),
    extend: (roundId, decide) =>
      queue.write(() => {
        const round = db.select().from(rounds).where(eq(rounds.id, roundId)).get()
        const contest = round === undefined ? null : contestOf(round.contestId)
        const ofRound = and(eq(attempts.roundId, roundId), isNull(attempts.submittedAt))
        const view =
          round === undefined || contest === null ? null : { round, contest, running: db.select(timesColumns).from(attempts).where(ofRound).all() }
        const decision = decide(view)
        if (!decision.ok || contest === null) return decision as Extract<typeof decision, { ok: false }>
        const { audit, announcement, ...extension } = decision.value
        writeTimes(sqlite, extension.times)
        closeLater(contest.id, extension.contestClosesAt, [extension.round])
        appendAudit(sqlite, audit)
        insertAnnouncement(sqlite, announcement)
        return accept(extension)
      }),
    ...extraTimeStore(sqlite, contestOf, roundsOf),
  }
}

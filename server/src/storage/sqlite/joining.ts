import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { settingsOf } from '../../domain/contest.ts'
import { refuse } from '../../domain/decision.ts'
import type { JoinedRound, JoiningPerson, PlannedRound } from '../../domain/joining.ts'
import type { Joining } from '../../ports/joining.ts'
import { attemptSummaries } from './attempts.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
import {
  accounts,
  accountSessions,
  appeals,
  attempts,
  contestants,
  contestEntries,
  contests,
  initiatives,
  inquiries,
  resetCodes,
  rosterEntries,
  rounds,
} from './schema.ts'

/** Puts renumbered attempts out of each other's way while they change places. */
const APART = 1_000_000

export function sqliteJoining(sqlite: Sqlite, append: AppendEvent): Joining {
  const { db, queue } = sqlite
  const summaryOf = attemptSummaries(sqlite)
  const personOf = (id: string): JoiningPerson | undefined =>
    db
      .select({
        id: contestants.id,
        phone: contestants.phone,
        fullName: accounts.fullName,
        unionId: contestants.unionId,
        withdrawnAt: contestants.withdrawnAt,
        joinedTo: contestants.joinedTo,
      })
      .from(contestants)
      .innerJoin(accounts, eq(accounts.id, contestants.id))
      .where(eq(contestants.id, id))
      .get()
  const roundsOf = (keptId: string, fromId: string): JoinedRound[] => {
    const found = new Map<string, JoinedRound>()
    const rows = db
      .select({ attempt: attempts, round: rounds, contest: contests })
      .from(rounds)
      .innerJoin(contests, eq(contests.id, rounds.contestId))
      .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), inArray(attempts.contestantId, [keptId, fromId])))
      .orderBy(asc(rounds.opensAt), asc(rounds.id), asc(attempts.startedAt), asc(attempts.id))
      .all()
    for (const { attempt, round, contest } of rows) {
      const { id: roundId, contestId, practice, sealedRevision, rules } = round
      const known = found.get(roundId) ?? {
        ...{ roundId, contestId, practice, sealed: sealedRevision !== null, attempts: [] },
        limit: practice ? Infinity : rules.attemptsPerRound,
        ...{ perDay: rules.attemptsPerDay, perContest: settingsOf(contest.settings).attemptsPerContest, timeZone: contest.timeZone },
      }
      found.set(roundId, known)
      const { id: attemptId, number, startedAt, submittedAt, unionId, contestantId } = attempt
      known.attempts.push({
        ...{ attemptId, number, startedAt, unionId, finished: submittedAt !== null },
        owner: contestantId === keptId ? 'kept' : 'from',
        voided: summaryOf(attempt).voided,
      })
    }
    return [...found.values()]
  }
  const viewOf = ({ keptId, fromId }: { keptId: string; fromId: string }) => {
    const [kept, from] = [personOf(keptId), personOf(fromId)]
    return kept === undefined || from === undefined ? null : { kept, from, rounds: roundsOf(keptId, fromId) }
  }
  const bringOver = ({ roundId, unionId, attempts: planned }: PlannedRound, keptId: string): void => {
    const all = planned.map(({ attemptId }) => attemptId)
    db.update(attempts)
      .set({ number: sql`${attempts.number} + ${APART}` })
      .where(and(eq(attempts.roundId, roundId), inArray(attempts.id, all)))
      .run()
    for (const { attemptId, newNumber } of planned)
      db.update(attempts).set({ contestantId: keptId, unionId, number: newNumber }).where(eq(attempts.id, attemptId)).run()
  }
  /** What else belonged to the account: its questions, its appeals, its initiatives, and the contests whose code it had given. */
  const bringRest = (keptId: string, fromId: string): void => {
    db.update(inquiries).set({ contestantId: keptId }).where(eq(inquiries.contestantId, fromId)).run()
    db.update(initiatives).set({ enteredBy: keptId }).where(eq(initiatives.enteredBy, fromId)).run()
    db.update(appeals).set({ contestantId: keptId }).where(eq(appeals.contestantId, fromId)).run()
    for (const entry of db.select().from(contestEntries).where(eq(contestEntries.contestantId, fromId)).all())
      db.insert(contestEntries)
        .values({ ...entry, contestantId: keptId })
        .onConflictDoNothing()
        .run()
    for (const { id, contestId } of db.select().from(rosterEntries).where(eq(rosterEntries.accountId, fromId)).all()) {
      const own = db
        .select({ id: rosterEntries.id })
        .from(rosterEntries)
        .where(and(eq(rosterEntries.contestId, contestId), eq(rosterEntries.accountId, keptId)))
        .get()
      if (own === undefined) db.update(rosterEntries).set({ accountId: keptId }).where(eq(rosterEntries.id, id)).run()
    }
  }
  const shut = (keptId: string, fromId: string, at: number): void => {
    db.update(contestants).set({ joinedTo: keptId }).where(eq(contestants.id, fromId)).run()
    db.update(accounts).set({ disabledAt: at }).where(eq(accounts.id, fromId)).run()
    db.delete(accountSessions).where(eq(accountSessions.accountId, fromId)).run()
    db.delete(resetCodes).where(eq(resetCodes.accountId, fromId)).run()
  }

  return {
    view: async (who) => viewOf(who),
    join: ({ keptId, fromId }, decide) =>
      queue.write(() => {
        const view = viewOf({ keptId, fromId })
        const decision = decide(view)
        if (!decision.ok || view === null) return decision.ok ? refuse('not-found') : decision
        const { at, rounds: planned, events, audits } = decision.value
        for (const round of planned) bringOver(round, keptId)
        bringRest(keptId, fromId)
        shut(keptId, fromId, at)
        for (const event of events) append(event, at)
        for (const audit of audits) appendAudit(sqlite, audit)
        return decision
      }),
  }
}

/** Accounts that were joined to somebody who leaves go with them. */
export function leaveWith({ db }: Pick<Sqlite, 'db'>, id: string, at: number): void {
  db.update(contestants)
    .set({ withdrawnAt: at })
    .where(and(eq(contestants.joinedTo, id), isNotNull(contestants.joinedTo)))
    .run()
}

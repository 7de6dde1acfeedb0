import { and, asc, eq, inArray, isNotNull, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { settingsOf } from '../../domain/contest.ts'
import { refuse } from '../../domain/decision.ts'
import type { JoinedRound, JoiningPerson, JoinView, PlannedRound } from '../../domain/joining.ts'
import type { Joining } from '../../ports/joining.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent } from './log.ts'
import type { Db, Postgres } from './open.ts'
import { holdPeople } from './people-hold.ts'
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
import { voidedAmong } from './voidings.ts'

/** Puts renumbered attempts out of each other's way while they change places. */
const APART = 1_000_000

type Pair = { keptId: string; fromId: string }

const peopleOf = (db: Db, { keptId, fromId }: Pair): Promise<JoiningPerson[]> =>
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
    .where(inArray(contestants.id, [keptId, fromId]))

async function roundsOf(db: Db, { keptId, fromId }: Pair): Promise<JoinedRound[]> {
  const found = new Map<string, JoinedRound>()
  const { id, number, startedAt, submittedAt, unionId, contestantId } = attempts
  const rows = await db
    .select({
      attempt: { id, number, startedAt, submittedAt, unionId, contestantId },
      round: rounds,
      contest: { settings: contests.settings, timeZone: contests.timeZone },
    })
    .from(rounds)
    .innerJoin(contests, eq(contests.id, rounds.contestId))
    .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), inArray(attempts.contestantId, [keptId, fromId])))
    .orderBy(asc(rounds.opensAt), asc(rounds.id), asc(attempts.startedAt), asc(attempts.id))
  const voided = await voidedAmong(
    db,
    rows.map(({ attempt }) => attempt.id),
  )
  for (const { attempt, round, contest } of rows) {
    const { id: roundId, contestId, practice, sealedRevision, rules } = round
    const known = found.get(roundId) ?? {
      ...{ roundId, contestId, practice, sealed: sealedRevision !== null, attempts: [] },
      limit: practice ? Infinity : rules.attemptsPerRound,
      ...{ perDay: rules.attemptsPerDay, perContest: settingsOf(contest.settings).attemptsPerContest, timeZone: contest.timeZone },
    }
    found.set(roundId, known)
    known.attempts.push({
      ...{ attemptId: attempt.id, number: attempt.number, startedAt: attempt.startedAt, unionId: attempt.unionId },
      finished: attempt.submittedAt !== null,
      owner: attempt.contestantId === keptId ? 'kept' : 'from',
      voided: voided.has(attempt.id),
    })
  }
  return [...found.values()]
}

async function viewOf(db: Db, pair: Pair): Promise<JoinView | null> {
  const people = new Map((await peopleOf(db, pair)).map((person) => [person.id, person]))
  const [kept, from] = [people.get(pair.keptId), people.get(pair.fromId)]
  return kept === undefined || from === undefined ? null : { kept, from, rounds: await roundsOf(db, pair) }
}

async function bringOver(tx: Db, { roundId, unionId, attempts: planned }: PlannedRound, keptId: string): Promise<void> {
  const all = planned.map(({ attemptId }) => attemptId)
  await tx
    .update(attempts)
    .set({ number: sql`${attempts.number} + ${APART}` })
    .where(and(eq(attempts.roundId, roundId), inArray(attempts.id, all)))
  const numbers = planned.map(({ newNumber }) => newNumber)
  await tx.execute(sql`update attempts set contestant_id = ${keptId}, union_id = ${unionId}, number = planned.number
    from unnest(${sql.param(all)}::text[], ${sql.param(numbers)}::bigint[]) as planned (id, number) where attempts.id = planned.id`)
}

/** What else belonged to the account: its questions, its appeals, its initiatives, and the contests whose code it had given. */
async function bringRest(tx: Db, { keptId, fromId }: Pair): Promise<void> {
  await tx.update(inquiries).set({ contestantId: keptId }).where(eq(inquiries.contestantId, fromId))
  await tx.update(initiatives).set({ enteredBy: keptId }).where(eq(initiatives.enteredBy, fromId))
  await tx.update(appeals).set({ contestantId: keptId }).where(eq(appeals.contestantId, fromId))
  const entered = await tx.select().from(contestEntries).where(eq(contestEntries.contestantId, fromId))
  if (entered.length > 0)
    await tx
      .insert(contestEntries)
      .values(entered.map((entry) => ({ ...entry, contestantId: keptId })))
      .onConflictDoNothing()
  const own = alias(rosterEntries, 'own')
  const listedAlready = tx
    .select({ id: own.id })
    .from(own)
    .where(and(eq(own.contestId, rosterEntries.contestId), eq(own.accountId, keptId)))
  await tx
    .update(rosterEntries)
    .set({ accountId: keptId })
    .where(and(eq(rosterEntries.accountId, fromId), notExists(listedAlready)))
}

async function shut(tx: Db, { keptId, fromId }: Pair, at: number): Promise<void> {
  await tx.update(contestants).set({ joinedTo: keptId }).where(eq(contestants.id, fromId))
  await tx.update(accounts).set({ disabledAt: at }).where(eq(accounts.id, fromId))
  await tx.delete(accountSessions).where(eq(accountSessions.accountId, fromId))
  await tx.delete(resetCodes).where(eq(resetCodes.accountId, fromId))
}

export function postgresJoining({ read, write }: Postgres, append: AppendEvent): Joining {
  return {
    view: (pair) => read((tx) => viewOf(tx, pair)),
    join: (pair, decide) =>
      write(async (tx) => {
        await holdPeople(tx, [pair.keptId, pair.fromId])
        const view = await viewOf(tx, pair)
        const decision = decide(view)
        if (!decision.ok || view === null) return decision.ok ? refuse('not-found') : decision
        const { at, rounds: planned, events, audits } = decision.value
        for (const round of planned) await bringOver(tx, round, pair.keptId)
        await bringRest(tx, pair)
        await shut(tx, pair, at)
        for (const audit of audits) await appendAudit(tx, audit)
        for (const event of events) await append(tx, event, at)
        return decision
      }),
  }
}

/** Accounts that were joined to somebody who leaves go with them. */
export async function leaveWith(tx: Db, id: string, at: number): Promise<void> {
  await tx
    .update(contestants)
    .set({ withdrawnAt: at })
    .where(and(eq(contestants.joinedTo, id), isNotNull(contestants.joinedTo)))
}

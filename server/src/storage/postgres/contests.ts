import { and, asc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import { refuse } from '../../domain/decision.ts'
import type { RunningTimes } from '../../domain/extension.ts'
import type { Contests, ContestWrite } from '../../ports/contests.ts'
import type { Ids } from '../../ports/ids.ts'
import { timesColumns, writeTimes } from './attempt-times.ts'
import { appendAudit } from './audit.ts'
import { lockContest } from './contest-locks.ts'
import { contestReader, postgresContestReads } from './contest-reads.ts'
import { first, type Db, type Postgres } from './open.ts'
import { bankWriter, contentOf, currentOf } from './question-versions.ts'
import { attempts, contestEntries, contests, questionVersions, rounds } from './schema.ts'

export function postgresContests(postgres: Postgres, ids: Ids): Contests {
  const { write, answer } = postgres
  return {
    ...postgresContestReads(postgres),
    create: (contest, contestRounds, audit) =>
      write(async (tx) => {
        const made = await insertContest(tx, { contest, rounds: contestRounds })
        if (made && audit !== undefined) await appendAudit(tx, audit)
        return made
      }),
    clone: (fromId, { withQuestions, at, audit, ...copy }) =>
      write(async (tx) => {
        if (!(await insertContest(tx, copy))) return false
        if (withQuestions) await copyBank(tx, { fromId, toId: copy.contest.id, ids, at })
        await appendAudit(tx, audit)
        return true
      }),
    change: (slug, decide) =>
      write(async (tx) => {
        await lockContest(tx, eq(contests.slug, slug))
        const found = await contestReader(tx).inUse(slug)
        const decision = decide(found === null ? null : { ...found, running: await runningIn(tx, found.contest.id) })
        if (!decision.ok) return decision
        const { contest, audit } = decision.value
        const holder = await first(tx.select({ id: contests.id }).from(contests).where(eq(contests.slug, contest.slug)))
        if (holder !== undefined && holder.id !== contest.id) return refuse('contest-edited-meanwhile')
        await tx.update(contests).set(contest).where(eq(contests.id, contest.id))
        await replaceRounds(tx, contest.id, decision.value.rounds)
        await writeTimes(tx, decision.value.times ?? [])
        await appendAudit(tx, audit)
        return decision
      }),
    changeRound: (roundId, decide) =>
      write(async (tx) => {
        const decision = decide((await first(tx.select().from(rounds).where(eq(rounds.id, roundId)).for('update'))) ?? null)
        if (!decision.ok) return decision
        await tx.update(rounds).set({ rules: decision.value.rules }).where(eq(rounds.id, roundId))
        await appendAudit(tx, decision.value.audit)
        return decision
      }),
    // A contestant's own row: they need not wait for the desk.
    enter: (contestId, contestantId, at) =>
      answer(async (tx) => {
        await tx.insert(contestEntries).values({ contestId, contestantId, enteredAt: at }).onConflictDoNothing()
      }),
  }
}

async function insertContest(tx: Db, { contest, rounds: contestRounds }: Pick<ContestWrite, 'contest' | 'rounds'>): Promise<boolean> {
  const made = await tx
    .insert(contests)
    .values({ ...contest, bankVersion: 0 })
    .onConflictDoNothing()
    .returning({ id: contests.id })
  if (made.length === 0) return false
  if (contestRounds.length > 0) await tx.insert(rounds).values(contestRounds)
  return true
}

type Copy = { fromId: string; toId: string; ids: Ids; at: number }

/** Every current question of a bank as version 1 of a new one; pictures are known by their bytes, so the copies have them too. */
async function copyBank(tx: Db, { fromId, toId, ids, at }: Copy): Promise<void> {
  const source = await first(tx.select({ reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, fromId)))
  const rows = await tx.select().from(questionVersions).where(currentOf(fromId)).orderBy(asc(questionVersions.id))
  const copies = rows.map((row) => ({ draft: contentOf(row), authorId: row.authorId, reviewerId: row.reviewerId, note: row.note }))
  await bankWriter(tx, ids).putAll(toId, copies, 1, at)
  await tx
    .update(contests)
    .set({ bankVersion: 1, reviewByOther: source?.reviewByOther ?? false })
    .where(eq(contests.id, toId))
}

/** Attempts that are not finished, locked. */
const runningIn = (tx: Db, contestId: string): Promise<RunningTimes[]> =>
  tx
    .select(timesColumns)
    .from(attempts)
    .where(
      and(isNull(attempts.submittedAt), inArray(attempts.roundId, tx.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId)))),
    )
    .orderBy(asc(attempts.id))
    .for('update')

/** Rounds as they shall be. Numbers are unique, so those that stay step aside before they take their new ones. */
async function replaceRounds(tx: Db, contestId: string, next: ContestWrite['rounds']): Promise<void> {
  const kept = next.map(({ id }) => id)
  await tx.delete(rounds).where(and(eq(rounds.contestId, contestId), notInArray(rounds.id, kept)))
  const known = await tx
    .update(rounds)
    .set({ number: sql`-1 - ${rounds.number}` })
    .where(eq(rounds.contestId, contestId))
    .returning({ id: rounds.id })
  for (const round of next) {
    const { id, sealedRevision: _sealed, ...fields } = round
    if (known.some((one) => one.id === id)) await tx.update(rounds).set(fields).where(eq(rounds.id, id))
    else await tx.insert(rounds).values(round)
  }
}

import { and, eq, isNull } from 'drizzle-orm'
import { refuse } from '../../domain/decision.ts'
import type { Contests, ContestWrite } from '../../ports/contests.ts'
import type { Ids } from '../../ports/ids.ts'
import { timesColumns, writeTimes } from './attempt-times.ts'
import { appendAudit } from './audit.ts'
import { contestReader, sqliteContestReads } from './contest-reads.ts'
import type { Sqlite } from './open.ts'
import { bankWriter, currentOf, toRecord } from './question-versions.ts'
import { attempts, contestEntries, contests, questionVersions, rounds } from './schema.ts'

export function sqliteContests(sqlite: Sqlite, ids: Ids): Contests {
  const { db, queue } = sqlite
  const { inUse } = contestReader(sqlite)
  const bank = bankWriter(sqlite, ids)

  const insert = ({ contest, rounds: contestRounds }: Pick<ContestWrite, 'contest' | 'rounds'>): boolean => {
    const made = db
      .insert(contests)
      .values({ ...contest, bankVersion: 0 })
      .onConflictDoNothing()
      .returning({ id: contests.id })
      .all()
    if (made.length === 0) return false
    if (contestRounds.length > 0) db.insert(rounds).values(contestRounds).run()
    return true
  }
  /** Every current question of a bank as version 1 of a new one; pictures are known by their bytes, so the copies have them too. */
  const copyBank = (fromId: string, toId: string, at: number): void => {
    const [source] = db.select({ reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, fromId)).all()
    for (const row of db.select().from(questionVersions).where(currentOf(fromId)).all()) {
      const {
        id: _id,
        questionId: _question,
        version: _version,
        contestId: _contest,
        createdAt: _at,
        authorId,
        reviewerId,
        note,
        current: _now,
        ...draft
      } = toRecord(row)
      bank.put(toId, { draft, authorId, reviewerId, note }, undefined, 1, at)
    }
    db.update(contests)
      .set({ bankVersion: 1, reviewByOther: source?.reviewByOther ?? false })
      .where(eq(contests.id, toId))
      .run()
  }

  return {
    ...sqliteContestReads(sqlite),
    create: (contest, contestRounds, audit) =>
      queue.write(() => {
        const made = insert({ contest, rounds: contestRounds })
        if (made && audit !== undefined) appendAudit(sqlite, audit)
        return made
      }),
    clone: (fromId, { withQuestions, at, audit, ...copy }) =>
      queue.write(() => {
        if (!insert(copy)) return false
        if (withQuestions) copyBank(fromId, copy.contest.id, at)
        appendAudit(sqlite, audit)
        return true
      }),
    change: (slug, decide) =>
      queue.write(() => {
        const found = inUse(slug)
        const decision = decide(found === null ? null : { ...found, running: runningIn(sqlite, found.contest.id) })
        if (!decision.ok) return decision
        const { contest, audit } = decision.value
        const holder = db.select({ id: contests.id }).from(contests).where(eq(contests.slug, contest.slug)).get()
        if (holder !== undefined && holder.id !== contest.id) return refuse('contest-edited-meanwhile')
        db.update(contests).set(contest).where(eq(contests.id, contest.id)).run()
        replaceRounds(sqlite, contest.id, decision.value.rounds)
        writeTimes(sqlite, decision.value.times ?? [])
        appendAudit(sqlite, audit)
        return decision
      }),
    changeRound: (roundId, decide) =>
      queue.write(() => {
        const decision = decide(db.select().from(rounds).where(eq(rounds.id, roundId)).get() ?? null)
        if (!decision.ok) return decision
        db.update(rounds).set({ rules: decision.value.rules }).where(eq(rounds.id, roundId)).run()
        appendAudit(sqlite, decision.value.audit)
        return decision
      }),
    enter: (contestId, contestantId, at) =>
      queue.write(() => {
        db.insert(contestEntries).values({ contestId, contestantId, enteredAt: at }).onConflictDoNothing().run()
      }),
  }
}

const runningIn = ({ db }: Pick<Sqlite, 'db'>, contestId: string) =>
  db
    .select(timesColumns)
    .from(rounds)
    .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), isNull(attempts.submittedAt)))
    .where(eq(rounds.contestId, contestId))
    .all()

/** Rounds as they shall be. Numbers are unique, so those that stay step aside before they take their new ones. */
function replaceRounds({ db }: Pick<Sqlite, 'db'>, contestId: string, next: ContestWrite['rounds']): void {
  const known = db.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId)).all()
  for (const [index, { id }] of known.entries()) {
    if (next.some((round) => round.id === id))
      db.update(rounds)
        .set({ number: -1 - index })
        .where(eq(rounds.id, id))
        .run()
    else db.delete(rounds).where(eq(rounds.id, id)).run()
  }
  for (const round of next) {
    const { id, sealedRevision: _sealed, ...fields } = round
    if (known.some((one) => one.id === id)) db.update(rounds).set(fields).where(eq(rounds.id, id)).run()
    else db.insert(rounds).values(round).run()
  }
}

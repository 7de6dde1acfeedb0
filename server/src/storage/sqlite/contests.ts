import { asc, eq, sql } from 'drizzle-orm'
import type { Contest, Round } from '../../domain/contest.ts'
import { windowPhase } from '../../domain/contest.ts'
import { appendAudit } from './audit.ts'
import type { Contests } from '../../ports/contests.ts'
import type { Sqlite } from './open.ts'
import { contests, rounds } from './schema.ts'

const order = { open: 0, before: 1, over: 2 } as const

export const toContest = ({ bankVersion: _bank, reviewByOther: _review, ...contest }: typeof contests.$inferSelect): Contest => contest

export function sqliteContests(sqlite: Sqlite): Contests {
  const { db, queue } = sqlite
  return {
    ...sqliteContestReads(sqlite),
    create: (contest, contestRounds) =>
      queue.write(() => {
        const made = db
          .insert(contests)
          .values({ ...contest, bankVersion: 0 })
          .onConflictDoNothing()
          .returning({ id: contests.id })
          .all()
        if (made.length === 0) return false
        if (contestRounds.length > 0) db.insert(rounds).values(contestRounds).run()
        return true
      }),
    changeRound: (roundId, decide) =>
      queue.write(() => {
        const decision = decide(db.select().from(rounds).where(eq(rounds.id, roundId)).get() ?? null)
        if (!decision.ok) return decision
        db.update(rounds).set({ rules: decision.value.rules }).where(eq(rounds.id, roundId)).run()
        appendAudit(sqlite, decision.value.audit)
        return decision
      }),
  }
}

/** The reading half, which export workers use on a connection of their own. */
export function sqliteContestReads({ db }: Pick<Sqlite, 'db'>): Omit<Contests, 'create' | 'changeRound'> {
  const roundById = db
    .select()
    .from(rounds)
    .innerJoin(contests, eq(contests.id, rounds.contestId))
    .where(eq(rounds.id, sql.placeholder('id')))
    .prepare()
  return {
    list: async (now) =>
      db
        .select()
        .from(contests)
        .orderBy(asc(contests.opensAt))
        .all()
        .map(toContest)
        .sort((a, b) => order[windowPhase(a, now)] - order[windowPhase(b, now)] || b.opensAt - a.opensAt || (a.id < b.id ? -1 : 1)),
    find: async (slug) => {
      const row = db.select().from(contests).where(eq(contests.slug, slug)).get()
      return row === undefined ? null : toContest(row)
    },
    byId: async (id) => {
      const row = db.select().from(contests).where(eq(contests.id, id)).get()
      return row === undefined ? null : toContest(row)
    },
    questionRules: async (id) =>
      db.select({ reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, id)).get() ?? { reviewByOther: false },
    rounds: async (contestId) => db.select().from(rounds).where(eq(rounds.contestId, contestId)).orderBy(asc(rounds.number)).all() satisfies Round[],
    round: async (roundId) => {
      const row = roundById.get({ id: roundId })
      return row === undefined ? null : { round: row.rounds, contest: toContest(row.contests) }
    },
  }
}

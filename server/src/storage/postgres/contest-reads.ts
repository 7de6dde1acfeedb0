import { asc, count, eq } from 'drizzle-orm'
import type { Contest, Round } from '../../domain/contest.ts'
import type { ContestInUse, Contests } from '../../ports/contests.ts'
import { byPhase, toContest } from '../contest-rows.ts'
import { asksTogether } from './asks-together.ts'
import { entrantReader } from './entrants.ts'
import { first, type Db, type Postgres } from './open.ts'
import { oneOf } from './question-versions.ts'
import { attempts, contests, rounds } from './schema.ts'

type Read = Omit<Contests, 'create' | 'clone' | 'change' | 'changeRound' | 'enter'>

/** Reads that the writing half needs inside its own transactions. */
export function contestReader(db: Db) {
  const find = async (slug: string): Promise<Contest | null> => {
    const row = await first(db.select().from(contests).where(eq(contests.slug, slug)))
    return row === undefined ? null : toContest(row)
  }
  const roundsOf = (contestId: string): Promise<Round[]> =>
    db.select().from(rounds).where(eq(rounds.contestId, contestId)).orderBy(asc(rounds.number))
  return {
    find,
    roundsOf,
    async inUse(slug: string): Promise<ContestInUse | null> {
      const contest = await find(slug)
      if (contest === null) return null
      const begun = await db
        .select({ roundId: attempts.roundId, total: count() })
        .from(attempts)
        .innerJoin(rounds, eq(rounds.id, attempts.roundId))
        .where(eq(rounds.contestId, contest.id))
        .groupBy(attempts.roundId)
      return { contest, rounds: await roundsOf(contest.id), attempts: new Map(begun.map(({ roundId, total }) => [roundId, total])) }
    },
  }
}

export function contestById(db: Db): (id: string) => Promise<Contest | null> {
  return async (id) => {
    const row = await first(db.select().from(contests).where(eq(contests.id, id)))
    return row === undefined ? null : toContest(row)
  }
}

export type RoundInContest = { round: Round; contest: Contest }

/** Rounds with their contests, by id. */
export async function roundsInContests(db: Db, ids: readonly string[]): Promise<Map<string, RoundInContest>> {
  const asked = oneOf(rounds.id, [...new Set(ids)])
  const found = await db.select().from(rounds).innerJoin(contests, eq(contests.id, rounds.contestId)).where(asked)
  return new Map(found.map((row) => [row.rounds.id, { round: row.rounds, contest: toContest(row.contests) }]))
}

/** The reading half, which threads beside the server use on a connection of their own. */
export function postgresContestReads({ db }: Pick<Postgres, 'db'>): Read {
  const { find, roundsOf, inUse } = contestReader(db)
  return {
    list: async (now) => (await db.select().from(contests).orderBy(asc(contests.opensAt))).map(toContest).sort(byPhase(now)),
    find,
    byId: contestById(db),
    questionRules: async (id) =>
      (await first(db.select({ reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, id)))) ?? { reviewByOther: false },
    rounds: roundsOf,
    round: asksTogether(async (ids: readonly string[]) => {
      const found = await roundsInContests(db, ids)
      return ids.map((id) => found.get(id) ?? null)
    }),
    inUse,
    entrant: entrantReader(db),
  }
}

import { asc, count, eq, sql } from 'drizzle-orm'
import type { Contest, Round } from '../../domain/contest.ts'
import type { ContestInUse, Contests } from '../../ports/contests.ts'
import { byPhase, toContest } from '../contest-rows.ts'
import { entrantReader } from './entrants.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { attempts, contests, rounds } from './schema.ts'
import { unlessChanged } from './table-watch.ts'

type Read = Omit<Contests, 'create' | 'clone' | 'change' | 'changeRound' | 'enter'>

/** Reads that the writing half needs inside its own transactions. */
export function contestReader({ db }: Pick<Sqlite, 'db'>) {
  const bySlug = prepared(
    db
      .select()
      .from(contests)
      .where(eq(contests.slug, sql.placeholder('slug'))),
  )
  const ofContest = prepared(
    db
      .select()
      .from(rounds)
      .where(eq(rounds.contestId, sql.placeholder('contestId')))
      .orderBy(asc(rounds.number)),
  )
  // Every visit asks for both, and their texts and rules are long.
  const find = unlessChanged(db.$client, ['rounds', 'contests'], (slug): Contest | null => {
    const row = bySlug.get({ slug })
    return row === undefined ? null : Object.freeze(toContest(row))
  })
  const roundsOf = unlessChanged(db.$client, ['rounds', 'contests'], (contestId): Round[] =>
    ofContest.all({ contestId }).map((round) => Object.freeze(round)),
  )
  return {
    find,
    roundsOf,
    inUse(slug: string): ContestInUse | null {
      const contest = find(slug)
      if (contest === null) return null
      const begun = db
        .select({ roundId: attempts.roundId, total: count() })
        .from(attempts)
        .innerJoin(rounds, eq(rounds.id, attempts.roundId))
        .where(eq(rounds.contestId, contest.id))
        .groupBy(attempts.roundId)
        .all()
      return {
        contest,
        rounds: [...roundsOf(contest.id)],
        attempts: new Map(begun.map(({ roundId, total }) => [roundId, total])),
      }
    },
  }
}

/**
 * A round with its contest. Every start and submission asks for it several times, and its texts and rules are long: they are read again only when a row of
 * theirs may have changed. What is given back is shared by all who ask, so nobody may change it.
 */
export function roundReader({ db }: Pick<Sqlite, 'db'>): (roundId: string) => { round: Round; contest: Contest } | null {
  const joined = prepared(
    db
      .select()
      .from(rounds)
      .innerJoin(contests, eq(contests.id, rounds.contestId))
      .where(eq(rounds.id, sql.placeholder('id'))),
  )
  return unlessChanged(db.$client, ['rounds', 'contests'], (id) => {
    const found = joined.get({ id })
    return found === undefined ? null : { round: Object.freeze(found.rounds), contest: Object.freeze(toContest(found.contests)) }
  })
}

/** The reading half, which export workers use on a connection of their own. */
export function sqliteContestReads(sqlite: Pick<Sqlite, 'db'>): Read {
  const { db } = sqlite
  const { find, roundsOf, inUse } = contestReader(sqlite)
  const entrant = entrantReader(sqlite)
  const roundById = roundReader(sqlite)
  return {
    list: async (now) => db.select().from(contests).orderBy(asc(contests.opensAt)).all().map(toContest).sort(byPhase(now)),
    find: async (slug) => find(slug),
    byId: async (id) => {
      const row = db.select().from(contests).where(eq(contests.id, id)).get()
      return row === undefined ? null : toContest(row)
    },
    questionRules: async (id) =>
      db.select({ reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, id)).get() ?? { reviewByOther: false },
    rounds: async (contestId) => [...roundsOf(contestId)],
    round: async (roundId) => roundById(roundId),
    inUse: async (slug) => inUse(slug),
    entrant: async (contestId, contestantId) => entrant(contestId, contestantId),
  }
}

import { asc, count, eq, type SQL } from 'drizzle-orm'
import type { Contest, Round } from '../../domain/contest.ts'
import { toContest } from '../contest-rows.ts'
import { first, type Db } from './open.ts'
import { attempts, contests, rounds } from './schema.ts'

/** Locks a contest, then its rounds, until the transaction ends: no attempt begins in them meanwhile. Attempts are locked after them. */
export async function lockContest(tx: Db, which: SQL): Promise<{ contest: Contest; rounds: Round[] } | null> {
  const row = await first(tx.select().from(contests).where(which).for('update'))
  if (row === undefined) return null
  const own = await tx.select().from(rounds).where(eq(rounds.contestId, row.id)).orderBy(asc(rounds.id)).for('update')
  return { contest: toContest(row), rounds: own }
}

/** Locks attempts in the order of their ids, so that two who lock many wait for each other instead of both; gives back how many they are. */
export async function lockAttempts(tx: Db, which: SQL | undefined): Promise<number> {
  const locked = tx.select({ id: attempts.id }).from(attempts).where(which).orderBy(asc(attempts.id)).for('update').as('locked')
  return (await first(tx.select({ total: count() }).from(locked)))?.total ?? 0
}

import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from './open.ts'
import { attempts, contestants, rounds } from './schema.ts'

/**
 * Until the transaction ends nobody of these starts, answers or hands in; what they did just before is seen by what is read from here on.
 * Everything that decides on a person at the desk begins with it. Returns the ids of their attempts.
 */
export async function holdPeople(tx: Db, ids: readonly string[]): Promise<string[]> {
  await tx
    .select({ id: contestants.id })
    .from(contestants)
    .where(inArray(contestants.id, [...ids]))
    .orderBy(contestants.id)
    .for('update')
  const held = await tx
    .select({ id: attempts.id })
    .from(rounds)
    .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), inArray(attempts.contestantId, [...ids])))
    .orderBy(attempts.id)
    .for('update', { of: attempts })
  return held.map(({ id }) => id)
}

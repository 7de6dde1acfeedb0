import { and, asc, count, eq, inArray, type SQL } from 'drizzle-orm'
import type { SightedAct, Sighting } from '../../domain/sighting.ts'
import { first, type Db } from './open.ts'
import { attempts, attemptSightings } from './schema.ts'

/** Whoever opens an attempt over and over again fills no disk. */
const MOST_OF_ONE = 50

/** Notes from where attempts are taken; runs inside the caller's transaction. */
export function sightingNotes(db: Db) {
  const kept = async (roundId: string, attemptId: string): Promise<number> => {
    const ofAttempt = and(eq(attemptSightings.roundId, roundId), eq(attemptSightings.attemptId, attemptId))
    return (await first(db.select({ total: count() }).from(attemptSightings).where(ofAttempt)))?.total ?? 0
  }
  return {
    async note(
      { attemptId, roundId }: { attemptId: string; roundId: string },
      what: SightedAct,
      sighting: Sighting | null | undefined,
    ): Promise<void> {
      if (sighting === null || sighting === undefined) return
      if (what === 'resume' && (await kept(roundId, attemptId)) >= MOST_OF_ONE) return
      await db
        .insert(attemptSightings)
        .values({ attemptId, roundId, what, ...sighting })
        .onConflictDoNothing()
    },
    async of(attemptId: string): Promise<(Sighting & { what: SightedAct })[]> {
      const rows = await db
        .select({ sighting: attemptSightings })
        .from(attempts)
        .innerJoin(attemptSightings, and(eq(attemptSightings.roundId, attempts.roundId), eq(attemptSightings.attemptId, attempts.id)))
        .where(eq(attempts.id, attemptId))
        .orderBy(asc(attemptSightings.at), asc(attemptSightings.what))
      return rows.map(({ sighting: { attemptId: _attempt, roundId: _round, ...sighting } }) => sighting)
    },
  }
}

/** What was noted of attempts goes; `which`: a condition on attempts. */
export async function dropSightings(tx: Db, which: SQL | undefined): Promise<void> {
  await tx
    .delete(attemptSightings)
    .where(
      and(
        inArray(attemptSightings.roundId, tx.select({ id: attempts.roundId }).from(attempts).where(which)),
        inArray(attemptSightings.attemptId, tx.select({ id: attempts.id }).from(attempts).where(which)),
      ),
    )
}

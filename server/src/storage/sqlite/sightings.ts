import { and, asc, count, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { SightedAct, Sighting } from '../../domain/sighting.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { attempts, attemptSightings } from './schema.ts'

/** Whoever opens an attempt over and over again fills no disk. */
const MOST_OF_ONE = 50

/** Notes from where attempts are taken; runs inside the caller's transaction. */
export function sightingNotes({ db }: Pick<Sqlite, 'db'>) {
  const insert = db.$client.prepare(
    `insert into attempt_sightings (attempt_id, round_id, at, what, browser, system, device_hash, address_hash)
     values (@attemptId, @roundId, @at, @what, @browser, @system, @deviceHash, @addressHash) on conflict do nothing`,
  )
  const kept = prepared(
    db
      .select({ total: count() })
      .from(attemptSightings)
      .where(and(eq(attemptSightings.roundId, sql.placeholder('roundId')), eq(attemptSightings.attemptId, sql.placeholder('attemptId')))),
  )
  return {
    note({ attemptId, roundId }: { attemptId: string; roundId: string }, what: SightedAct, sighting: Sighting | null | undefined): void {
      if (sighting === null || sighting === undefined) return
      if (what === 'resume' && (kept.get({ roundId, attemptId })?.total ?? 0) >= MOST_OF_ONE) return
      insert.run({ attemptId, roundId, what, ...sighting })
    },
    of: (attemptId: string): (Sighting & { what: SightedAct })[] =>
      db
        .select({ sighting: attemptSightings })
        .from(attempts)
        .innerJoin(attemptSightings, and(eq(attemptSightings.roundId, attempts.roundId), eq(attemptSightings.attemptId, attempts.id)))
        .where(eq(attempts.id, attemptId))
        .orderBy(asc(attemptSightings.at), asc(attemptSightings.what))
        .all()
        .map(({ sighting: { attemptId: _attempt, roundId: _round, ...sighting } }) => sighting),
  }
}

/** What was noted of attempts goes; `which`: a condition on attempts. */
export function dropSightings({ db }: Pick<Sqlite, 'db'>, which: SQL | undefined): void {
  db.delete(attemptSightings)
    .where(
      and(
        inArray(attemptSightings.roundId, db.select({ id: attempts.roundId }).from(attempts).where(which)),
        inArray(attemptSightings.attemptId, db.select({ id: attempts.id }).from(attempts).where(which)),
      ),
    )
    .run()
}

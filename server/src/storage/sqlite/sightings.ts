import { asc, eq, inArray, type SQL } from 'drizzle-orm'
import type { SightedAct, Sighting } from '../../domain/sighting.ts'
import type { Sqlite } from './open.ts'
import { placeholders } from './placeholders.ts'
import { attempts, attemptSightings } from './schema.ts'

/** Notes from where attempts are taken; runs inside the caller's transaction. */
export function sightingNotes({ db }: Pick<Sqlite, 'db'>) {
  const insert = db
    .insert(attemptSightings)
    .values(placeholders('attemptId', 'at', 'what', 'browser', 'system', 'deviceHash', 'addressHash'))
    .onConflictDoNothing()
    .prepare()
  return {
    note(attemptId: string, what: SightedAct, sighting: Sighting | null | undefined): void {
      if (sighting !== null && sighting !== undefined) insert.run({ attemptId, what, ...sighting })
    },
    of: (attemptId: string): (Sighting & { what: SightedAct })[] =>
      db
        .select()
        .from(attemptSightings)
        .where(eq(attemptSightings.attemptId, attemptId))
        .orderBy(asc(attemptSightings.at), asc(attemptSightings.what))
        .all()
        .map(({ attemptId: _, ...sighting }) => sighting),
  }
}

/** What was noted of attempts goes; `which`: a condition on attempts. */
export function dropSightings({ db }: Pick<Sqlite, 'db'>, which: SQL | undefined): void {
  db.delete(attemptSightings)
    .where(inArray(attemptSightings.attemptId, db.select({ id: attempts.id }).from(attempts).where(which)))
    .run()
}

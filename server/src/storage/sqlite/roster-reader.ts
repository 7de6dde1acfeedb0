import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { contestants, rosterEntries } from './schema.ts'

/** Whether a contestant is on a contest's roster, by phone or claimed code; for reads and inside the transaction of a start alike. */
export function rosterReader({ db }: Pick<Sqlite, 'db'>): (contestId: string, contestantId: string) => boolean {
  const phone = db
    .select({ phone: contestants.phone })
    .from(contestants)
    .where(eq(contestants.id, sql.placeholder('contestantId')))
  const entry = prepared(
    db
      .select({ id: rosterEntries.id })
      .from(rosterEntries)
      .where(
        and(
          eq(rosterEntries.contestId, sql.placeholder('contestId')),
          or(
            eq(rosterEntries.accountId, sql.placeholder('contestantId')),
            // An entry lets one person in: whoever claimed it, else whoever has its phone.
            and(isNull(rosterEntries.accountId), eq(rosterEntries.phone, sql`(${phone})`)),
          ),
        ),
      )
      .limit(1),
  )
  return (contestId, contestantId) => entry.get({ contestId, contestantId }) !== undefined
}

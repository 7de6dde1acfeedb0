import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { first, type Db } from './open.ts'
import { contestants, rosterEntries } from './schema.ts'

/** Whether a contestant is on a contest's roster, by phone or claimed code; for reads and inside a transaction alike. */
export function rosterReader(db: Db): (contestId: string, contestantId: string) => Promise<boolean> {
  return async (contestId, contestantId) => {
    const phone = db.select({ phone: contestants.phone }).from(contestants).where(eq(contestants.id, contestantId))
    const entry = db
      .select({ id: rosterEntries.id })
      .from(rosterEntries)
      .where(
        and(
          eq(rosterEntries.contestId, contestId),
          or(
            eq(rosterEntries.accountId, contestantId),
            // An entry lets one person in: whoever claimed it, else whoever has its phone.
            and(isNull(rosterEntries.accountId), eq(rosterEntries.phone, sql`(${phone})`)),
          ),
        ),
      )
      .limit(1)
    return (await first(entry)) !== undefined
  }
}

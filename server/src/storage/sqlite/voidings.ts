import { and, desc, eq, sql } from 'drizzle-orm'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { submissionLog } from './schema.ts'

/** Tells by the log whether an attempt is void: the last of its voids and restorations counts. */
export function voidReader({ db }: Pick<Sqlite, 'db'>): (attemptId: string) => boolean {
  // Written out, as the partial index is.
  const newest = prepared(
    db
      .select({ kind: submissionLog.kind })
      .from(submissionLog)
      .where(and(eq(submissionLog.attemptId, sql.placeholder('id')), sql`kind in ('void', 'restore')`))
      .orderBy(desc(submissionLog.seq))
      .limit(1),
  )
  return (id) => newest.get({ id })?.kind === 'void'
}

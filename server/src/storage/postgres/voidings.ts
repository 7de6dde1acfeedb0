import { and, desc, eq, sql } from 'drizzle-orm'
import { first, type Db } from './open.ts'
import { submissionLog } from './schema.ts'

/** Tells by the log whether an attempt is void: the last of its voids and restorations counts. */
export function voidReader(db: Db): (attemptId: string) => Promise<boolean> {
  return async (id) => {
    const newest = db
      .select({ kind: submissionLog.kind })
      .from(submissionLog)
      // Written out, as the partial index is.
      .where(and(eq(submissionLog.attemptId, id), sql`kind in ('void', 'restore')`))
      .orderBy(desc(submissionLog.seq))
      .limit(1)
    return (await first(newest))?.kind === 'void'
  }
}

/** Which of some attempts are void. */
export async function voidedAmong(db: Db, attemptIds: readonly string[]): Promise<ReadonlySet<string>> {
  const newest = await db
    .selectDistinctOn([submissionLog.attemptId], { attemptId: submissionLog.attemptId, kind: submissionLog.kind })
    .from(submissionLog)
    .where(and(sql`${submissionLog.attemptId} = any(${sql.param(attemptIds)}::text[])`, sql`kind in ('void', 'restore')`))
    .orderBy(submissionLog.attemptId, desc(submissionLog.seq))
  return new Set(newest.flatMap(({ attemptId, kind }) => (kind === 'void' && attemptId !== null ? [attemptId] : [])))
}

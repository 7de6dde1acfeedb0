import { and, eq, isNull, sql } from 'drizzle-orm'
import type { NewTimes } from '../../domain/extension.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { attempts } from './schema.ts'

export const timesColumns = {
  id: attempts.id,
  roundId: attempts.roundId,
  startedAt: attempts.startedAt,
  deadlineAt: attempts.deadlineAt,
  extraMs: attempts.extraMs,
  pausedMs: attempts.pausedMs,
}

/** Give attempts other times; inside the caller's transaction. */
export function writeTimes({ db }: Pick<Sqlite, 'db'>, times: readonly NewTimes[]): void {
  const write = prepared(
    db
      .update(attempts)
      .set({ deadlineAt: sql`${sql.placeholder('deadlineAt')}`, extraMs: sql`${sql.placeholder('extraMs')}` })
      .where(and(eq(attempts.id, sql.placeholder('id')), isNull(attempts.submittedAt))),
  )
  for (const one of times) write.run(one)
}

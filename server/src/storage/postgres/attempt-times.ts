import { sql } from 'drizzle-orm'
import type { NewTimes } from '../../domain/extension.ts'
import type { Db } from './open.ts'
import { attempts } from './schema.ts'

export const timesColumns = {
  id: attempts.id,
  roundId: attempts.roundId,
  startedAt: attempts.startedAt,
  deadlineAt: attempts.deadlineAt,
  extraMs: attempts.extraMs,
  pausedMs: attempts.pausedMs,
}

/** Give attempts other times; inside the caller's transaction, which has locked their rows. */
export async function writeTimes(tx: Db, times: readonly NewTimes[]): Promise<void> {
  if (times.length === 0) return
  const column = <Value>(of: (one: NewTimes) => Value) => sql.param(times.map(of))
  await tx.execute(sql`
    update attempts set deadline_at = times.deadline_at, extra_ms = times.extra_ms
    from unnest(${column(({ id }) => id)}::text[], ${column(({ deadlineAt }) => deadlineAt)}::bigint[], ${column(({ extraMs }) => extraMs)}::bigint[])
      as times (id, deadline_at, extra_ms)
    where attempts.id = times.id and attempts.submitted_at is null`)
}

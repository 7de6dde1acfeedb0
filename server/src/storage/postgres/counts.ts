import { sql } from 'drizzle-orm'
import type { Sha256 } from '../../domain/receipt.ts'
import type { Counted, Counts } from '../../ports/counts.ts'
import { rowsOf, type Postgres } from './open.ts'

/** Windows that are over are cleared away every so many counts. */
const TIDY_EVERY = 1_000
/** No limit counts for longer. */
const LONGEST_WINDOW_MS = 3_600_000

type Row = { since: number; current: number }

/** Keys hold addresses and logins, which are kept as hashes that nobody can try out without `secret`. */
export function postgresCounts({ db }: Pick<Postgres, 'db'>, { sha256, secret }: { sha256: Sha256; secret: string }): Counts {
  const named = (key: string): string => sha256(`counted\n${secret}\n${key}`).slice(0, 24)
  let untilTidy = TIDY_EVERY
  const told = (row: Row | undefined, now: number, windowMs: number): Counted => {
    if (row === undefined || row.since + windowMs <= now) return { current: 0, ttl: windowMs }
    return { current: row.current, ttl: row.since + windowMs - now }
  }
  return {
    async add(key, { now, windowMs, by = 1 }) {
      untilTidy -= 1
      if (untilTidy === 0) {
        untilTidy = TIDY_EVERY
        await db.execute(sql`delete from window_counts where since < ${now - LONGEST_WINDOW_MS}::bigint`)
      }
      const [row] = await rowsOf<Row>(
        db,
        sql`
        insert into window_counts (key, since, current) values (${named(key)}, ${now}::bigint, ${by}::bigint)
        on conflict (key) do update set
          current = case when window_counts.since + ${windowMs}::bigint <= excluded.since then excluded.current else window_counts.current + excluded.current end,
          since = case when window_counts.since + ${windowMs}::bigint <= excluded.since then excluded.since else window_counts.since end
        returning since, current`,
      )
      return told(row, now, windowMs)
    },
    async look(key, { now, windowMs }) {
      const [row] = await rowsOf<Row>(db, sql`select since, current from window_counts where key = ${named(key)}`)
      return told(row, now, windowMs)
    },
  }
}

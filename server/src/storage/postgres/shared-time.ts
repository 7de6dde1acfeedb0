import { sql } from 'drizzle-orm'
import type { SharedTime } from '../../ports/shared-time.ts'
import { rowsOf, type Postgres } from './open.ts'

/** The database's own clock, ms: those of the servers may differ. */
export const NOW = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`

export function postgresTime({ db }: Pick<Postgres, 'db'>): SharedTime {
  return {
    now: async () =>
      (await rowsOf<{ now: number }>(db, sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`))[0]?.now ?? Number.NaN,
    rehearsalBegan: async () => {
      await db.execute(sql`insert into rehearsals (one, began_at) values (true, ${NOW}) on conflict do nothing`)
      return (await rowsOf<{ began: number }>(db, sql`select began_at as began from rehearsals`))[0]?.began ?? Number.NaN
    },
  }
}

import { sql } from 'drizzle-orm'
import type { Lease } from '../../ports/leases.ts'
import { rowsOf, type Postgres } from './open.ts'
import { NOW } from './shared-time.ts'

export function postgresLease({ db }: Pick<Postgres, 'db'>): Lease {
  return {
    take: async (name, holder, ms) => {
      // Until later than it can be: written by another machine's clock, before a standby took over.
      const taken = await rowsOf(
        db,
        sql`
        insert into leases (name, holder, until) values (${name}, ${holder}, ${NOW} + ${ms}::bigint)
        on conflict (name) do update set holder = excluded.holder, until = excluded.until
        where leases.holder = excluded.holder or leases.until not between ${NOW} and ${NOW} + ${ms}::bigint
        returning name`,
      )
      return taken.length === 1
    },
    end: async (name, holder) => {
      await db.execute(sql`delete from leases where name = ${name} and holder = ${holder}`)
    },
  }
}

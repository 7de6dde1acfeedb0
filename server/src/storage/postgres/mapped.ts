import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { plain } from './failures.ts'
import type { Db } from './open.ts'
import * as schema from './schema.ts'

/** What the mapper sends a statement with. */
type Statement = { queryWithCache: <Rows>(text: string, values: unknown[], ask: () => Promise<Rows>) => Promise<Rows> }
type Session = { prepareQuery: (...told: unknown[]) => Statement }

/** Statements over a pool or one connection. One that fails says what PostgreSQL said: the mapper would put the statement and its values before it, and hide the code. */
export function mapped(client: pg.Pool | pg.PoolClient): Db {
  const db = drizzle(client, { schema })
  const session = db._.session as unknown as Session
  const prepare = session.prepareQuery.bind(session)
  session.prepareQuery = (...told) => {
    const statement = prepare(...told)
    statement.queryWithCache = async (_text, _values, ask) => {
      try {
        return await ask()
      } catch (error) {
        throw plain(error)
      }
    }
    return statement
  }
  return db
}

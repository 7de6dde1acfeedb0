import type pg from 'pg'
import { lineIsLost, plain } from './failures.ts'
import { mapped } from './mapped.ts'
import type { Db } from './open.ts'

/**
 * How a transaction begins. One whose server was cut off is undone by the database once it has rested so long, or it would hold its rows and the others' turn
 * until the line is given up. That is said with `begin`, in one message: what a session remembers is lost behind PgBouncer.
 */
const begins = {
  /** Of reading alone nobody waits for. */
  read: 'begin isolation level repeatable read read only',
  /** Between two statements the desk may reckon. */
  desk: "begin isolation level read committed; set local idle_in_transaction_session_timeout = '30s'",
  answer: "begin isolation level read committed; set local idle_in_transaction_session_timeout = '4s'",
}
export type Kind = keyof typeof begins

/** Transactions over the connections of a pool. One that failed is undone, by closing its connection where nobody listens there any more. */
export function transactions(pool: pg.Pool): <T>(kind: Kind, body: (tx: Db) => Promise<T>) => Promise<T> {
  const dbs = new WeakMap<pg.PoolClient, Db>()
  const dbOf = (client: pg.PoolClient): Db => {
    const known = dbs.get(client) ?? mapped(client)
    dbs.set(client, known)
    return known
  }
  return async (kind, body) => {
    const client = await pool.connect().catch((error: unknown) => {
      throw plain(error)
    })
    let lost: Error | undefined
    try {
      await client.query(begins[kind])
      const done = await body(dbOf(client))
      await client.query('commit')
      return done
    } catch (error) {
      lost = lineIsLost(error) ? asError(error) : await undo(client)
      throw plain(error)
    } finally {
      client.release(lost)
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** What is wrong with a connection on which nothing can be undone. */
const undo = (client: pg.PoolClient): Promise<Error | undefined> => client.query('rollback').then(() => undefined, asError)

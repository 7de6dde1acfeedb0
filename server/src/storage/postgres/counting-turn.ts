import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from './open.ts'

/** Ours alone in the database: locks of this kind are plain numbers. */
const COUNTING = 4_861_530_017_202_111
/** A server that was cut off while it counted is not waited for any longer. */
const LONGEST_REST = '4s'

/**
 * Whether this transaction is the one that may change what boards count, until it ends: of all servers one counts at a time, and whoever does not get
 * the turn goes without. What is read from here on was committed by whoever had it before.
 */
export async function tryCountingTurn(tx: Db): Promise<boolean> {
  const [row] = await rowsOf<{ mine: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(${COUNTING}::bigint) as mine, set_config('idle_in_transaction_session_timeout', ${LONGEST_REST}, true)`,
  )
  return row?.mine === true
}

/** The same for who must change it, and waits: totals that follow a union to another place of the tree, and boards that are thrown away. */
export async function takeCountingTurn(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${COUNTING}::bigint)`)
}

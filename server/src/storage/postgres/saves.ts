import { asc, eq, sql } from 'drizzle-orm'
import type { AttemptHead } from '../../domain/attempt.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import type { SaveDone, SaveWrites } from '../../ports/attempts.ts'
import { headColumns, standsOf } from './answer-path.ts'
import type { Db, Postgres } from './open.ts'
import { attempts } from './schema.ts'

type Save = {
  id: string
  decide: (attempt: AttemptHead | null) => Decision<SaveWrites>
  resolve: (done: Decision<SaveDone>) => void
  reject: (error: unknown) => void
}

/** Of one commit: more would keep the first of them waiting for the last. */
const LARGEST_BATCH = 500
/** While one batch waits for its commit the next is already on its way. */
const BATCHES_AT_ONCE = 2

/** Saves taps: those that arrive together are decided on together and written by one statement, and each is acknowledged after that commit. */
export function saveLine({ answer }: Pick<Postgres, 'answer'>): (id: string, decide: Save['decide']) => Promise<Decision<SaveDone>> {
  const waiting: Save[] = []
  let underWay = 0

  const next = (): void => {
    if (underWay === BATCHES_AT_ONCE || waiting.length === 0) return
    const batch = waiting.splice(0, LARGEST_BATCH)
    underWay += 1
    void written(batch).finally(() => {
      underWay -= 1
      next()
    })
  }

  /** Of a batch that fails each is tried by itself: what is wrong with one must not cost the others their answers. */
  async function written(batch: Save[]): Promise<void> {
    try {
      const done = await answer((tx) => saveAll(tx, batch))
      batch.forEach(({ resolve }, index) => resolve(done[index] as Decision<SaveDone>))
    } catch (error) {
      const [alone] = batch
      if (batch.length > 1) for (const save of batch) await written([save])
      else alone?.reject(error)
    }
  }

  return (id, decide) =>
    new Promise((resolve, reject) => {
      waiting.push({ id, decide, resolve, reject })
      // Whatever else has arrived by then goes along.
      setImmediate(next)
    })
}

async function saveAll(tx: Db, batch: readonly Save[]): Promise<Decision<SaveDone>[]> {
  const ids = [...new Set(batch.map(({ id }) => id))]
  // Whoever finishes one of them meanwhile waits, or was first: then its row says so. In one order, so that two batches never wait for each other.
  const heads = await tx
    .select(headColumns)
    .from(attempts)
    .where(sql`${attempts.id} = any(${sql.param(ids)}::text[])`)
    .orderBy(asc(attempts.id))
    .for('key share')
  const byId = new Map(heads.map((head) => [head.id, head]))
  const decided = batch.map(({ id, decide }) => ({ id, decision: decide(byId.get(id) ?? null) }))
  const accepted = decided.flatMap(({ id, decision }) => (decision.ok ? [{ id, writes: decision.value }] : []))
  await writeTaps(tx, accepted)
  for (const { id, writes } of accepted)
    if (writes.prediction !== undefined) await tx.update(attempts).set({ prediction: writes.prediction }).where(eq(attempts.id, id))
  const read = accepted.filter(({ writes }) => writes.read).map(({ id }) => id)
  const stands = read.length === 0 ? null : await standsOf(tx, read)
  return decided.map(({ id, decision }) =>
    decision.ok ? accept({ ...decision.value, stands: decision.value.read ? (stands?.get(id) ?? []) : [] }) : decision,
  )
}

/** The later tap wins; at the same millisecond the greater choice: the same order as laterTap in domain/attempt.ts. */
async function writeTaps(tx: Db, saves: readonly { id: string; writes: SaveWrites }[]): Promise<void> {
  // A statement may touch a row once: of two taps of one answer the later one goes.
  const taps = new Map<string, { id: string; position: number; choice: string; tappedAt: number; savedAt: number }>()
  for (const { id, writes } of saves)
    for (const { position, choice, tappedAt } of writes.responses) {
      const tap = { id, position, choice: JSON.stringify(choice), tappedAt, savedAt: writes.savedAt }
      const key = `${id} ${position}`
      const before = taps.get(key)
      if (before === undefined || tappedAt > before.tappedAt || (tappedAt === before.tappedAt && tap.choice > before.choice)) taps.set(key, tap)
    }
  if (taps.size === 0) return
  const rows = [...taps.values()].sort((a, b) => (a.id === b.id ? a.position - b.position : a.id < b.id ? -1 : 1))
  const column = <Value>(of: (row: (typeof rows)[number]) => Value) => sql.param(rows.map(of))
  await tx.execute(sql`
    insert into responses (attempt_id, position, choice, tapped_at, saved_at)
    select * from unnest(
      ${column(({ id }) => id)}::text[], ${column(({ position }) => position)}::bigint[], ${column(({ choice }) => choice)}::text[],
      ${column(({ tappedAt }) => tappedAt)}::bigint[], ${column(({ savedAt }) => savedAt)}::bigint[])
    on conflict (attempt_id, position) do update set choice = excluded.choice, tapped_at = excluded.tapped_at, saved_at = excluded.saved_at
    where (excluded.tapped_at, excluded.choice) > (responses.tapped_at, responses.choice)`)
}

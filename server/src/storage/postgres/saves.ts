import { asc, eq, sql } from 'drizzle-orm'
import type { AttemptHead } from '../../domain/attempt.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import type { SaveDone, SaveWrites } from '../../ports/attempts.ts'
import { headColumns, standsOf } from './answer-path.ts'
import { triesTogether } from './asks-together.ts'
import { rowsOf, type Db, type Postgres } from './open.ts'
import { attempts } from './schema.ts'

type Save = { id: string; decide: (attempt: AttemptHead | null) => Decision<SaveWrites> }
/** What was decided on a save, by the attempt as it was then. */
type Decided = { id: string; decision: Decision<SaveWrites>; head: AttemptHead | null }
type Kept = { id: string; writes: SaveWrites; head: AttemptHead }

/** Saves taps: those that arrive together are decided on together and written by one statement, and each is acknowledged after that commit. */
export function saveLine({ each, answer }: Pick<Postgres, 'each' | 'answer'>): (id: string, decide: Save['decide']) => Promise<Decision<SaveDone>> {
  /** Most attempts stay as they were between the look at them and the write: two statements. Of those that do not, the row is locked first. */
  async function written(batch: readonly Save[]): Promise<Decision<SaveDone>[]> {
    const done = await each((db) => saveUnchanged(db, batch))
    const left = batch.filter((_, index) => done[index] === null)
    if (left.length === 0) return done as Decision<SaveDone>[]
    const others = await answer((tx) => saveLocked(tx, left))
    return done.map((one) => one ?? (others.shift() as Decision<SaveDone>))
  }

  const save = triesTogether(written)
  return (id, decide) => save({ id, decide })
}

const idsOf = (saves: readonly { id: string }[]): string[] => [...new Set(saves.map(({ id }) => id))]

/** In one order, so that two batches never wait for each other. */
const headsOf = (db: Db, batch: readonly Save[]) =>
  db
    .select(headColumns)
    .from(attempts)
    .where(sql`${attempts.id} = any(${sql.param(idsOf(batch))}::text[])`)
    .orderBy(asc(attempts.id))

function decideAll(batch: readonly Save[], heads: readonly AttemptHead[]): Decided[] {
  const byId = new Map(heads.map((head) => [head.id, head]))
  return batch.map(({ id, decide }) => {
    const head = byId.get(id) ?? null
    const decision = decide(head)
    if (decision.ok && head === null) throw new Error(`an answer was accepted for attempt ${id}, which does not exist`)
    return { id, head, decision }
  })
}

const acceptedOf = (decided: readonly Decided[]): Kept[] =>
  decided.flatMap(({ id, head, decision }) => (decision.ok && head !== null ? [{ id, head, writes: decision.value }] : []))

/** What is to be told, with how the answers stand where somebody wants to know. */
async function doneOf(db: Db, decided: readonly Decided[]): Promise<Decision<SaveDone>[]> {
  const read = acceptedOf(decided).filter(({ writes }) => writes.read)
  const stands = read.length === 0 ? null : await standsOf(db, idsOf(read))
  return decided.map(({ id, decision }) =>
    decision.ok ? accept({ ...decision.value, stands: decision.value.read ? (stands?.get(id) ?? []) : [] }) : decision,
  )
}

/** Nobody's row is held between two statements; null for a save whose attempt was changed in between, or that writes more than answers. */
async function saveUnchanged(db: Db, batch: readonly Save[]): Promise<(Decision<SaveDone> | null)[]> {
  const decided = decideAll(batch, await headsOf(db, batch))
  const plain = acceptedOf(decided).filter(({ writes }) => writes.prediction === undefined)
  const unchanged = await writeTaps(db, plain)
  const done = (one: Decided): boolean => !one.decision.ok || (one.decision.value.prediction === undefined && unchanged.has(one.id))
  const told = await doneOf(db, decided.filter(done))
  return decided.map((one) => (done(one) ? (told.shift() ?? null) : null))
}

/** Whoever finishes one of them meanwhile waits, or was first: then its row says so. */
async function saveLocked(tx: Db, batch: readonly Save[]): Promise<Decision<SaveDone>[]> {
  const decided = decideAll(batch, await headsOf(tx, batch).for('key share'))
  const accepted = acceptedOf(decided)
  await writeTaps(tx, accepted)
  for (const { id, writes } of accepted)
    if (writes.prediction !== undefined) await tx.update(attempts).set({ prediction: writes.prediction }).where(eq(attempts.id, id))
  return doneOf(tx, decided)
}

/**
 * Writes the answers of attempts that still are as they were decided on, and tells which those are: a row that somebody holds is waited for and looked at again.
 * The later tap wins; at the same millisecond the greater choice: the same order as laterTap in domain/attempt.ts.
 */
async function writeTaps(db: Db, saves: readonly Kept[]): Promise<Set<string>> {
  // A statement may touch a row once: of two taps of one answer the later one goes.
  const taps = new Map<string, { id: string; position: number; choice: string; tappedAt: number; savedAt: number }>()
  for (const { id, writes } of saves)
    for (const { position, choice, tappedAt } of writes.responses) {
      const tap = { id, position, choice: JSON.stringify(choice), tappedAt, savedAt: writes.savedAt }
      const key = `${id} ${position}`
      const before = taps.get(key)
      if (before === undefined || tappedAt > before.tappedAt || (tappedAt === before.tappedAt && tap.choice > before.choice)) taps.set(key, tap)
    }
  if (taps.size === 0) return new Set(idsOf(saves))
  const heads = [...new Map(saves.map(({ id, head }) => [id, head])).values()]
  const rows = [...taps.values()]
  const column = <Row, Value>(of: readonly Row[], value: (row: Row) => Value) => sql.param(of.map(value))
  const unchanged = await rowsOf<{ id: string }>(
    db,
    sql`
    with unchanged as (
      select attempts.id from attempts join unnest(
        ${column(heads, ({ id }) => id)}::text[], ${column(heads, ({ contestantId }) => contestantId)}::text[],
        ${column(heads, ({ deadlineAt }) => deadlineAt)}::bigint[]
      ) as seen (id, contestant_id, deadline_at) on attempts.id = seen.id
      where attempts.submitted_at is null and attempts.contestant_id = seen.contestant_id and attempts.deadline_at = seen.deadline_at
      order by attempts.id for key share of attempts
    ), written as (
      insert into responses (attempt_id, position, choice, tapped_at, saved_at)
      select tap.* from unnest(
        ${column(rows, ({ id }) => id)}::text[], ${column(rows, ({ position }) => position)}::bigint[], ${column(rows, ({ choice }) => choice)}::text[],
        ${column(rows, ({ tappedAt }) => tappedAt)}::bigint[], ${column(rows, ({ savedAt }) => savedAt)}::bigint[]
      ) as tap (attempt_id, position, choice, tapped_at, saved_at)
      where tap.attempt_id in (select id from unchanged)
      order by tap.attempt_id, tap.position
      on conflict (attempt_id, position) do update set choice = excluded.choice, tapped_at = excluded.tapped_at, saved_at = excluded.saved_at
      where (excluded.tapped_at, excluded.choice) > (responses.tapped_at, responses.choice)
    )
    select id from unchanged`,
  )
  return new Set(unchanged.map(({ id }) => id))
}

import { asc, sql } from 'drizzle-orm'
import type { KeyCorrection } from '../../domain/key-correction.ts'
import { refuse, type Decision } from '../../domain/decision.ts'
import type { Sighting } from '../../domain/sighting.ts'
import type { Attempts, Finish } from '../../ports/attempts.ts'
import { headColumns, standsOf } from './answer-path.ts'
import { triesTogether } from './asks-together.ts'
import { correctionsOf } from './corrections.ts'
import type { AppendEvents } from './log.ts'
import { given, insertMany, texts } from './many-rows.ts'
import { takeTurn, type Db, type Postgres } from './open.ts'
import { attempts, attemptSightings } from './schema.ts'

type HandIn = { id: string; decide: Parameters<Attempts['finish']>[1]; sighting: Sighting | null | undefined }
type Finished = HandIn & Finish & { roundId: string }

/** Of one turn of the log: each is graded while it lasts. */
const LARGEST_BATCH = 100

/**
 * Hands attempts in: those that arrive together are one transaction, so that the log, which takes one server's entries at a time, is waited for once.
 * An attempt is handed in by one caller at a time.
 */
export function handInLine({ answer }: Pick<Postgres, 'answer'>, appendAll: AppendEvents): (handIn: HandIn) => Promise<Decision<Finish>> {
  return triesTogether((batch: readonly HandIn[]) => answer((tx) => handInAll(tx, batch, appendAll)), LARGEST_BATCH)
}

async function handInAll(tx: Db, batch: readonly HandIn[], appendAll: AppendEvents): Promise<Decision<Finish>[]> {
  const ids = batch.map(({ id }) => id)
  // Saves of these attempts that are not committed yet are waited for, and those that come later find them finished. In one order, as saves hold them.
  const heads = await tx
    .select(headColumns)
    .from(attempts)
    .where(sql`${attempts.id} = any(${texts(ids)})`)
    .orderBy(asc(attempts.id))
    .for('update')
  const byId = new Map(heads.map((head) => [head.id, head]))
  const stands = await standsOf(tx, ids)
  // A decision on a key of a round comes before these lines of the log or after them, never between: what comes after them grades again.
  await takeTurn(tx, 'log')
  const corrections = await correctionsByRound(tx, new Set(heads.map(({ roundId }) => roundId)))
  const finished: Finished[] = []
  const decisions = batch.map((handIn): Decision<Finish> => {
    const head = byId.get(handIn.id)
    if (head === undefined) return refuse('not-found')
    const responses = (stands.get(handIn.id) ?? []).map(({ position, choice, tappedAt }) => ({ position, choice, tappedAt }))
    const decision = handIn.decide(head, responses, corrections.get(head.roundId) ?? [])
    if (decision.ok) finished.push({ ...handIn, ...decision.value, roundId: head.roundId })
    return decision
  })
  await writeFinished(tx, finished)
  await appendAll(
    tx,
    finished.flatMap(({ event, loggedAt }) => (event === null ? [] : [{ event, at: loggedAt }])),
  )
  return decisions
}

async function correctionsByRound(tx: Db, roundIds: ReadonlySet<string>): Promise<Map<string, readonly KeyCorrection[]>> {
  const found = new Map<string, readonly KeyCorrection[]>()
  for (const roundId of roundIds) found.set(roundId, await correctionsOf(tx)(roundId))
  return found
}

/** The rows are held, and were decided on as not handed in. */
async function writeFinished(tx: Db, finished: readonly Finished[]): Promise<void> {
  if (finished.length === 0) return
  const outcomes = finished.map(({ id, outcome }) => ({ id, ...outcome }))
  await tx.execute(sql`
    update attempts set submitted_at = given.submitted_at, finished_by = given.finished_by, prediction = given.prediction, score = given.score,
      max_score = given.max_score, correct_count = given.correct_count, all_correct = given.all_correct, duration_ms = given.duration_ms,
      receipt = given.receipt
    from ${given(attempts, outcomes)} where attempts.id = given.id and attempts.submitted_at is null`)
  const sighted = finished.flatMap(({ id, roundId, sighting }) =>
    sighting === null || sighting === undefined ? [] : [{ attemptId: id, roundId, what: 'submit' as const, ...sighting }],
  )
  await insertMany(tx, attemptSightings, sighted, sql`on conflict do nothing`)
}

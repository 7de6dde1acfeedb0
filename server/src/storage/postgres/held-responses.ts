import { and, asc, eq, exists, isNull, sql } from 'drizzle-orm'
import type { HoldView } from '../../domain/attempt.ts'
import { refuse } from '../../domain/decision.ts'
import type { HeldTap } from '../../domain/held-answers.ts'
import type { Attempts, AttemptSummary, HeldDecision } from '../../ports/attempts.ts'
import { choiceOf } from '../attempt-rows.ts'
import { answerPathStatements } from './answer-path.ts'
import { appendAudit } from './audit.ts'
import { correctionsOf } from './corrections.ts'
import type { AppendEvent } from './log.ts'
import { first, type Db, type Postgres } from './open.ts'
import { regradeWriter } from './regrades.ts'
import { flagPeople, flags, flagVerdicts, heldResponses, responses, rounds } from './schema.ts'

type Needs = { lockedSummary: (tx: Db, id: string) => Promise<AttemptSummary | null>; append: AppendEvent }

/** The late taps of an attempt, by position and time. */
function heldReader(db: Db): (id: string) => Promise<HeldTap[]> {
  return async (id) => {
    const rows = await db
      .select()
      .from(heldResponses)
      .where(eq(heldResponses.attemptId, id))
      .orderBy(asc(heldResponses.position), asc(heldResponses.tappedAt))
    return rows.map(({ attemptId: _, choice, replaced, ...tap }) => ({
      ...tap,
      choice: choiceOf(choice),
      replaced: replaced === null ? null : choiceOf(replaced),
    }))
  }
}

/** Late answers, off the answer path: read and written only after a save was refused. */
export function heldResponseStore(
  { db, write, answer }: Postgres,
  { lockedSummary, append }: Needs,
): Pick<Attempts, 'holdResponses' | 'heldResponses' | 'decideHeld'> {
  const viewOf = async (tx: Db, id: string): Promise<HoldView | null> => {
    const { locked, responses: saved } = answerPathStatements(tx)
    const attempt = await locked(id)
    const round =
      attempt === undefined ? undefined : await first(tx.select({ rules: rounds.rules }).from(rounds).where(eq(rounds.id, attempt.roundId)))
    if (attempt === undefined || round === undefined) return null
    const kept = await tx.$count(heldResponses, eq(heldResponses.attemptId, id))
    return { attempt, lateAnswers: round.rules.lateAnswers, saved: await saved(id), held: kept }
  }
  return {
    holdResponses: (id, arrivedAt, decide) =>
      answer(async (tx) => {
        const decision = decide(await viewOf(tx, id))
        if (!decision.ok) return decision
        const rows = decision.value.map(({ position, choice, tappedAt }) => ({
          attemptId: id,
          position,
          choice: JSON.stringify(choice),
          tappedAt,
          arrivedAt,
        }))
        await tx.insert(heldResponses).values(rows).onConflictDoNothing()
        return decision
      }),
    heldResponses: heldReader(db),
    decideHeld: (id, decide) =>
      write(async (tx) => {
        const attempt = await lockedSummary(tx, id)
        const decision = decide(
          attempt === null
            ? null
            : {
                attempt,
                saved: await answerPathStatements(tx).responses(id),
                held: await heldReader(tx)(id),
                corrections: await correctionsOf(tx)(attempt.roundId),
              },
        )
        if (!decision.ok) return decision
        const { event, audit } = decision.value
        if (attempt === null) return refuse('not-found')
        await writeDecision(tx, id, decision.value)
        await judgeFlags(tx, { id, roundId: attempt.roundId, accepted: event !== null }, audit)
        await appendAudit(tx, audit)
        if (event !== null) await regradeWriter(tx, append)(event, audit.at)
        return decision
      }),
  }
}

async function writeDecision(tx: Db, attemptId: string, { marks, taken, audit }: HeldDecision): Promise<void> {
  for (const { position, tappedAt, decision, replaced } of marks)
    await tx
      .update(heldResponses)
      .set({ decision, replaced: replaced === null ? null : JSON.stringify(replaced) })
      .where(and(eq(heldResponses.attemptId, attemptId), eq(heldResponses.position, position), eq(heldResponses.tappedAt, tappedAt)))
  for (const { position, choice, tappedAt } of taken) {
    const row = { choice: JSON.stringify(choice), tappedAt, savedAt: audit.at }
    await tx
      .insert(responses)
      .values({ attemptId, position, ...row })
      .onConflictDoUpdate({ target: [responses.attemptId, responses.position], set: row })
  }
}

/** Once every late answer of an attempt is decided on, so is its flag. */
async function judgeFlags(
  tx: Db,
  { id, roundId, accepted }: { id: string; roundId: string; accepted: boolean },
  { actorId, reason, at }: HeldDecision['audit'],
): Promise<void> {
  const waiting = await first(
    tx
      .select({ position: heldResponses.position })
      .from(heldResponses)
      .where(and(eq(heldResponses.attemptId, id), isNull(heldResponses.decision)))
      .limit(1),
  )
  if (waiting !== undefined) return
  const naming = tx
    .select({ one: sql`1` })
    .from(flagPeople)
    .where(and(eq(flagPeople.passId, flags.passId), eq(flagPeople.flagId, flags.id), eq(flagPeople.attemptId, id)))
  const verdict = { verdict: accepted ? ('confirmed' as const) : ('dismissed' as const), reason, actorId, at }
  const judged = await tx
    .select({ flagId: flags.id })
    .from(flags)
    .where(and(eq(flags.kind, 'held'), eq(flags.roundId, roundId), exists(naming)))
  for (const { flagId } of judged)
    await tx
      .insert(flagVerdicts)
      .values({ flagId, roundId, ...verdict })
      .onConflictDoUpdate({ target: flagVerdicts.flagId, set: verdict })
}

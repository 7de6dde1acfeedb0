import { and, asc, count, eq, exists, isNull, sql } from 'drizzle-orm'
import type { AttemptHead, HoldView, SavedResponse } from '../../domain/attempt.ts'
import { refuse } from '../../domain/decision.ts'
import type { HeldTap } from '../../domain/held-answers.ts'
import type { KeyCorrection } from '../../domain/key-correction.ts'
import type { Attempts, AttemptSummary, HeldDecision } from '../../ports/attempts.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { regradeWriter } from './regrades.ts'
import { flagPeople, flags, flagVerdicts, heldResponses, responses, rounds } from './schema.ts'

type Needs = {
  head: (id: string) => AttemptHead | undefined
  savedResponses: (id: string) => SavedResponse[]
  summary: (id: string) => AttemptSummary | null
  corrections: (roundId: string) => readonly KeyCorrection[]
  append: AppendEvent
}

/** The late taps of an attempt, by position and time. */
export function heldReader({ db }: Pick<Sqlite, 'db'>): (id: string) => HeldTap[] {
  const held = prepared(
    db
      .select()
      .from(heldResponses)
      .where(eq(heldResponses.attemptId, sql.placeholder('id')))
      .orderBy(asc(heldResponses.position), asc(heldResponses.tappedAt)),
  )
  // Hardly an attempt has any, and every one that is finished is asked.
  const any = db.$client.prepare<[id: string], number>('select 1 from held_responses where attempt_id = ? limit 1').pluck()
  return (id) =>
    (any.get(id) === undefined ? [] : held.all({ id })).map(({ attemptId: _, choice, replaced, ...tap }) => ({
      ...tap,
      choice: JSON.parse(choice) as string[],
      replaced: replaced === null ? null : (JSON.parse(replaced) as string[]),
    }))
}

/** Late answers, off the answer path: read and written only after a save was refused. */
export function heldResponseStore(
  sqlite: Sqlite,
  { head, savedResponses, summary, corrections, append }: Needs,
): Pick<Attempts, 'holdResponses' | 'heldResponses' | 'decideHeld'> {
  const { db, queue } = sqlite
  const held = heldReader(sqlite)
  const regrade = regradeWriter(sqlite, append)
  const viewOf = (id: string): HoldView | null => {
    const attempt = head(id)
    const round = attempt === undefined ? undefined : db.select({ rules: rounds.rules }).from(rounds).where(eq(rounds.id, attempt.roundId)).get()
    if (attempt === undefined || round === undefined) return null
    const kept = db.select({ total: count() }).from(heldResponses).where(eq(heldResponses.attemptId, id)).get()?.total ?? 0
    return { attempt, lateAnswers: round.rules.lateAnswers, saved: savedResponses(id), held: kept }
  }
  return {
    holdResponses: (id, arrivedAt, decide) =>
      queue.write(() => {
        const decision = decide(viewOf(id))
        if (!decision.ok) return decision
        const rows = decision.value.map(({ position, choice, tappedAt }) => ({
          attemptId: id,
          position,
          choice: JSON.stringify(choice),
          tappedAt,
          arrivedAt,
        }))
        db.insert(heldResponses).values(rows).onConflictDoNothing().run()
        return decision
      }),
    heldResponses: async (id) => held(id),
    decideHeld: (id, decide) =>
      queue.write(() => {
        const attempt = summary(id)
        const decision = decide(
          attempt === null ? null : { attempt, saved: savedResponses(id), held: held(id), corrections: corrections(attempt.roundId) },
        )
        if (!decision.ok) return decision
        const { event, audit } = decision.value
        if (attempt === null) return refuse('not-found')
        writeDecision(sqlite, id, decision.value)
        if (event !== null) regrade(event, audit.at)
        judgeFlags(sqlite, { id, roundId: attempt.roundId, accepted: event !== null }, audit)
        appendAudit(sqlite, audit)
        return decision
      }),
  }
}

function writeDecision({ db }: Pick<Sqlite, 'db'>, attemptId: string, { marks, taken, audit }: HeldDecision): void {
  for (const { position, tappedAt, decision, replaced } of marks)
    db.update(heldResponses)
      .set({ decision, replaced: replaced === null ? null : JSON.stringify(replaced) })
      .where(and(eq(heldResponses.attemptId, attemptId), eq(heldResponses.position, position), eq(heldResponses.tappedAt, tappedAt)))
      .run()
  for (const { position, choice, tappedAt } of taken) {
    const row = { choice: JSON.stringify(choice), tappedAt, savedAt: audit.at }
    db.insert(responses)
      .values({ attemptId, position, ...row })
      .onConflictDoUpdate({ target: [responses.attemptId, responses.position], set: row })
      .run()
  }
}

/** Once every late answer of an attempt is decided on, so is its flag. */
function judgeFlags(
  { db }: Pick<Sqlite, 'db'>,
  { id, roundId, accepted }: { id: string; roundId: string; accepted: boolean },
  { actorId, reason, at }: HeldDecision['audit'],
): void {
  const waiting = db
    .select({ position: heldResponses.position })
    .from(heldResponses)
    .where(and(eq(heldResponses.attemptId, id), isNull(heldResponses.decision)))
    .limit(1)
    .get()
  if (waiting !== undefined) return
  const naming = db
    .select({ one: sql`1` })
    .from(flagPeople)
    .where(and(eq(flagPeople.passId, flags.passId), eq(flagPeople.flagId, flags.id), eq(flagPeople.attemptId, id)))
  const verdict = { verdict: accepted ? ('confirmed' as const) : ('dismissed' as const), reason, actorId, at }
  for (const { flagId } of db
    .select({ flagId: flags.id })
    .from(flags)
    .where(and(eq(flags.kind, 'held'), eq(flags.roundId, roundId), exists(naming)))
    .all())
    db.insert(flagVerdicts)
      .values({ flagId, roundId, ...verdict })
      .onConflictDoUpdate({ target: flagVerdicts.flagId, set: verdict })
      .run()
}

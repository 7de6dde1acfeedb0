import { asc, count, eq } from 'drizzle-orm'
import type { AttemptHead, HoldView, SavedResponse } from '../../domain/attempt.ts'
import type { Attempts } from '../../ports/attempts.ts'
import type { Sqlite } from './open.ts'
import { heldResponses, rounds } from './schema.ts'

/** Late answers, off the answer path: read and written only after a save was refused. */
export function heldResponseStore(
  { db, queue }: Sqlite,
  head: (id: string) => AttemptHead | undefined,
  savedResponses: (id: string) => SavedResponse[],
): Pick<Attempts, 'holdResponses' | 'heldResponses'> {
  const viewOf = (id: string): HoldView | null => {
    const attempt = head(id)
    const round = attempt === undefined ? undefined : db.select({ rules: rounds.rules }).from(rounds).where(eq(rounds.id, attempt.roundId)).get()
    if (attempt === undefined || round === undefined) return null
    const held = db.select({ total: count() }).from(heldResponses).where(eq(heldResponses.attemptId, id)).get()?.total ?? 0
    return { attempt, lateAnswers: round.rules.lateAnswers, saved: savedResponses(id), held }
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
    heldResponses: async (id) =>
      db
        .select()
        .from(heldResponses)
        .where(eq(heldResponses.attemptId, id))
        .orderBy(asc(heldResponses.position), asc(heldResponses.tappedAt))
        .all()
        .map(({ position, choice, tappedAt, arrivedAt }) => ({ position, choice: JSON.parse(choice) as string[], tappedAt, arrivedAt })),
  }
}

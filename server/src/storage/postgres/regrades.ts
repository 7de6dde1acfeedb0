import { eq } from 'drizzle-orm'
import type { RegradeEvent } from '../../domain/log-event.ts'
import type { AppendEvent } from './log.ts'
import type { Db } from './open.ts'
import { attempts } from './schema.ts'

/** Gives an attempt new figures and logs them; inside the caller's transaction, which has locked the attempt. What was answered, and the receipt, stay. */
export function regradeWriter(db: Db, append: AppendEvent): (event: RegradeEvent, at: number) => Promise<void> {
  return async (event, at) => {
    const { attemptId, score, maxScore, correctCount, allCorrect } = event
    await db.update(attempts).set({ score, maxScore, correctCount, allCorrect }).where(eq(attempts.id, attemptId))
    await append(db, event, at)
  }
}

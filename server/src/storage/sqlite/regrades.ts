import { eq, sql } from 'drizzle-orm'
import type { RegradeEvent } from '../../domain/log-event.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
import { assignments } from './placeholders.ts'
import { prepared } from './prepared.ts'
import { attempts } from './schema.ts'

/** Gives an attempt new figures and logs them; inside the caller's transaction. What was answered, and the receipt, stay. */
export function regradeWriter({ db }: Pick<Sqlite, 'db'>, append: AppendEvent): (event: RegradeEvent, at: number) => void {
  const setFigures = prepared(
    db
      .update(attempts)
      .set(assignments('score', 'maxScore', 'correctCount', 'allCorrect'))
      .where(eq(attempts.id, sql.placeholder('attemptId'))),
  )
  return (event, at) => {
    const { attemptId, score, maxScore, correctCount, allCorrect } = event
    setFigures.run({ attemptId, score, maxScore, correctCount, allCorrect: allCorrect ? 1 : 0 })
    append(event, at)
  }
}

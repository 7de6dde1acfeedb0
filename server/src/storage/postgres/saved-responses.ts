import { sql, type SQL } from 'drizzle-orm'
import type { SavedResponse } from '../../domain/attempt.ts'

/** What was answered of an attempt as one text, which reads much faster than a row for each. */
export const savedResponses = (attemptId: SQL): SQL =>
  sql`(select '[' || coalesce(string_agg('[' || r.position || ',' || r.choice || ',' || r.tapped_at || ']', ',' order by r.position), '') || ']'
    from responses r where r.attempt_id = ${attemptId})`

export const responsesIn = (saved: string): SavedResponse[] =>
  (JSON.parse(saved) as [number, string[], number][]).map(([position, choice, tappedAt]) => ({ position, choice, tappedAt }))

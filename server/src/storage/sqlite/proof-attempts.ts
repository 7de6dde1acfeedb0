import type Database from 'better-sqlite3'
import type { SavedResponse } from '../../domain/attempt.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { ProofReader, StoredAttempt } from '../../ports/proof.ts'

type Row = Omit<StoredAttempt, 'paper' | 'allCorrect' | 'responses'> & { paper: string; allCorrect: number | null }
type ResponseRow = { position: number; choice: string; tappedAt: number }

/** Attempts by id with their responses, in the order in which they are graded. */
export function attemptReader(client: Database.Database): ProofReader['attempts'] {
  const attempt = client.prepare(
    `select id, round_id as roundId, contestant_id as contestantId, contestant_kind as contestantKind, number, seed, paper, shape, started_at as startedAt,
       deadline_at as deadlineAt, paused_ms as pausedMs, prediction, submitted_at as submittedAt, finished_by as finishedBy, score, max_score as maxScore,
       correct_count as correctCount, all_correct as allCorrect, duration_ms as durationMs, receipt
     from attempts where id = ?`,
  )
  const responses = client.prepare(`select position, choice, tapped_at as tappedAt from responses where attempt_id = ? order by position`)
  const of = (id: string): StoredAttempt | null => {
    const row = attempt.get(id) as Row | undefined
    if (row === undefined) return null
    const own = (responses.all(id) as ResponseRow[]).map((response): SavedResponse => ({ ...response, choice: texts(response.choice) }))
    return { ...row, paper: paperOf(row.paper), allCorrect: row.allCorrect === null ? null : row.allCorrect === 1, responses: own }
  }
  return (ids) =>
    new Map(
      ids.flatMap((id) => {
        const found = of(id)
        return found === null ? [] : [[id, found] as const]
      }),
    )
}

/** What cannot be read any more is kept as it is: it then differs from what was handed in. */
function texts(choice: string): string[] {
  const value = parsed(choice)
  return Array.isArray(value) ? (value as string[]) : [choice]
}

function paperOf(paper: string): PaperItem[] {
  const value = parsed(paper)
  const items = Array.isArray(value) ? (value as Partial<PaperItem>[]) : []
  return items.every(({ versionId, kind, order }) => typeof versionId === 'string' && typeof kind === 'string' && Array.isArray(order))
    ? (items as PaperItem[])
    : []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

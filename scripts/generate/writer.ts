import { answerPathStatements } from '../../server/src/storage/sqlite/answer-path.ts'
import { logAppender } from '../../server/src/storage/sqlite/log.ts'
import type { Sqlite } from '../../server/src/storage/sqlite/open.ts'
import { askedNotes } from '../../server/src/storage/sqlite/practised.ts'
import type { PaperItem } from '../../server/src/domain/paper.ts'
import { sha256 } from '../../server/src/sha256.ts'
import type { Made } from './attempts.ts'

const AT_ONCE = 10_000

/** Writes finished attempts with their answers and their lines of the log, many in one transaction; a file that is not whole is thrown away. */
export function attemptWriter(sqlite: Sqlite) {
  const { client } = sqlite
  const answers = answerPathStatements(sqlite)
  const append = logAppender(sqlite, sha256)
  const { note: noteAsked } = askedNotes(sqlite)
  const insert = client.prepare(
    `insert into attempts (id, round_id, contestant_id, union_id, contestant_kind, number, seed, bank_version, paper, shape, started_at, deadline_at,
       prediction, submitted_at, finished_by, score, max_score, correct_count, all_correct, duration_ms, receipt)
     values (@id, @roundId, @contestantId, @unionId, @contestantKind, @number, @seed, @bankVersion, @paper, @shape, @startedAt, @deadlineAt,
       @prediction, @submittedAt, @finishedBy, @score, @maxScore, @correctCount, @allCorrect, @durationMs, @receipt)`,
  )
  const writeOne = ({ head, attempt, bankVersion, responses, savedAt, loggedAt, outcome, event }: Made): void => {
    insert.run({ ...head, ...attempt, paper: JSON.stringify(attempt.paper), bankVersion, ...outcome, allCorrect: outcome.allCorrect ? 1 : 0 })
    for (const response of responses) answers.save(head.id, response, savedAt)
    append(event, loggedAt)
  }
  return (roundId: string, made: Iterable<Made>, done: (attempts: number) => void): void => {
    const asked = new Map<string, PaperItem>()
    let written = 0
    client.exec('begin')
    for (const one of made) {
      writeOne(one)
      for (const item of one.attempt.paper) asked.set(item.versionId, item)
      written += 1
      if (written % AT_ONCE === 0) client.exec('commit; begin')
      if (written % 500 === 0) done(written)
    }
    noteAsked(roundId, [...asked.values()])
    client.exec('commit')
    done(written)
  }
}

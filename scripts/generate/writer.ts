import { answerPathStatements } from '../../server/src/storage/sqlite/answer-path.ts'
import { logAppender } from '../../server/src/storage/sqlite/log.ts'
import type { Sqlite } from '../../server/src/storage/sqlite/open.ts'
import { placeholders } from '../../server/src/storage/sqlite/placeholders.ts'
import { askedNotes } from '../../server/src/storage/sqlite/practised.ts'
import { attempts } from '../../server/src/storage/sqlite/schema.ts'
import type { PaperItem } from '../../server/src/domain/paper.ts'
import { sha256, type Made } from './attempts.ts'

const AT_ONCE = 10_000

/** Writes finished attempts with their answers and their lines of the log, many in one transaction; a file that is not whole is thrown away. */
export function attemptWriter(sqlite: Sqlite) {
  const { db, client } = sqlite
  const answers = answerPathStatements(sqlite)
  const append = logAppender(sqlite, sha256)
  const noteAsked = askedNotes(sqlite)
  const insert = db
    .insert(attempts)
    .values(
      placeholders(
        ...(['id', 'roundId', 'contestantId', 'unionId', 'contestantKind', 'number', 'seed', 'bankVersion', 'paper', 'shape'] as const),
        ...(['startedAt', 'deadlineAt', 'prediction', 'submittedAt', 'finishedBy', 'score', 'maxScore', 'correctCount', 'allCorrect'] as const),
        ...(['durationMs', 'receipt'] as const),
      ),
    )
    .prepare()
  const writeOne = ({ head, attempt, bankVersion, responses, savedAt, loggedAt, outcome, event }: Made): void => {
    insert.run({ ...head, ...attempt, bankVersion, ...outcome })
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

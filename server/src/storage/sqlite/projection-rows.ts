import type Database from 'better-sqlite3'
import type { SubmissionEvent } from '../../domain/log-event.ts'
import type { Outcome, Standing } from '../../domain/standing.ts'

type Flags = { allCorrect: number; voided: number }
type OutcomeRow = Omit<Outcome, keyof Flags> & Flags
type StandingRow = Omit<Standing, 'keys' | 'allCorrect'> & { allCorrect: number; k1: number; k2: number; k3: number; k4: number }

const toOutcome = (row: OutcomeRow): Outcome => ({ ...row, allCorrect: row.allCorrect === 1, voided: row.voided === 1 })
// Field by field: V8 adds to a copied object forty times slower.
const toStanding = ({
  contestantId,
  unionId,
  attemptId,
  attempts,
  score,
  allCorrect,
  durationMs,
  submittedAt,
  k1,
  k2,
  k3,
  k4,
}: StandingRow): Standing => ({
  contestantId,
  unionId,
  attemptId,
  attempts,
  score,
  allCorrect: allCorrect === 1,
  durationMs,
  submittedAt,
  keys: [k1, k2, k3, k4],
})

const OUTCOME = `attempt_id as attemptId, round_id as roundId, contest_id as contestId, contestant_id as contestantId, union_id as unionId,
  contestant_kind as contestantKind, number, score, max_score as maxScore, all_correct as allCorrect, prediction, duration_ms as durationMs,
  submitted_at as submittedAt, receipt, voided`
const STANDING = `s.contestant_id as contestantId, s.union_id as unionId, s.attempt_id as attemptId, s.attempts, s.score, s.all_correct as allCorrect,
  s.duration_ms as durationMs, s.submitted_at as submittedAt, s.k1, s.k2, s.k3, s.k4`

/**
 * The rows that every entry of the log reads and writes, without the mapper between: counting two million entries anew would take three times as long.
 * A recount's temporary tables of the same names are taken for these.
 */
export function projectionRows(client: Database.Database) {
  const addOutcome = client.prepare(
    `insert into outcomes (attempt_id, round_id, contest_id, contestant_id, union_id, contestant_kind, number, score, max_score, all_correct, prediction,
       duration_ms, submitted_at, receipt, voided)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  )
  const inRound = client.prepare<[contestantId: string, roundId: string], OutcomeRow>(
    `select ${OUTCOME} from outcomes where contestant_id = ? and round_id = ?`,
  )
  const inContest = client.prepare<[contestantId: string, contestId: string], OutcomeRow>(
    `select ${OUTCOME} from outcomes where contestant_id = ? and contest_id = ?`,
  )
  const standing = client.prepare<[boardId: string, contestantId: string], StandingRow>(
    `select ${STANDING} from standings s where s.board_id = ? and s.contestant_id = ?`,
  )
  const ofRounds = client.prepare<[contestId: string, contestantId: string], StandingRow>(
    `select ${STANDING} from rounds r join standings s on s.board_id = r.id where r.contest_id = ? and s.contestant_id = ? order by r.number`,
  )
  const remove = client.prepare<[boardId: string, contestantId: string]>(`delete from standings where board_id = ? and contestant_id = ?`)
  const add = client.prepare(
    `insert into standings (board_id, contestant_id, union_id, attempt_id, attempts, score, all_correct, duration_ms, submitted_at, k1, k2, k3, k4)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    addOutcome({ attemptId, roundId, contestId, contestantId, unionId, contestantKind = null, number, ...graded }: SubmissionEvent): void {
      const { score, maxScore, allCorrect, prediction, durationMs, submittedAt, receipt } = graded
      const who = [attemptId, roundId, contestId, contestantId, unionId, contestantKind, number]
      addOutcome.run(...who, score, maxScore, allCorrect ? 1 : 0, prediction, durationMs, submittedAt, receipt)
    },
    inRound: (contestantId: string, roundId: string): Outcome[] => inRound.all(contestantId, roundId).map(toOutcome),
    inContest: (contestantId: string, contestId: string): Outcome[] => inContest.all(contestantId, contestId).map(toOutcome),
    standing(boardId: string, contestantId: string): Standing | null {
      const row = standing.get(boardId, contestantId)
      return row === undefined ? null : toStanding(row)
    },
    /** Of one person in each round of a contest, in the order of the rounds. */
    standingsOf: (contestId: string, contestantId: string): Standing[] => ofRounds.all(contestId, contestantId).map(toStanding),
    removeStanding: (boardId: string, contestantId: string): void => void remove.run(boardId, contestantId),
    addStanding(boardId: string, { contestantId, unionId, attemptId, attempts, score, allCorrect, durationMs, submittedAt, keys }: Standing): void {
      add.run(boardId, contestantId, unionId, attemptId, attempts, score, allCorrect ? 1 : 0, durationMs, submittedAt, ...keys)
    },
  }
}
export type ProjectionRows = ReturnType<typeof projectionRows>

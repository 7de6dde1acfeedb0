import Database from 'better-sqlite3'
import type { SealedAttempt, SealedPlace } from '../domain/sealing.ts'
import type { SealingBook } from '../ports/sealing.ts'

/** In the order of the columns; lists cost a third of what rows with names cost. */
type Stored = [
  ...[attemptId: string, contestantId: string, unionId: string, number: number, score: number, maxScore: number, allCorrect: number],
  ...[prediction: number | null, predictionDistance: number | null, durationMs: number, submittedAt: number, receipt: string],
]
type Kept = [...Stored, k1: number, k2: number, k3: number, k4: number]

const COLUMNS = `attempt_id text, contestant_id text, union_id text, number integer, score real, max_score real, all_correct integer, prediction integer,
  prediction_distance integer, duration_ms integer, submitted_at integer, receipt text`
const NAMES = COLUMNS.replaceAll(/ (?:text|integer|real)/g, '')

function valuesOf(row: SealedAttempt): Stored {
  const { attemptId, contestantId, unionId, number, score, maxScore, allCorrect, prediction, predictionDistance, durationMs, submittedAt, receipt } =
    row
  const right = allCorrect ? 1 : 0
  return [attemptId, contestantId, unionId, number, score, maxScore, right, prediction, predictionDistance, durationMs, submittedAt, receipt]
}

function attemptOf(values: Stored | Kept): SealedAttempt {
  const [attemptId, contestantId, unionId, number, score, maxScore, right, prediction, predictionDistance, durationMs, submittedAt, receipt] = values
  const allCorrect = right === 1
  return { attemptId, contestantId, unionId, number, score, maxScore, allCorrect, prediction, predictionDistance, durationMs, submittedAt, receipt }
}

/** A database in a file of its own that is gone when it is closed; SQLite keeps what is small in memory. */
function openScratch(table: string): Database.Database {
  const client = new Database('')
  for (const setting of ['journal_mode = MEMORY', 'synchronous = OFF', 'cache_size = -32768']) client.pragma(setting)
  client.exec(table)
  client.exec('begin')
  return client
}

/** A round while it is ranked, in two scratch databases: one is read while the other is written. */
export function sealingBook(): SealingBook {
  const taken = openScratch(
    `create table taken (place integer primary key, ${COLUMNS}, voided integer); create table stood (contestant_id text, position integer)`,
  )
  const kept = openScratch(`create table kept (${COLUMNS}, k1 integer, k2 integer, k3 integer, k4 integer, tie text)`)
  const submit = taken.prepare(`insert into taken values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`)
  const keep = kept.prepare(`insert into kept values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const stand = taken.prepare('insert into stood values (?, ?)')
  const changes = attemptChanges(taken)
  return {
    submit: (attempt) => void submit.run(valuesOf(attempt)),
    ...changes,
    counts() {
      // Written down once in the order of people: through an index each of two million rows would be looked up by itself.
      taken.exec(`drop table if exists own; create table own as select ${NAMES} from taken where voided = 0 order by contestant_id, place`)
      taken.exec('delete from stood')
      kept.exec('delete from kept')
      const found = { people: 0, attempts: 0, allCorrectCount: 0 }
      let [person, right] = ['', 0]
      for (const [contestantId, allCorrect] of taken.prepare('select contestant_id, all_correct from own order by rowid').raw().iterate() as Iterable<
        [string, number]
      >) {
        if (contestantId !== person) [person, right, found.people] = [contestantId, 0, found.people + 1]
        if (allCorrect > right) [right, found.allCorrectCount] = [allCorrect, found.allCorrectCount + 1]
        found.attempts += 1
      }
      return found
    },
    people: () => grouped(taken.prepare(`select ${NAMES} from own order by rowid`).raw().iterate() as Iterable<Stored>),
    keep: (attempt, keys, tie) => void keep.run([...valuesOf(attempt), ...keys, tie]),
    *kept() {
      let position = 0
      for (const row of kept.prepare(`select ${NAMES}, k1, k2, k3, k4 from kept order by k1, k2, k3, k4, tie`).raw().iterate() as Iterable<Kept>) {
        stand.run(row[1], (position += 1))
        yield { row: attemptOf(row), keys: [row[12], row[13], row[14], row[15]] }
      }
    },
    places: () => taken.prepare('select contestant_id, position from stood order by contestant_id').raw().iterate() as Iterable<SealedPlace>,
    close: () => [taken, kept].forEach((client) => client.close()),
  }
}

/** Few rounds need these, so what finds an attempt is made when the first one comes. */
function attemptChanges(client: Database.Database): Pick<SealingBook, 'void' | 'restore' | 'regrade' | 'give' | 'move'> {
  const later = (index: string, sql: string) => {
    let statement: Database.Statement | undefined
    return (...values: (string | number)[]): void => {
      if (statement === undefined) client.exec(`create index if not exists ${index}`)
      statement ??= client.prepare(sql)
      statement.run(...values)
    }
  }
  const byAttempt = 'attempts on taken (attempt_id)'
  const mark = later(byAttempt, 'update taken set voided = ? where attempt_id = ?')
  const regrade = later(byAttempt, 'update taken set score = ?, max_score = ?, all_correct = ? where attempt_id = ?')
  const give = later(byAttempt, 'update taken set contestant_id = ?, union_id = ?, number = ? where attempt_id = ?')
  const move = later('people on taken (contestant_id)', 'update taken set union_id = ? where contestant_id = ?')
  return {
    void: (attemptId) => mark(1, attemptId),
    restore: (attemptId) => mark(0, attemptId),
    regrade: (attemptId, { score, maxScore, allCorrect }) => regrade(score, maxScore, allCorrect ? 1 : 0, attemptId),
    give: (attemptId, { contestantId, unionId, number }) => give(contestantId, unionId, number, attemptId),
    move: (contestantId, unionId) => move(unionId, contestantId),
  }
}

function* grouped(rows: Iterable<Stored>): Generator<SealedAttempt[]> {
  let own: SealedAttempt[] = []
  for (const row of rows) {
    const attempt = attemptOf(row)
    if (own.length > 0 && own[0]?.contestantId !== attempt.contestantId) {
      yield own
      own = []
    }
    own.push(attempt)
  }
  if (own.length > 0) yield own
}

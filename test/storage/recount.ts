import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { LogEntry, SubmissionEvent } from '../../server/src/domain/log-event.ts'

export type Recounted = {
  contestantId: string
  unionId: string
  attemptId: string
  attempts: number
  score: number
  allCorrect: boolean
  durationMs: number
  submittedAt: number
}

const ahead = (a: Recounted | SubmissionEvent, b: Recounted | SubmissionEvent): number =>
  b.score - a.score || a.durationMs - b.durationMs || a.submittedAt - b.submittedAt || (a.attemptId < b.attemptId ? -1 : 1)
const cents = (score: number): number => Number(score.toFixed(2))

/** The boards of each round and, last, of the whole contest: counted anew from the log, the slow and plain way, sharing nothing with the server. */
export function recount(log: LogEntry[], roundIds: string[], counts: RoundRules['counts'][]): Recounted[][] {
  const voided = new Set(log.flatMap(({ event }) => (event.kind === 'void' ? [event.attemptId] : [])))
  // The union of an attempt is the one that its person was moved to last, after it was logged.
  const unionOf = (own: SubmissionEvent, seq: number): string =>
    log
      .filter(({ event, seq: at }) => event.kind === 'move' && at > seq && event.roundId === own.roundId && event.contestantId === own.contestantId)
      .map(({ event }) => (event.kind === 'move' ? event.unionId : ''))
      .at(-1) ?? own.unionId
  const valid = log.flatMap(({ event, seq }) =>
    event.kind === 'submission' && !voided.has(event.attemptId) ? [{ ...event, unionId: unionOf(event, seq) }] : [],
  )
  const people = [...new Set(valid.map(({ contestantId }) => contestantId))]
  const rounds = roundIds.map((roundId, index) =>
    people.flatMap((person) => {
      const own = valid.filter((event) => event.roundId === roundId && event.contestantId === person).sort((a, b) => a.number - b.number)
      return own.length === 0 ? [] : [inRound(own, counts[index]!)]
    }),
  )
  const contest = people.map((person) => overall(rounds.flatMap((rows) => rows.filter(({ contestantId }) => contestantId === person))))
  return [...rounds, contest].map((rows) => rows.sort(ahead))
}

function inRound(own: SubmissionEvent[], counts: RoundRules['counts']): Recounted {
  const counted = { first: own[0]!, last: own.at(-1)!, best: [...own].sort(ahead)[0]! }[counts]
  const { contestantId, attemptId, score, durationMs, submittedAt } = counted
  return {
    contestantId,
    unionId: own.at(-1)!.unionId,
    attemptId,
    attempts: own.length,
    score: cents(score),
    allCorrect: own.some(({ allCorrect }) => allCorrect),
    durationMs,
    submittedAt,
  }
}

function overall(rows: Recounted[]): Recounted {
  const newest = [...rows].sort((a, b) => b.submittedAt - a.submittedAt)[0]!
  const sum = (of: (row: Recounted) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    ...newest,
    attempts: sum((row) => row.attempts),
    score: cents(sum((row) => row.score)),
    durationMs: sum((row) => row.durationMs),
    allCorrect: rows.every(({ allCorrect }) => allCorrect),
  }
}

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

/** The log read from its beginning: submissions that are not void, each with what was logged of it and of its person last. */
function validIn(log: LogEntry[]): SubmissionEvent[] {
  const counted = new Map<string, SubmissionEvent>()
  const voided = new Set<string>()
  for (const { event } of log) {
    if (event.kind === 'submission') counted.set(event.attemptId, { ...event })
    else if (event.kind === 'void') voided.add(event.attemptId)
    else if (event.kind === 'restore') voided.delete(event.attemptId)
    else if (event.kind === 'regrade') {
      const own = counted.get(event.attemptId)
      if (own !== undefined) Object.assign(own, { score: event.score, allCorrect: event.allCorrect })
    } else if (event.kind === 'move') {
      for (const own of counted.values()) if (own.roundId === event.roundId && own.contestantId === event.contestantId) own.unionId = event.unionId
    } else if (event.kind === 'join') {
      for (const own of counted.values()) {
        const number = event.numbers[own.attemptId]
        if (number !== undefined) Object.assign(own, { contestantId: event.contestantId, unionId: event.unionId, number })
      }
    } else if (event.kind !== 'seal' && event.kind !== 'correction') throw new Error(`the recount does not know what ${JSON.stringify(event)} means`)
  }
  return [...counted.values()].filter(({ attemptId }) => !voided.has(attemptId))
}

/** The boards of each round and, last, of the whole contest: counted anew from the log, the slow and plain way, sharing nothing with the server. */
export function recount(log: LogEntry[], roundIds: string[], counts: RoundRules['counts'][]): Recounted[][] {
  const valid = validIn(log)
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

/** Hours, days and weeks of Vietnam, seven hours ahead of UTC; 1 January 1970 was a Thursday. */
const stretchOf = {
  hour: (at: number) => at - (at % 3_600_000),
  day: (at: number) => Math.floor((at + 7 * 3_600_000) / 86_400_000) * 86_400_000 - 7 * 3_600_000,
  week: (at: number) => (Math.floor((Math.floor((at + 7 * 3_600_000) / 86_400_000) + 3) / 7) * 7 - 3) * 86_400_000 - 7 * 3_600_000,
}

/** People and attempts of a union with everything below it in each stretch, counted anew from the log; a person belongs to the union of their newest attempt in it. */
export async function recountActivity(
  log: LogEntry[],
  span: keyof typeof stretchOf,
  inside: (unionId: string) => Promise<boolean>,
): Promise<{ at: number; people: number; attempts: number }[]> {
  const valid = validIn(log)
  const starts = [...new Set(valid.map(({ submittedAt }) => stretchOf[span](submittedAt)))].sort((a, b) => a - b)
  const rows: { at: number; people: number; attempts: number }[] = []
  for (const at of starts) {
    const here = valid.filter(({ submittedAt }) => stretchOf[span](submittedAt) === at)
    let [people, attempts] = [0, 0]
    for (const person of new Set(here.map(({ contestantId }) => contestantId))) {
      const own = here.filter(({ contestantId }) => contestantId === person).sort((a, b) => a.submittedAt - b.submittedAt)
      if (!(await inside(own.at(-1)!.unionId))) continue
      people += 1
      attempts += own.length
    }
    if (people > 0) rows.push({ at, people, attempts })
  }
  return rows
}

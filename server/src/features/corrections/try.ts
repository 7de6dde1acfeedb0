import { meanScore } from '../../domain/grading.ts'
import { changeBars, movesBetween, type Place } from '../../domain/rank-moves.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import { sealResults, type SealedAttempt, type SealedResults } from '../../domain/sealing.ts'
import type { RegradeReads, TrialFigures, TrialFound, TrialJob } from '../../ports/regrading.ts'
import { lotOf, validAttempts } from '../rounds/rank.ts'
import { paperGrader, sameFigures } from './regrade-pieces.ts'
import { homesOf, prizeRows, prizesBetween, type PrizeRow } from './try-prizes.ts'

const ROWS_AT_ONCE = 1_000
/** So many movers are told one by one, those who move farthest; all of them are counted. */
const MOST_MOVERS = 20_000
const TOP = 10

type New = Pick<SealedAttempt, 'score' | 'maxScore' | 'allCorrect'>

/** What a decision on a key would change in the ranking as it stands now. */
export async function tryDecision(
  reads: RegradeReads,
  { roundId, decision }: TrialJob,
  { sha256, told }: { sha256: Sha256; told: (seen: number, total: number) => void },
): Promise<TrialFound> {
  const found = await reads.round(roundId)
  if (found === null) throw new Error(`round ${roundId} does not exist`)
  const head = await reads.log.head()
  const { holding, regraded } = await newFigures(reads, { roundId, upTo: head.seq, decision, rules: found.round.rules, told })
  const attempts = await validAttempts(reads.log, roundId, head.seq)
  const ranked = (some: readonly SealedAttempt[]) => rankedIn(sealResults(some, found.round.rules, lotOf(sha256, head.hash)))
  const before = ranked(attempts)
  const changed = attempts.filter(({ attemptId }) => regraded.has(attemptId))
  const changes = changed.map((attempt) => Math.round(((regraded.get(attempt.attemptId)?.score ?? 0) - attempt.score) * 100) / 100)
  const after = ranked(
    attempts.map((attempt) => {
      const figures = regraded.get(attempt.attemptId)
      return figures === undefined ? attempt : { ...attempt, ...figures }
    }),
  )
  const moves = movesBetween(before.places, after.places)
  const prizes = await prizesBetween(
    { reads, sha256 },
    { ...found, head, homes: homesOf(attempts), rankings: { before: before.places, after: after.places } },
  )
  return {
    holding,
    changedAttempts: changed.length,
    changedPeople: moves.filter(({ fromScore, toScore }) => fromScore !== toScore).length,
    movedPeople: moves.filter(({ fromRank, toRank }) => fromRank !== toRank).length,
    before: before.figures,
    after: after.figures,
    changes: changeBars(changes),
    topBefore: topOf(before.places),
    topAfter: topOf(after.places),
    prizes,
    movers: moves.slice(0, MOST_MOVERS),
  }
}

type Wanted = Pick<TrialJob, 'roundId' | 'decision'> & {
  upTo: number
  rules: Parameters<typeof paperGrader>[1]
  told: (seen: number, total: number) => void
}

/** The attempts whose figures the decision changes, with the new ones, and how many papers hold the question. */
async function newFigures(
  reads: RegradeReads,
  { roundId, upTo, decision, rules, told }: Wanted,
): Promise<{ holding: number; regraded: Map<string, New> }> {
  const graded = paperGrader(reads, rules, [...(await reads.corrections(roundId)), decision])
  const versionIds = Object.keys(decision.versions)
  const regraded = new Map<string, New>()
  const total = await reads.submissions(roundId, upTo + 1)
  let [holding, seen, after] = [0, 0, 0]
  for (;;) {
    const read = await reads.papers({ roundId, after, before: upTo + 1, limit: ROWS_AT_ONCE, versionIds })
    if (read.seen === 0) return { holding, regraded }
    for (const { paper, grade } of await graded(read.papers)) {
      const { score, maxScore, allCorrect, correctCount } = grade
      if (!sameFigures({ score, maxScore, allCorrect, correctCount }, paper)) regraded.set(paper.attemptId, { score, maxScore, allCorrect })
    }
    holding += read.papers.length
    seen += read.seen
    after = read.seenTo
    told(seen, total)
  }
}

/** Only what is compared is kept: a round of a million people is ranked twice. */
function rankedIn(results: SealedResults): { places: PrizeRow[]; figures: TrialFigures } {
  const { rows, people, attempts, allCorrectCount, predictionTarget } = results
  const scoreSum = rows.reduce((total, { score }) => total + score, 0)
  return {
    places: prizeRows(results),
    figures: { people, attempts, allCorrect: allCorrectCount, predictionTarget, meanScore: meanScore(scoreSum, people) },
  }
}

const topOf = (places: readonly PrizeRow[]): Place[] =>
  places.slice(0, TOP).map(({ contestantId, unionId, rank, score }) => ({ contestantId, unionId, rank, score }))

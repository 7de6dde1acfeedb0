import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { predictionDistance, predictionTarget } from './prediction.ts'
import { countedAttempt, place, type Placed, type Ranked } from './ranking.ts'
import { canonical } from './receipt.ts'

/** A finished, not voided attempt as the log gives it. */
export type SealedAttempt = Ranked & {
  contestantId: string
  unionId: string
  number: number
  maxScore: number
  allCorrect: boolean
  prediction: number | null
  receipt: string
}

export type SealedCounts = {
  people: number
  attempts: number
  allCorrectCount: number
  predictionTarget: number | null
}
export type SealedRow = Placed<SealedAttempt>
export type SealedPlace = [contestantId: string, position: number]
export type SealedResults = SealedCounts & { rows: SealedRow[] }

/** The frozen results of a round: counts first, then the prediction target, then each person's counted attempt, then the ranks. */
export function sealResults(attempts: readonly SealedAttempt[], rules: RoundRules, lot: (attemptId: string) => string): SealedResults {
  const byPerson = groupByContestant(attempts)
  const allCorrectCount = [...byPerson.values()].filter((own) => own.some((attempt) => attempt.allCorrect)).length
  const counts = { people: byPerson.size, attempts: attempts.length, allCorrectCount }
  const target = predictionTarget(rules, counts)
  const counted = [...byPerson.values()].flatMap((own) => countedOf(own, rules, target) ?? [])
  return { ...counts, predictionTarget: target, rows: place(counted, rules, lot) }
}

/** Of one person's attempts the one that counts, measured against the prediction target. */
export function countedOf(own: readonly SealedAttempt[], rules: RoundRules, target: number | null): SealedAttempt | null {
  return countedAttempt(
    own.map((attempt) => ({ ...attempt, predictionDistance: distanceOf(attempt, rules, target) })),
    rules,
  )
}

type Sealed = { roundId: string; number: number; rules: RoundRules }
const ROWS = '"rows":['

/** The text whose SHA-256 a revision carries, piece by piece: the round, its rules, the counts and every row. As one text a million rows would not fit. */
export function* resultsText({ roundId, number, rules }: Sealed, counts: SealedCounts, rows: Iterable<SealedRow>): Generator<string> {
  const { people, attempts, allCorrectCount, predictionTarget } = counts
  const around = canonical({ roundId, number, rules, people, attempts, allCorrectCount, predictionTarget, rows: [] })
  const cut = around.indexOf(ROWS) + ROWS.length
  yield around.slice(0, cut)
  let before = ''
  for (const row of rows) {
    yield `${before}${rowText(row)}`
    before = ','
  }
  yield around.slice(cut)
}

/** Every field of a row, sorted. */
const ROW_FIELDS = [
  ...(['allCorrect', 'attemptId', 'contestantId', 'decidedBy', 'durationMs', 'keys', 'maxScore', 'next', 'number', 'own', 'position'] as const),
  ...(['prediction', 'predictionDistance', 'rank', 'receipt', 'score', 'submittedAt', 'unionId'] as const),
] satisfies (keyof SealedRow)[]

/** What `canonical` gives of a row, without sorting the same names a million times. */
const rowText = (row: SealedRow): string => JSON.stringify(row, ROW_FIELDS)

function groupByContestant(attempts: readonly SealedAttempt[]): Map<string, SealedAttempt[]> {
  const groups = new Map<string, SealedAttempt[]>()
  for (const attempt of attempts) {
    const own = groups.get(attempt.contestantId)
    if (own === undefined) groups.set(attempt.contestantId, [attempt])
    else own.push(attempt)
  }
  return groups
}

function distanceOf(attempt: SealedAttempt, rules: RoundRules, target: number | null): number | null {
  return rules.prediction === null || target === null ? null : predictionDistance(attempt.prediction, target, rules.prediction.closeness)
}

import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'

// The simulator's own ranking, from the published rules and not from the server's code, so that neither can hide the other's mistake.

/** One finished attempt as the crowd knows it; scores in hundredths of a point. */
export type Finished = {
  attemptId: string
  phone: string
  unionId: string
  number: number
  score: number
  allCorrect: boolean
  prediction: number | null
  durationMs: number
  submittedAt: number
}
/** Which rule the reckoning here does not know, in words; null when it can follow them all. */
export function beyondReckoning({ blueprint, multipleCredit, equals }: RoundRules): string | null {
  if (multipleCredit !== 'allOrNothing') return 'part of the points for part of an answer'
  if (blueprint.some(({ points }) => points !== undefined)) return 'points of their own for some questions'
  return equals === 'sharedRank' ? null : 'a lot among equals'
}

type Measured = Finished & { distance: number }
export type Ranked = Measured & { position: number; rank: number }

const BLANK_IS_LAST = Number.MAX_SAFE_INTEGER

const order = {
  score: (a, b) => b.score - a.score,
  predictionDistance: (a, b) => a.distance - b.distance,
  durationMs: (a, b) => a.durationMs - b.durationMs,
  submittedAt: (a, b) => a.submittedAt - b.submittedAt,
} satisfies Record<TieBreak, (a: Measured, b: Measured) => number>

const byChain =
  (chain: readonly TieBreak[]) =>
  (a: Measured, b: Measured): number =>
    chain.map((tieBreak) => order[tieBreak](a, b)).find((difference) => difference !== 0) ?? 0
const byId = (a: Measured, b: Measured): number => (a.attemptId < b.attemptId ? -1 : a.attemptId > b.attemptId ? 1 : 0)

function groupBy<T>(items: readonly T[], of: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(of(item), [...(groups.get(of(item)) ?? []), item])
  return groups
}

function counted(own: readonly Measured[], rules: RoundRules, chain: readonly TieBreak[]): Measured | undefined {
  const inTime = own.toSorted((a, b) => a.number - b.number)
  if (rules.counts === 'first') return inTime[0]
  if (rules.counts === 'last') return inTime.at(-1)
  const best = byChain(rules.bestAmongEquals === 'earlier' ? ['score'] : chain)
  return inTime.toSorted((a, b) => best(a, b) || byId(a, b))[0]
}

function ranked(rows: readonly Measured[], chain: readonly TieBreak[]): Ranked[] {
  const compare = byChain(chain)
  const sorted = rows.toSorted((a, b) => compare(a, b) || byId(a, b))
  let rank = 0
  return sorted.map((row, index) => {
    const before = sorted[index - 1]
    if (before === undefined || compare(before, row) !== 0) rank = index + 1
    return { ...row, position: index + 1, rank }
  })
}

const withoutPrediction = (rules: RoundRules): TieBreak[] => rules.tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance')
const perPerson = (attempts: readonly Measured[], rules: RoundRules, chain: readonly TieBreak[]): Measured[] =>
  [...groupBy(attempts, ({ phone }) => phone).values()].flatMap((own) => counted(own, rules, chain) ?? [])

/** A round before its seal: nobody knows yet how near a prediction is. */
export function liveRound(attempts: readonly Finished[], rules: RoundRules): Ranked[] {
  const chain = withoutPrediction(rules)
  const measured = attempts.map((attempt) => ({ ...attempt, distance: 0 }))
  return ranked(perPerson(measured, rules, chain), chain)
}

/** A round as it must be sealed. */
export function sealedRound(
  attempts: readonly Finished[],
  rules: RoundRules,
): { people: number; allCorrectCount: number; target: number | null; rows: Ranked[] } {
  const people = groupBy(attempts, ({ phone }) => phone)
  const allCorrectCount = [...people.values()].filter((own) => own.some(({ allCorrect }) => allCorrect)).length
  const target = rules.prediction === null ? null : rules.prediction.target === 'participants' ? people.size : allCorrectCount
  const distance = ({ prediction }: Finished): number => {
    if (target === null) return 0
    if (prediction === null) return BLANK_IS_LAST
    return rules.prediction?.closeness === 'exact' ? Number(prediction !== target) : Math.abs(prediction - target)
  }
  const measured = attempts.map((attempt) => ({ ...attempt, distance: distance(attempt) }))
  return { people: people.size, allCorrectCount, target, rows: ranked(perPerson(measured, rules, rules.tieBreaks), rules.tieBreaks) }
}

/** The whole contest: each person's counted attempts summed over the rounds, the latest moment, no prediction. */
export function wholeContest(rounds: readonly Ranked[][], rules: RoundRules): Ranked[] {
  const sums = [...groupBy(rounds.flat(), ({ phone }) => phone).values()].flatMap((own) => {
    const newest = own.toSorted((a, b) => b.submittedAt - a.submittedAt)[0]
    if (newest === undefined) return []
    const sum = (of: (row: Ranked) => number): number => own.reduce((total, row) => total + of(row), 0)
    return [{ ...newest, score: sum(({ score }) => score), durationMs: sum(({ durationMs }) => durationMs) }]
  })
  return ranked(sums, withoutPrediction(rules))
}

export type UnionSums = Map<string, { people: number; attempts: number; score: number }>

/** People, attempts and summed scores of every union with all below it; `above` gives a union and those over it. */
export function unionSums(live: readonly Ranked[], attempts: readonly Finished[], above: (unionId: string) => readonly string[]): UnionSums {
  const sums: UnionSums = new Map()
  const add = (unionId: string, part: { people: number; attempts: number; score: number }): void => {
    for (const id of above(unionId)) {
      const before = sums.get(id) ?? { people: 0, attempts: 0, score: 0 }
      sums.set(id, { people: before.people + part.people, attempts: before.attempts + part.attempts, score: before.score + part.score })
    }
  }
  for (const { unionId, score } of live) add(unionId, { people: 1, attempts: 0, score })
  for (const { unionId } of attempts) add(unionId, { people: 0, attempts: 1, score: 0 })
  return sums
}

import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'

/** What one counted attempt brings to a ranking. `predictionDistance` is null while the target is unknown. */
export type Ranked = {
  attemptId: string
  score: number
  predictionDistance: number | null
  durationMs: number
  submittedAt: number
}

export type Keys = readonly [k1: number, k2: number, k3: number, k4: number]

/** Distance of a prediction that was left blank: behind every given one. */
export const BLANK_DISTANCE = 1_000_000_000

const keyOf = {
  score: (row) => -Math.round(row.score * 100),
  predictionDistance: (row) => row.predictionDistance ?? 0,
  durationMs: (row) => row.durationMs,
  submittedAt: (row) => row.submittedAt,
} satisfies Record<TieBreak, (row: Omit<Ranked, 'attemptId'>) => number>

/** A tie-break chain as integer keys, ascending; what the chain does not name is 0. The last tie-break is always the attempt id. */
export function rankingKeys(row: Ranked, tieBreaks: readonly TieBreak[]): Keys {
  const keys = tieBreaks.map((tieBreak) => keyOf[tieBreak](row))
  return [keys[0] ?? 0, keys[1] ?? 0, keys[2] ?? 0, keys[3] ?? 0]
}

/** Total order: keys, then the sortable attempt id. */
export function compareRanked(a: { keys: Keys; attemptId: string }, b: { keys: Keys; attemptId: string }): number {
  for (let i = 0; i < 4; i += 1) {
    const difference = (a.keys[i] as number) - (b.keys[i] as number)
    if (difference !== 0) return difference
  }
  return a.attemptId < b.attemptId ? -1 : a.attemptId > b.attemptId ? 1 : 0
}

/**
 * Which of one contestant's attempts in a round counts; null when there is none. Of attempts with the same score the best is the one that
 * the tie-breaks put first, or the earlier one where the rules say so; of attempts equal on everything always the earlier.
 */
export function countedAttempt<T extends Ranked & { number: number }>(
  attempts: readonly T[],
  rules: Pick<RoundRules, 'counts' | 'tieBreaks' | 'bestAmongEquals'>,
): T | null {
  // Ids sort by time, so equals on the chain leave the earlier attempt.
  const chain: readonly TieBreak[] = rules.bestAmongEquals === 'earlier' ? ['score'] : rules.tieBreaks
  const pick = {
    first: (a: T, b: T) => a.number - b.number,
    last: (a: T, b: T) => b.number - a.number,
    best: (a: T, b: T) =>
      compareRanked({ keys: rankingKeys(a, chain), attemptId: a.attemptId }, { keys: rankingKeys(b, chain), attemptId: b.attemptId }),
  } satisfies Record<RoundRules['counts'], (a: T, b: T) => number>
  return [...attempts].sort(pick[rules.counts])[0] ?? null
}

export type DecidedBy = TieBreak | 'lot' | 'equal' | 'last'
/** What puts a row above the next one, with both values; `last` has no next. */
export type Reason = { decidedBy: DecidedBy; own: number | null; next: number | null }
export type Placed<T> = T & Reason & { keys: Keys; position: number; rank: number }

/**
 * A frozen ranking. Rows equal on the whole chain share a rank (1, 1, 3) or are parted by a drawn lot:
 * `lot(attemptId)` gives each a number from a published seed.
 */
export function place<T extends Ranked>(
  rows: readonly T[],
  rules: Pick<RoundRules, 'tieBreaks' | 'equals'>,
  lot: (attemptId: string) => string,
): Placed<T>[] {
  const keyed = rows.map((row) => ({ row, keys: rankingKeys(row, rules.tieBreaks), attemptId: lastTie(rules, row.attemptId, lot) }))
  keyed.sort(compareRanked)
  return [...placed(keyed, rules)]
}

type Keyed<T> = { row: T; keys: Keys }

/** Places rows that come in their order, one by one: a row waits only for the next one, which tells why it stands above it. */
export function* placed<T extends Ranked>(keyed: Iterable<Keyed<T>>, rules: Pick<RoundRules, 'tieBreaks' | 'equals'>): Generator<Placed<T>> {
  let [position, rank] = [0, 0]
  let before: Keyed<T> | null = null
  for (const one of keyed) {
    if (before !== null) yield withReason(before, { position, rank }, reasonAbove(before.row, one.row, rules))
    position += 1
    if (rules.equals === 'lot' || before === null || !sameKeys(before.keys, one.keys)) rank = position
    before = one
  }
  if (before !== null) yield withReason(before, { position, rank }, reasonAbove(before.row, null, rules))
}

/** The row comes last: V8 adds fields to a copied object forty times slower than it copies an object behind fields. */
const withReason = <T>({ row, keys }: Keyed<T>, { position, rank }: { position: number; rank: number }, { decidedBy, own, next }: Reason) => ({
  keys,
  position,
  rank,
  decidedBy,
  own,
  next,
  ...row,
})

/** What parts rows that are equal on the whole chain: the drawn lot where the rules draw one, then the attempt's id. */
export const lastTie = (rules: Pick<RoundRules, 'equals'>, attemptId: string, lot: (attemptId: string) => string): string =>
  rules.equals === 'lot' ? `${lot(attemptId)}${attemptId}` : attemptId

const sameKeys = (a: Keys, b: Keys): boolean => a.every((key, index) => key === b[index])

/** Why a row stands above the next one of a board, of a whole ranking or of a part of it. */
export function reasonAbove(
  row: Omit<Ranked, 'attemptId'>,
  next: Omit<Ranked, 'attemptId'> | null,
  rules: Pick<RoundRules, 'tieBreaks' | 'equals'>,
): Reason {
  if (next === null) return { decidedBy: 'last', own: null, next: null }
  const parting = rules.tieBreaks.find((tieBreak) => keyOf[tieBreak](row) !== keyOf[tieBreak](next))
  if (parting === undefined) return { decidedBy: rules.equals === 'lot' ? 'lot' : 'equal', own: null, next: null }
  return { decidedBy: parting, own: row[parting], next: next[parting] }
}

/** A reason for people: a prediction that was left blank has no distance. */
export function withoutBlank<R extends Reason>(reason: R): R {
  const shown = (value: number | null): number | null => (value === BLANK_DISTANCE ? null : value)
  return reason.decidedBy === 'predictionDistance' ? { ...reason, own: shown(reason.own), next: shown(reason.next) } : reason
}

import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { addRound, compareContest, contestKeys, contestRanker, type ContestRow, type RoundRow } from '../../domain/award-contest.ts'
import type { Basis } from '../../domain/award-decision.ts'
import type { Round } from '../../domain/contest.ts'
import type { Services } from '../../services.ts'
import { inPieces, sortedInPieces } from './in-pieces.ts'

type Needs = Pick<Services, 'storage' | 'sha256'>
const AT_ONCE = 2_000
/** Sealed revisions never change, so neither does what follows from them; the newest two are kept. */
const KEPT = 2
const known = new WeakMap<Services['storage'], Map<string, Promise<ContestRow[]>>>()

/** The ranking of a whole contest over sealed revisions; made in pieces, so that answers of other contests do not wait. */
export function contestRanking(needs: Needs, rounds: readonly Round[], basis: Basis): Promise<ContestRow[]> {
  const own = known.get(needs.storage) ?? new Map<string, Promise<ContestRow[]>>()
  known.set(needs.storage, own)
  const key = basis.map(({ revisionId }) => revisionId).join(' ')
  const found = own.get(key)
  if (found !== undefined) return found
  const ranking = rank(needs, rounds, basis)
  own.set(key, ranking)
  ranking.catch(() => own.delete(key))
  for (const old of [...own.keys()].slice(0, -KEPT)) own.delete(old)
  return ranking
}

async function rank({ storage, sha256 }: Needs, rounds: readonly Round[], basis: Basis): Promise<ContestRow[]> {
  const rules = rounds.find(({ id }) => id === basis[0]?.roundId)?.rules
  if (rules === undefined) return []
  const sums = new Map<string, RoundRow>()
  for (const { revisionId } of basis) {
    for (let after = 0; ;) {
      const some = await storage.awards.sealedRows(revisionId, after, AT_ONCE)
      for (const row of some) addRound(sums, row)
      const last = some.at(-1)
      if (last === undefined || some.length < AT_ONCE) break
      after = last.position
      await new Promise(setImmediate)
    }
  }
  const seed = basis.map(({ revisionId }) => revisionId).join(' ')
  return rankSums(sums, rules, (attemptId) => sha256(`${seed}\n${attemptId}`))
}

/** People with their sums in the order of the whole contest. */
export async function rankSums(sums: ReadonlyMap<string, RoundRow>, rules: RoundRules, lot: (attemptId: string) => string): Promise<ContestRow[]> {
  const keyed = await inPieces([...sums.values()], (row) => contestKeys(row, rules, lot))
  return inPieces(await sortedInPieces(keyed, compareContest), contestRanker(rules))
}
